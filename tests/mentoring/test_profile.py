"""What I know: a mentor says what they know and how well, in which languages, where, how much."""

import pytest

from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, Stale
from exchange.mentoring.actions.profile import change_mentor_profile
from exchange.mentoring.models import MentorProfile
from exchange.mentoring.queries.profiles import levels_of
from exchange.mentoring.said import Said
from exchange.people import actions
from exchange.tags.actions import merge_subjects, set_expertise
from tests.factories import LONG_AGO, a_mentor, a_moderator, a_person, a_tag, an_admin

FORM = "/en/mentors/me"
SAID = Said(levels={"t1": "expert"}, writes=("en", "lv"), countries=("LV", "DE"), most_open=2)


@pytest.fixture
def themes():
    """Ten themes, in the order of their names."""
    return [a_tag(f"t{n}", is_theme=True) for n in range(10)]


def levels(page):
    """What the form holds, of what is chosen."""
    data = page.form("/mentors/me").data
    return {name: value for name, value in data.items() if name.startswith("level-") and value}


def kept(who):
    return db.session.get(MentorProfile, who.id)


def test_a_mentor_says_what_they_know_and_may_say_otherwise(client, sign_in, themes):
    who = a_mentor("Anna")
    sign_in(client, who)
    told = {"level-t1": "expert", "level-t3": "some", "writes": ["en", "lv"], "countries": ["LV"]}
    shown = client.submit(FORM, "/mentors/me", **told, elsewhere="DE", most_open="2")
    assert shown.path == "/en/mentors"
    assert "So you stand in the list now" in shown.text
    row = shown.one(".rows li").text
    for words in ("Expert knowledge Subject t1", "Some knowledge Subject t3", "Latvia, Germany"):
        assert words in row, words
    assert "English, Latvian" in row  # they write more than they read
    again = client.get(shown.link("Say what you know"))
    assert levels(again) == {"level-t1": "expert", "level-t3": "some"}
    assert again.form("/mentors/me").data.getlist("countries") == ["LV", "DE"]
    client.submit(again, "/mentors/me", **{"level-t1": "", "level-t3": "", "level-t2": "well"})
    assert levels_of(who.id) == {themes[2].id: "well"}
    assert (kept(who).most_open, kept(who).edit_version) == (2, 2)


def test_who_has_said_nothing_writes_the_language_of_their_pages(client, sign_in, themes):
    sign_in(client, a_mentor(language="lv"))
    data = client.get(FORM).form("/mentors/me").data
    assert (data.getlist("writes"), data["most_open"], data["version"]) == (["lv"], "3", "0")


def test_nothing_at_once_is_an_answer_too(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    client.submit(FORM, "/mentors/me", most_open="0")
    assert kept(who).most_open == 0
    assert "None at present" in client.get(f"/en/people/{who.id}").text


def test_guests_see_what_was_said_at_once(app, client, themes):
    who, headers = a_mentor("Anna"), {"Accept-Encoding": "gzip"}
    browser = app.test_client()

    def tag():
        return browser.get("/en/mentors", headers=headers).headers["ETag"]

    before = tag()
    assert tag() == before
    set_expertise(who, ["t0"])
    known = tag()
    change_mentor_profile(who, SAID, version=0)
    assert len({before, known, tag()}) == 3


@pytest.mark.parametrize(
    ("chosen", "complaint"),
    [
        ({f"level-t{n}": "some" for n in range(9)}, "choose at most 8."),
        ({"level-t1": "master"}, "choose one of the list"),
        ({"level-t1": "\0"}, "choose one of the list"),
        ({"writes": []}, "Choose at least one language."),
        ({"writes": ["xx"]}, "from the list only"),
        ({"countries": ["ZZ"]}, "from the list only"),
        ({"most_open": "21"}, "choose one of the list"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_chosen_is_kept(
    client, sign_in, themes, chosen, complaint
):
    who = a_mentor()
    set_expertise(who, ["t9"])
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me")
    for name, value in chosen.items():
        form.fields[name] = value if isinstance(value, list) else [value]
    page = client.send(form)
    assert page.status == 422
    assert complaint in page.one("#errors").text
    good = {name: value for name, value in chosen.items() if value == "some"}
    assert levels(page) == good | {"level-t9": "well"}
    assert (levels_of(who.id), kept(who)) == ({themes[9].id: "well"}, None)


def test_the_same_twice_is_said_once(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me").fill(**{"level-t1": "some"})
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert kept(who).edit_version == 1


def test_a_subject_that_is_no_theme_cannot_be_chosen(client, sign_in, themes):
    plain, who = a_tag("plain"), a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me")
    form.fields["level-plain"] = ["well"]
    assert client.send(form).status == 303
    assert levels_of(who.id) == {}
    assert plain.id not in levels_of(who.id)


def test_of_themes_that_are_merged_meanwhile_the_higher_level_holds(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me").fill(**{"level-t1": "expert", "level-t2": "some"})
    merge_subjects(a_moderator(), "t1", "t2", version=1)
    assert client.send(form).status == 303
    assert levels_of(who.id) == {themes[2].id: "expert"}
    set_expertise(who, {"t1": "some", "t2": "well"})
    assert levels_of(who.id) == {themes[2].id: "well"}
    set_expertise(who, ["t1"])
    assert levels_of(who.id) == {themes[2].id: "well"}


def test_who_knows_both_of_two_that_are_merged_keeps_the_higher_level(app, themes):
    before = {"Anna": ("expert", "some"), "Berta": ("some", "expert"), "Cilda": ("well", "some")}
    mentors = {name: a_mentor(name) for name in before}
    for name, (left, kept_one) in before.items():
        set_expertise(mentors[name], {"t1": left, "t2": kept_one})
    merge_subjects(a_moderator(), "t1", "t2", version=1)
    now = {name: levels_of(who.id) for name, who in mentors.items()}
    assert now == {
        "Anna": {themes[2].id: "expert"},
        "Berta": {themes[2].id: "expert"},
        "Cilda": {themes[2].id: "well"},
    }


def test_another_page_saved_meanwhile_is_shown_beside_this_one(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me").fill(**{"level-t3": "some"})
    change_mentor_profile(who, SAID, version=0)
    page = client.send(form)
    assert page.status == 409
    for words in ("changed meanwhile", "Expert knowledge", "Subject t1", "Germany"):
        assert words in page.one("#main").text, words
    assert levels(page) == {"level-t3": "some"}
    assert levels_of(who.id) == {themes[1].id: "expert"}
    assert client.submit(page, "/mentors/me").path == "/en/mentors"
    assert levels_of(who.id) == {themes[3].id: "some"}
    with pytest.raises(Stale):
        change_mentor_profile(who, SAID, version=1)


def test_a_guest_is_led_to_sign_in(client):
    page = client.get(FORM)
    assert page.status == 302
    assert page.location.startswith("/en/sign-in")


@pytest.mark.parametrize(
    "who",
    [a_person, an_admin, lambda: a_mentor(suspended_at=LONG_AGO)],
    ids=["member", "admin", "suspended"],
)
def test_whoever_is_no_mentor_by_now_has_nothing_to_say_here(client, sign_in, who):
    actor = who()
    sign_in(client, actor)
    assert client.get(FORM).status == 403
    with pytest.raises(NotAllowed):
        set_expertise(actor, [])
    with pytest.raises(NotAllowed):
        change_mentor_profile(actor, SAID, version=0)


def test_a_role_lost_meanwhile_refuses_and_keeps_what_was_said(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me").fill(**{"level-t1": "well"})
    actions.suspend(an_admin(), who.id, reason="Too loud.")
    page = client.send(form)
    assert page.status in (401, 403)
    assert levels_of(who.id) == {}


def test_signed_out_meanwhile_keeps_what_was_chosen(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me").fill(**{"level-t1": "well"})
    client.submit(FORM, "/sign-out")
    page = client.send(form)
    assert page.status == 401
    assert ["well"] in page.form("/and-continue").fields.values()


def test_the_profile_costs_few_queries(client, sign_in, themes, count_queries):
    who = a_mentor()
    sign_in(client, who)
    client.get(FORM)
    with count_queries() as few:
        client.get(FORM)
    set_expertise(who, {f"t{n}": "well" for n in range(8)})
    with count_queries() as many:
        client.get(FORM)
    assert len(few) == len(many) <= 5, many

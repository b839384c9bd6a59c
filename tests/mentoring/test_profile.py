"""What I know: a mentor says which themes they know."""

import pytest

from exchange.kernel.rulings import NotAllowed
from exchange.pages.queries import expertise_of
from exchange.people import actions
from exchange.tags.actions import set_expertise
from tests.factories import LONG_AGO, a_mentor, a_person, a_tag, an_admin

FORM = "/en/mentors/me"


@pytest.fixture
def themes():
    """Ten themes, in the order of their names."""
    return [a_tag(f"t{n}", is_theme=True) for n in range(10)]


def test_a_mentor_says_what_they_know_and_may_say_otherwise(client, sign_in, themes):
    who = a_mentor("Anna")
    sign_in(client, who)
    shown = client.submit(FORM, "/mentors/me", themes=["t1", "t3"])
    assert shown.path == "/en/mentors"
    assert "So you stand in the list now" in shown.text
    assert "Subject t1, Subject t3" in shown.one(".rows li").text
    again = client.get(shown.link("Say what you know"))
    assert again.form("/mentors/me").data.getlist("themes") == ["t1", "t3"]
    client.submit(again, "/mentors/me", themes=["t2"])
    assert expertise_of(who.id) == {themes[2].id}


def test_guests_see_the_new_theme_at_once(app, client, themes):
    who, headers = a_mentor("Anna"), {"Accept-Encoding": "gzip"}
    browser = app.test_client()
    before = browser.get("/en/mentors", headers=headers)
    assert browser.get("/en/mentors", headers=headers).headers["ETag"] == before.headers["ETag"]
    set_expertise(who, ["t0"])
    after = browser.get("/en/mentors", headers=headers)
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize(
    ("chosen", "complaint"),
    [
        ([f"t{n}" for n in range(9)], "Choose at most 8."),
        (["t1", "t99"], "from the list only"),
        (["t1", "\0"], "from the list only"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_chosen_is_kept(
    client, sign_in, themes, chosen, complaint
):
    who = a_mentor()
    set_expertise(who, ["t9"])
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me")
    form.fields["themes"] = chosen
    page = client.send(form)
    assert page.status == 422
    assert complaint in page.one("#errors").text
    kept = page.form("/mentors/me").data.getlist("themes")
    assert kept == [slug for slug in chosen if slug not in ("t99", "\0")]
    assert expertise_of(who.id) == {themes[9].id}


def test_nothing_and_the_same_twice_can_be_said_too(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me")
    form.fields["themes"] = ["t1", "t1"]
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert expertise_of(who.id) == {themes[1].id}
    form.fields["themes"] = []
    assert client.send(form).status == 303
    assert expertise_of(who.id) == set()


def test_a_subject_that_is_no_theme_cannot_be_chosen(client, sign_in, themes):
    plain, who = a_tag("plain"), a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me")
    form.fields["themes"] = [plain.slug]
    assert client.send(form).status == 422


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


def test_a_role_lost_meanwhile_refuses_and_keeps_what_was_said(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me")
    form.fields["themes"] = ["t1"]
    actions.suspend(an_admin(), who.id, reason="Too loud.")
    page = client.send(form)
    assert page.status in (401, 403)
    assert expertise_of(who.id) == set()


def test_signed_out_meanwhile_keeps_what_was_chosen(client, sign_in, themes):
    who = a_mentor()
    sign_in(client, who)
    form = client.get(FORM).form("/mentors/me")
    form.fields["themes"] = ["t1", "t2"]
    client.submit(FORM, "/sign-out")
    page = client.send(form)
    assert page.status == 401
    kept = page.form("/and-continue").fields.values()
    assert any(values == ["t1", "t2"] for values in kept)

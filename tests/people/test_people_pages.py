import pytest

from exchange.people.queries import get_person
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    an_admin,
    an_editor,
    an_organisation,
)


def test_a_member_sees_who_a_person_is(client, sign_in):
    sign_in(client, a_person())
    home = an_organisation("xk", "XK", name="Network of Kosovo")
    who = a_mentor(
        "Berta Čolić", organisation=home, about="I keep bees.\n\nAnd goats.", reads=["sq", "en"]
    )
    page = client.get(f"/en/people/{who.id}")
    assert page.h1.endswith("Berta Čolić")
    assert "Kosovo*" in page.text
    assert page.one("#kosovo-footnote")
    assert "Albanian, English" in page.text
    assert page.link("Network of Kosovo") == "/en/organisations/xk"
    assert page.one('meta[name="robots"]')["content"] == "noindex"
    assert "@example.org" not in page.body
    assert "Suspend this person" not in page.text


def test_guests_see_no_profile(client):
    who = a_person()
    assert client.get(f"/en/people/{who.id}").status == 302


@pytest.mark.parametrize("state", [{"admitted_at": None}, {"confirmed_at": None}])
def test_who_is_not_a_member_yet_sees_only_the_own_profile_and_is_seen_by_nobody(
    client, sign_in, state
):
    newcomer, member = a_person("Nina", **state), a_person("Member")
    sign_in(client, newcomer)
    assert client.get(f"/en/people/{newcomer.id}").status == 200
    assert client.get(f"/en/people/{member.id}").status == 404
    sign_in(client, member)
    assert client.get(f"/en/people/{newcomer.id}").status == 404
    sign_in(client, a_moderator())
    assert client.get(f"/en/people/{newcomer.id}").status == 200


def test_a_person_that_is_not_is_missing(client, sign_in):
    sign_in(client, a_person())
    assert client.get("/en/people/999999").status == 404
    assert client.get("/en/people/" + "9" * 40).status == 404


def test_the_address_is_for_admins_and_the_reason_not_for_members(client, sign_in):
    who = a_person(
        "Spam", email="spam@example.org", suspended_at=LONG_AGO, suspension_reason="Three adverts."
    )
    sign_in(client, a_person())
    assert "Three adverts." not in client.get(f"/en/people/{who.id}").text
    sign_in(client, an_admin())
    page = client.get(f"/en/people/{who.id}")
    assert "spam@example.org" in page.text
    assert "Three adverts." in page.text


def test_no_role_of_a_suspended_person_is_shown(app):
    assert get_person(a_mentor(suspended_at=LONG_AGO).id).roles == ()
    assert get_person(an_editor().id).roles == ("editor",)


def test_nothing_that_a_person_writes_becomes_a_part_of_the_page(client, sign_in):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    who = a_person(evil[:60], about=evil)
    sign_in(client, who)
    for path in (f"/en/people/{who.id}", "/en/settings"):
        assert "<script>alert" not in client.get(path).body


def test_an_admin_finds_a_person_by_name_address_and_state(client, sign_in):
    sign_in(client, an_admin("Admin"))
    a_person("Čedo Marić", email="cedo@example.org")
    a_person("Berta 100%_sure", email="berta@example.org", suspended_at=LONG_AGO)
    for words in ("Čedo", "cedo@", "mari"):
        page = client.get("/en/people", query_string={"q": words})
        assert "Čedo Marić" in page.text
        assert "Berta" not in page.text
    assert "Berta" in client.get("/en/people?q=100%25_sure").text
    assert "Nobody is found" in client.get("/en/people?q=100_%25sure").text
    page = client.get("/en/people?state=suspended")
    assert "Berta" in page.text
    assert "Čedo" not in page.text
    assert "Berta" in client.get("/en/people?state=nonsense").text


@pytest.mark.parametrize("words", ["a\x00b", "%", "_", "\\", "🐝", "x" * 5_000, "\u202e"])
def test_any_words_may_be_searched_for(client, sign_in, words):
    sign_in(client, an_admin())
    assert client.get("/en/people", query_string={"q": words}).status == 200


def test_the_list_is_paged(client, sign_in, count_queries):
    sign_in(client, an_admin())
    for n in range(51):
        a_person(f"P{n}")
    with count_queries() as seen:
        page = client.get("/en/people")
    assert page.link("Page 2").endswith("page=2")
    assert len(seen) <= 4
    assert client.get("/en/people?state=active&page=2").status == 200
    for page in ("3", "0", "x", "-1", "01"):
        assert client.get(f"/en/people?page={page}").status == 404


@pytest.mark.parametrize("make", [a_person, a_moderator, a_mentor])
def test_the_list_is_for_admins(client, sign_in, make):
    sign_in(client, make())
    assert client.get("/en/people").status == 403


def test_everybody_finds_the_organisations(client):
    an_organisation(
        "mk",
        "MK",
        name="Rural Development Network of North Macedonia",
        own_names=[["mk", "Мрежа за рурален развој"]],
        aliases=["Rural Development Network of Macedonia"],
        sites=["ruralnet.mk"],
    )
    an_organisation("sample-rs", "RS", name="Sample network, Serbia", is_sample=True)
    page = client.get("/en/organisations")
    assert page.link("Rural Development Network of North Macedonia") == "/en/organisations/mk"
    page = client.get("/en/organisations/mk")
    assert page.link("ruralnet.mk") == "https://ruralnet.mk/"
    assert page.one('dd[lang="mk"]').text == "Мрежа за рурален развој"
    assert "Rural Development Network of Macedonia" in page.text
    page = client.get("/lv/organisations/sample-rs")
    assert page.one(".chip.sample")
    assert page.one('meta[name="robots"]')["content"] == "noindex"
    for code in ("xx", "x" * 500, "<b>"):
        assert client.get(f"/en/organisations/{code}").status == 404


def test_the_menu_leads_where_one_may_go(client, sign_in):
    sign_in(client, a_person())
    names = [link.name for link in client.get("/en/settings").links]
    assert "Your settings" in names
    assert "Who waits to be let in" not in names
    sign_in(client, a_person(organisation=an_organisation(), role="coordinator"))
    assert "Who waits to be let in" in [x.name for x in client.get("/en/settings").links]
    sign_in(client, an_admin())
    assert "All people" in [x.name for x in client.get("/en/settings").links]


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/settings", "/people", "/organisations"])
@pytest.mark.parametrize("lang", ["lv", "sr", "tr"])
def test_pages_are_clean_in_other_languages(client, mail, sign_in, lang, path):
    if path not in ("/sign-in", "/sign-up"):
        sign_in(client, an_admin())
    assert client.get(f"/{lang}{path}").status == 200


def the_three() -> None:
    an_organisation(
        "rs",
        "RS",
        name="Rural Development Network of Serbia",
        own_names=[
            ["sr-latn", "Mreža za ruralni razvoj Srbije"],
            ["sr", "Мрежа за рурални развој Србије"],
        ],
    )
    an_organisation("xk", "XK", name="Network of Kosovo", own_names=[["sq", "Rrjeti i Kosovës"]])
    an_organisation("sample-lv", "LV", name="Sample network, Latvia", is_sample=True)


@pytest.mark.parametrize(
    ("lang", "html", "shown", "beside"),
    [
        ("en", "en", "Rural Development Network of Serbia", "Mreža za ruralni razvoj Srbije"),
        ("sr", "sr-Cyrl", "Мрежа за рурални развој Србије", "Rural Development Network of Serbia"),
        ("tr", "sr-Latn", "Mreža za ruralni razvoj Srbije", "Rural Development Network of Serbia"),
    ],
)
@pytest.mark.parametrize("path", ["/organisations", "/", "/about/partners", "/search?q=mreza"])
def test_an_organisation_bears_its_own_name_in_the_readers_script_and_the_english_one_beside_it(
    client, path, lang, html, shown, beside
):
    the_three()
    page = client.get(f"/{lang}{path}")
    (link,) = [a for a in page.all("main a") if a["href"] == f"/{lang}/organisations/rs"]
    assert (link["lang"], link.text) == (html, shown)
    assert beside in page.text
    page = client.get(link["href"])
    assert (page.h1, page.one("h1")["lang"]) == (shown, html)
    assert page.text.count(beside) == 1

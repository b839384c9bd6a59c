"""About: who we are, who stands behind it, what holds, in every language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from exchange.kernel.settings import Funder, Operator
from exchange.moderation.rules import RULES
from exchange.people.consent import RULES_VERSION
from exchange.text.languages import BY_CODE
from tests.factories import a_person, an_organisation
from tests.page import CheckedClient

PAGES = ("project", "partners", "meetings", "rules", "privacy", "accessibility", "disclaimer")


def the_nine() -> None:
    """Some of them, under the names and codes that the directory gives them."""
    an_organisation("lv", "LV", name="Latvian Rural Forum", task="for_prepare", sites=["a.lv"])
    an_organisation("xk", "XK", name="Network of Organizations", own_names=[["sq", "Rrjeti"]])
    an_organisation("me", "ME", name="Network of Montenegro")
    an_organisation("tr", "TR", name="Development Foundation of Turkey", kind="foundation")


@pytest.fixture
def settings_of(app: Flask) -> Iterator[object]:
    """`settings_of(operator=…)` changes what the installation was told, until the test ends."""
    before = app.extensions["settings"]

    def change(**values: object) -> None:
        app.extensions["settings"] = replace(before, **values)

    yield change
    app.extensions["settings"] = before


@pytest.mark.parametrize("lang", BY_CODE)
def test_about_alone_leads_to_its_first_page_in_the_same_language(
    client: CheckedClient, lang: str
) -> None:
    assert client.get(f"/{lang}/about").location == f"/{lang}/about/project"


def test_about_without_a_language_leads_there_too(client: CheckedClient) -> None:
    answer = client.flask.get("/about", headers={"Accept-Language": "tr"}, follow_redirects=True)
    assert answer.request.path == "/tr/about/project"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", BY_CODE)
def test_every_page_opens_for_guests_and_members_in_every_language(
    client: CheckedClient, sign_in, lang: str, name: str
) -> None:
    the_nine()
    guest = client.get(f"/{lang}/about/{name}")
    sign_in(client, a_person())
    member = client.get(f"/{lang}/about/{name}")
    assert (guest.status, member.status) == (200, 200)
    for page in (guest, member):
        assert page.one(".tabs [aria-current]").get("href") == f"/{lang}/about/{name}"
        assert page.one(".places [aria-current]").get("href") == f"/{lang}/about/project"


def test_each_page_leads_to_all_others(client: CheckedClient) -> None:
    ways = [link["href"] for link in client.get("/en/about/rules").all(".tabs a")]
    assert ways == [f"/en/about/{name}" for name in PAGES]


def test_the_project_is_told_with_its_years_and_its_own_names(client: CheckedClient) -> None:
    page = client.get("/en/about/project")
    assert "2016 – 2019" in page.text
    assert "at least 60 people each" in page.text
    assert "PREPARE, the Partnership for Rural Europe" in page.text
    named = {element["lang"]: element.text for element in page.all("dl.pairs dd")}
    assert set(named) == {"en", "lv", "sr-Latn", "sq", "mk"}
    assert named["sr-Latn"].endswith("za ekonomski razvoj ruralnih područja")


def test_partners_stand_by_the_readers_alphabet_with_what_is_known(client: CheckedClient) -> None:
    the_nine()
    page = client.get("/en/about/partners")
    named = [element.text for element in page.all("tbody th")]
    assert named == ["Kosovo*", "Latvia", "Montenegro", "Türkiye"]
    assert page.text.count("UNSCR 1244/1999") == 1
    assert page.one("a[href=https://a.lv/]")["rel"] == "noopener"
    assert page.one("small[lang=sq]").text == "Rrjeti"
    assert "not known" in page.all("tbody tr")[2].text
    assert "BRDN" in page.text
    assert page.link("prepare-network.eu") == "https://prepare-network.eu/"


def test_partners_are_sorted_anew_in_turkish(client: CheckedClient) -> None:
    the_nine()
    named = [element.text for element in client.get("/tr/about/partners").all("tbody th")]
    assert named == ["Karadağ", "Kosova*", "Letonya", "Türkiye"]


def test_meetings_have_their_dates_places_and_sizes(client: CheckedClient) -> None:
    page = client.get("/en/about/meetings")
    rows = [" ".join(c.text for c in row.children) for row in page.all("tbody tr")]
    assert len(rows) == 7
    assert rows[0].startswith("May 2016 Skopje")
    assert rows[1].startswith("29 August – 2 September 2016 Vrnjačka Banja")
    assert rows[2].startswith("13–16 September 2016 Voskopojë")
    assert "over 80; reports say 70 – 75" in rows[2]
    assert rows[5].startswith("30 October – 1 November 2018 Peja/PećKosovo*")
    assert [n for n, row in enumerate(rows) if "Conference" in row] == [2, 5]
    assert page.text.count("UNSCR 1244/1999") == 1


def test_meetings_are_dated_as_the_reader_dates(client: CheckedClient) -> None:
    assert "2016. gada 13.–16. septembris" in client.get("/lv/about/meetings").text
    assert "30. listopada – 1. studenoga 2018." in client.get("/hr/about/meetings").text


def test_rules_are_those_that_moderators_decide_by(client: CheckedClient) -> None:
    page = client.get("/en/about/rules")
    assert RULES_VERSION in page.text
    assert all(str(rule.name) in page.text and str(rule.meaning) in page.text for rule in RULES)
    assert page.link("CC BY 4.0") == "https://creativecommons.org/licenses/by/4.0/"
    way = page.link("Who runs this installation")
    assert client.get(way.partition("#")[0]).one("#operator").text == "Who is responsible"


def test_confirmations_of_announcements_are_told_with_who_sees_them(client: CheckedClient) -> None:
    kept, seen = client.get("/en/about/privacy").all("ul.prose")
    assert "that you have read an announcement: that you said so, and when." in kept.text
    assert "who has, on which day, and who has not." in seen.text


@pytest.mark.parametrize("name", ["privacy", "accessibility"])
def test_whoever_runs_this_is_not_yet_named_until_the_record_names_them(
    client: CheckedClient, settings_of, name: str
) -> None:
    before = client.get(f"/en/about/{name}")
    assert "Not yet named." in before.text
    settings_of(operator=Operator("Rural House", "Main street 1", "house@example.org"))
    page = client.get(f"/en/about/{name}")
    assert "Not yet named." not in page.text
    assert "Rural House" in page.text
    assert "Main street 1" in page.text
    assert page.link("house@example.org") == "mailto:house@example.org"


def test_the_disclaimer_is_that_of_the_funder_in_the_readers_language(
    app: Flask, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = client.get("/lv/about/disclaimer")
    assert "Finansē kāds" not in plain.text
    funder = Funder({"en": "Paid.", "lv": "Finansē kāds."}, {"en": "Not us.", "lv": "Ne mēs."})
    monkeypatch.setitem(app.jinja_env.globals, "funders", (funder,))
    page = client.get("/lv/about/disclaimer")
    assert "Finansē kāds." in page.text
    assert "Ne mēs." in page.text

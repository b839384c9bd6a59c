from types import SimpleNamespace

import pytest
from jinja2 import meta
from markupsafe import Markup

from tests.design.drawn import GLOBALS, TEMPLATES, drawn, environment
from tests.page.tree import Element

HEADER = """{% from "ui/frame.html" import site_header %}
{{ site_header("en", here, "forum", number, name, more) }}<main id="main"></main>"""
FOOTER = '{% from "ui/frame.html" import site_footer %}{{ site_footer("en", note, samples) }}'
WORDS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
FUNDER = SimpleNamespace(statement=lambda lang: f"Paid for by somebody ({lang})", emblem="eu")


def header(here: str = "/threads/12-x", name: str = "", more: str = "", **given: object) -> Element:
    return drawn(HEADER, given=given, here=here, number=7, name=name, more=Markup(more))


@pytest.mark.parametrize("path", sorted((TEMPLATES / "ui").iterdir()), ids=lambda path: path.name)
def test_macros_know_their_arguments_and_the_globals_only(path: object) -> None:
    name = f"ui/{path.name}"  # type: ignore[attr-defined]
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    assert meta.find_undeclared_variables(environment().parse(source)) <= GLOBALS.keys() | WORDS


def test_the_language_menu_holds_plain_links_to_the_same_page() -> None:
    links = header().all(".tongues a")
    assert [(a["href"], a["lang"], a.text) for a in links] == [
        ("/en/threads/12-x", "en", "English"),
        ("/sr/threads/12-x", "sr-Cyrl", "Српски"),
        ("/tr/threads/12-x", "tr", "Türkçe"),
    ]
    assert [a.text for a in links if "aria-current" in a] == ["English"]


def test_a_place_that_is_not_built_is_absent() -> None:
    assert [a.text for a in header().all(".places a")] == ["Forum", "About"]
    assert not header(places=[]).all(".places a")
    assert not header(places=[]).all(".ask")
    assert not header(has_search=False).all(".find")


def test_the_place_of_the_page_is_marked() -> None:
    assert [a.text for a in header().all(".places [aria-current]")] == ["Forum"]


def test_a_guest_comes_back_after_signing_in_or_joining() -> None:
    sign_in, join = header().all(".guest a")
    assert sign_in["href"] == "/en/sign-in?next=/en/threads/12-x"
    assert join["href"] == "/en/sign-up?next=/en/threads/12-x"


@pytest.mark.parametrize("here", ["/sign-in", "/sign-up"])
def test_who_goes_to_and_fro_between_signing_in_and_joining_still_comes_back(here: str) -> None:
    links = header(f"{here}?next=/en/ask%3Ftitle%3DWho").all(".guest a")
    assert [a["href"] for a in links] == [
        "/en/sign-in?next=/en/ask%3Ftitle%3DWho",
        "/en/sign-up?next=/en/ask%3Ftitle%3DWho",
    ]


@pytest.mark.parametrize("here", ["/", "/sign-up"])
def test_signing_in_leads_nowhere_special_from_the_front_page(here: str) -> None:
    links = header(here).all(".guest a")
    assert [a["href"] for a in links] == ["/en/sign-in", "/en/sign-up"]


def test_a_member_signs_out_with_the_form_of_the_page() -> None:
    button = header(name="Ana").one(".me button")
    assert (button["form"], button["formaction"]) == ("act", "/en/sign-out")


def test_features_put_their_links_into_the_own_menu() -> None:
    more = '<li><a href="/en/moderation">Moderation</a></li>'
    assert [a["href"] for a in header(name="Ana", more=more).all(".me a")] == [
        "/en/people/7",
        "/en/moderation",
    ]


def test_no_token_stands_in_a_remembered_piece() -> None:
    assert not header(name="Ana").all("[name=csrf_token]")


def test_the_funder_has_a_statement_and_an_emblem_of_forty_pixels_at_least() -> None:
    foot = drawn(FOOTER, given={"funders": (FUNDER,)}, note="", samples=False)
    emblem = foot.one(".funder img")
    assert int(emblem["width"]) >= 60
    assert int(emblem["height"]) >= 40
    assert foot.one(".funder p").text == "Paid for by somebody (en)"
    assert [a["href"] for a in foot.all("a")][-1] == "/en/about/disclaimer"


def test_without_a_funder_nothing_is_claimed() -> None:
    assert not drawn(FOOTER, note="", samples=False).all(".funder")


def test_the_footnote_and_the_word_on_samples_appear_when_they_are_owed() -> None:
    foot = drawn(FOOTER, note="This designation", samples=True)
    assert foot.one("#kosovo-footnote").text == "* This designation"
    assert "invented" in foot.text
    assert not drawn(FOOTER, note="", samples=False).all(".footnotes")

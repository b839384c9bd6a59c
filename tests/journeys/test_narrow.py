"""On a narrow telephone no page scrolls sideways, in none of the languages, whatever is open."""

from collections.abc import Mapping, Sequence

import pytest

from exchange.text.languages import LANGUAGES
from tests.factories import a_category, a_mentoring_coordinator
from tests.journeys.examples import Examples
from tests.journeys.looking import NARROW, told
from tests.journeys.routes import in_language
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser
SPACED = """*, ::before, ::after { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } """


def found_in(
    browse: Browse,
    examples: Examples,
    differing: Mapping[str, Sequence[str]],
    code: str,
    rule: str = "",
) -> list[str]:
    """What the ruler finds on all pages in a language; with one more rule of style, if given."""
    wrong: list[str] = []
    for role, addresses in differing.items():
        page = browse(examples.person(role), NARROW)
        page.goto(f"/{code}/")
        page.evaluate("rule => rule && document.styleSheets[0].insertRule(rule)", rule)
        asked = [in_language(code, address) for address in addresses]
        found = page.evaluate("addresses => inPage.measureAll(addresses)", asked)
        wrong += [f"{role} {one}" for one in found]
    return wrong


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_no_page_is_wider_than_a_narrow_telephone(
    browse: Browse,
    examples: Examples,
    differing: Mapping[str, Sequence[str]],
    code: str,
) -> None:
    wrong = found_in(browse, examples, differing, code)
    assert not wrong, told(wrong)


def test_readers_may_set_words_and_lines_further_apart(
    browse: Browse, examples: Examples, differing: Mapping[str, Sequence[str]]
) -> None:
    """By as much as WCAG 1.4.12 says."""
    wrong = found_in(browse, examples, differing, "lv", SPACED)
    assert not wrong, told(wrong)


def test_the_head_is_one_row_on_every_telephone_in_every_language(browse: Browse) -> None:
    page = browse(None, NARROW)
    wrong: list[str] = []
    for code in (language.code for language in LANGUAGES):
        page.goto(f"/{code}/threads")
        for width in (NARROW, 360, 375, 390, 412):
            page.set_viewport_size({"width": width, "height": 700})
            height = page.locator("header.site-head").evaluate("head => head.offsetHeight")
            wrong += [f"{code} {width}: {height}"] if height > 60 else []
    assert not wrong, told(wrong)


def test_the_tabs_of_coordinators_are_one_row_that_begins_where_one_is(
    browse: Browse, examples: Examples
) -> None:
    page = browse(examples.person("admin"), NARROW)
    wrong: list[str] = []
    for code in (language.code for language in LANGUAGES):
        page.goto(f"/{code}/desk/promises")
        for width in (NARROW, 390):
            page.set_viewport_size({"width": width, "height": 700})
            page.reload()
            row = page.locator("ul.in-row")
            tops = row.evaluate("row => new Set([...row.children].map(one => one.offsetTop)).size")
            heights = row.locator("a").evaluate_all("all => all.map(one => one.offsetHeight)")
            here = row.locator("[aria-current]").bounding_box()
            assert here is not None
            is_seen = here["x"] >= 0 and here["x"] + here["width"] <= width
            is_right = tops == 1 and min(heights) >= 24 and is_seen
            wrong += [] if is_right else [f"{code} {width}: {tops} {heights} {here}"]
        wrong += page.evaluate("async () => inPage.measureAll([location.pathname])")
    assert not wrong, told(wrong)


def test_the_first_column_of_a_wide_table_stays_with_its_head(site: Site, browse: Browse) -> None:
    a_category()
    page = browse(a_mentoring_coordinator(), NARROW)
    page.goto("/en/desk/promises")
    box = page.locator(".scroll").first
    box.evaluate("box => { box.scrollLeft = 60 }")
    assert box.evaluate("box => box.scrollLeft") == 60
    firsts = box.locator("tr > th:first-child")
    lefts = firsts.evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert len(lefts) > 1
    assert set(lefts) == {box.evaluate("box => box.getBoundingClientRect().left")}

"""What keys do everywhere: the skip link, menus, the summary of errors."""

import pytest
from playwright.sync_api import Page

from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser
FOCUSED = "[document.activeElement.localName, document.activeElement.id]"


@pytest.fixture
def page(browse: Browse, request: pytest.FixtureRequest) -> Page:
    """The front page of a member, in a wide window unless a test asks for another."""
    page = browse(a_person("Ana"), getattr(request, "param", 1280))
    page.goto("/en/")
    return page


def is_open(page: Page, menu: str) -> bool:
    return bool(page.locator(menu).evaluate("menu => menu.open"))


def has_focus(page: Page, selector: str) -> bool:
    return bool(page.locator(selector).evaluate("e => e === document.activeElement"))


def test_the_first_key_offers_to_skip_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    assert has_focus(page, ".skip")
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == ["main", "main"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    ("page", "menu"), [(390, ".menu"), (1280, ".tongues"), (1280, ".me")], indirect=["page"]
)
def test_a_menu_opens_by_enter_closes_by_escape_and_gives_the_focus_back(
    page: Page, menu: str
) -> None:
    page.locator(f"{menu} > summary").focus()
    page.keyboard.press("Enter")
    assert is_open(page, menu)
    page.keyboard.press("Tab")
    assert page.evaluate("inPage.focused()")[-1] == ""
    page.keyboard.press("Escape")
    assert not is_open(page, menu)
    assert has_focus(page, f"{menu} > summary")


def test_a_menu_closes_when_the_focus_leaves_it(page: Page) -> None:
    page.locator(".tongues > summary").focus()
    page.keyboard.press("Enter")
    for _ in range(11):  # ten languages, and out
        page.keyboard.press("Tab")
    assert not is_open(page, ".tongues")


def test_what_lies_closed_is_not_on_the_way(page: Page) -> None:
    page.locator(".tongues > summary").focus()
    page.keyboard.press("Tab")
    assert has_focus(page, ".me > summary")


@pytest.mark.parametrize(("width", "menu"), [(390, ".menu"), (1280, ".me")])
def test_menus_open_without_script(browse: Browse, width: int, menu: str) -> None:
    page = browse(a_person("Ana"), width, java_script_enabled=False)
    page.goto("/en/")
    profile = page.get_by_role("link", name="Your profile")
    assert not profile.is_visible()
    page.locator(f"{menu} > summary").click()
    profile.click()
    assert "/en/people/" in page.url


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(
    browse: Browse, script: bool
) -> None:
    page = browse(None, java_script_enabled=script)
    page.goto("/en/sign-in")
    page.locator("main .btn").click()
    page.wait_for_selector("#errors")
    assert page.evaluate(FOCUSED) == ["div", "errors"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == ["input", "email"]


def test_who_wants_no_motion_gets_none(browse: Browse, site: Site) -> None:
    moves = """[getComputedStyle(document.documentElement).scrollBehavior,
      ...[...document.querySelectorAll("*")].map((e) => getComputedStyle(e))
        .map((style) => `${style.transitionDuration} ${style.animationName}`)]"""
    page = browse(reduced_motion="reduce")
    page.goto(f"/en/threads/{site.thread().id}")
    assert set(page.evaluate(moves)) == {"auto", "0s none"}

"""On paper: the text and who wrote it, without what only a screen can use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.examples import Examples

pytestmark = pytest.mark.browser
SEEN = """[...document.querySelectorAll("a, button, input, textarea, nav, form, summary, [role]")]
  .filter((e) => e.checkVisibility())
  .map((e) => `${e.localName} ${e.className || e.textContent}`)"""


@pytest.mark.parametrize("name", ["forum.show_thread", "library.show_experience"])
def test_paper_has_no_controls(browse: Callable[..., Page], examples: Examples, name: str) -> None:
    page = browse(examples.people.member)
    page.goto(f"/en{examples.by_endpoint[name][1]}")
    page.emulate_media(media="print")
    controls = [one for one in page.evaluate(SEEN) if not one.startswith("a ")]
    assert controls == []
    assert page.locator("h1").is_visible()
    assert page.locator(".site-head").is_hidden()

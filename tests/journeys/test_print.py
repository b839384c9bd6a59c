"""On paper: the text and who wrote it, without what only a screen can use."""

import pytest

from tests.journeys.examples import Examples
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser
SEEN = """[...document.querySelectorAll("a, button, input, textarea, nav, form, summary, [role]")]
  .filter((e) => e.checkVisibility())
  .map((e) => `${e.localName} ${e.className || e.textContent}`)"""


@pytest.mark.parametrize("name", ["forum.show_thread", "library.show_experience"])
def test_paper_has_no_controls(browse: Browse, examples: Examples, name: str) -> None:
    page = browse.anew(examples.people.member)
    page.goto(f"/en{examples.by_endpoint[name][1]}")
    page.emulate_media(media="print")
    controls = [one for one in page.evaluate(SEEN) if not one.startswith("a ")]
    assert controls == []
    assert page.locator("h1").is_visible()
    assert page.locator(".site-head").is_hidden()

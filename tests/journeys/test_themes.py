"""In the dark, and in the colours that readers have set for all pages: axe finds nothing."""

from collections.abc import Mapping

import pytest

from tests.journeys.examples import Examples
from tests.journeys.looking import found_by_axe, told
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser
SAMPLE = (
    "forum.show_thread",
    "forum.show_threads",
    "forum.reply",
    "library.show_experience",
    "library.edit",
    "moderation.show_decision",
    "people.show_person",
)


@pytest.mark.parametrize("theme", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str)
def test_axe_finds_nothing(browse: Browse, examples: Examples, theme: Mapping[str, str]) -> None:
    page = browse(examples.people.member, 390, **theme)
    sample = ["/", "/settings", *(examples.by_endpoint[name][0] for name in SAMPLE)]
    sample += ["/search?q=leader", "/about/partners", examples.by_endpoint["library.edit"][1]]
    wrong = []
    for address in sample:
        page.goto(f"/en{address}")
        wrong += [f"{address} – {one}" for one in found_by_axe(page)]
    assert not wrong, told(wrong)

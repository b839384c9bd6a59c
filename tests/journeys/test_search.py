from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_who_types_latin_letters_finds_what_was_written_in_cyrillic(
    site: Site, walk: Callable[..., Walker]
) -> None:
    site.thread(title="Задруга за прераду шљива у Подрињу", body="Тражимо искуства.", lang="sr")
    me = walk("sr")
    me.unfold("Menu")
    me.fill("Search in any language", "zadruge sljiva")
    me.press("Search")
    me.sees("Задруга за прераду шљива у Подрињу")
    me.follow("In experiences")
    me.sees("Nothing found for “%(words)s”", words="zadruge sljiva")
    me.follow("Search everywhere, in all languages")
    me.follow("Задруга за прераду шљива у Подрињу")
    me.is_at("/sr/threads/")


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("code", ["en", "sr", "tr"])
def test_on_a_telephone_the_menu_begins_with_the_search_also_without_script(
    browse: Callable[..., Page], code: str, width: int
) -> None:
    page = browse(None, width, java_script_enabled=False)
    for address in ("threads", "organisations", "ask"):
        page.goto(f"/{code}/{address}")
        page.locator(".menu > summary").click()
        box, places = page.locator("#site-search"), page.locator(".places")
        box.click(timeout=2_000)
        above, below = box.bounding_box(), places.bounding_box()
        assert above, f"{address}: no search box"
        assert below, f"{address}: no places"
        assert above["y"] + above["height"] <= below["y"], address

"""A place is pressed on the map in a real browser: it is the browser that says where."""

import pytest
from playwright.sync_api import Page, expect

from exchange.library.mapping import FRAMES
from exchange.library.pointing import WHOLE, closer
from tests.factories import a_draft, a_full_content, a_person
from tests.journeys.looking import begin_axe, end_axe, found_by_ruler
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser

MAP = "input[type=image]"


def at_work(browse: Browse, width: int, **given: object) -> Page:
    nowhere = {"latitude": None, "longitude": None, "precision": "", "countries": ("RS",)}
    draft = a_draft(author := a_person(), a_full_content(**nowhere))
    page = browse(author, width, **given)
    page.goto(f"/en/experiences/ALTER-XP-{draft.number:04d}/edit/where")
    return page


def typed(page: Page) -> tuple[float, float]:
    north, east = (page.get_by_label(name).input_value() for name in ("Latitude", "Longitude"))
    return float(north), float(east)


def middle_of_point(page: Page) -> tuple[float, float]:
    """Where it is drawn on its map."""
    found: list[float] = page.locator(".glass").evaluate("""glass => {
      const [point, map] = ["circle", "input"].map(
        (css) => glass.querySelector(css).getBoundingClientRect());
      return [point.x + point.width / 2 - map.x, point.y + point.height / 2 - map.y];
    }""")
    return found[0], found[1]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("has_script", [True, False])
def test_where_the_map_is_pressed_the_point_stands(
    site: Site, browse: Browse, width: int, has_script: bool
) -> None:
    page = at_work(browse, width, java_script_enabled=has_script)
    page.get_by_label("Place").fill("Gornja Bukva")
    page.locator(MAP).click(position={"x": 200, "y": 80})
    expect(page.locator(".glass circle")).to_have_count(1)
    north, east = WHOLE[0].degrees_at(200, 80)
    assert typed(page) == pytest.approx((north, east), abs=0.03)
    frame = closer(typed(page))
    assert frame is not None
    page.locator(MAP).click(position={"x": 100, "y": 90})
    expect(page.get_by_label("How exact that is")).to_have_value("municipality")
    assert typed(page) == pytest.approx(frame.degrees_at(100, 90), abs=0.01)
    assert middle_of_point(page) == pytest.approx((100, 90), abs=2)
    expect(page.locator(MAP)).to_be_in_viewport()
    expect(page.get_by_label("Place")).to_have_value("Gornja Bukva")


def test_by_keys_one_types_the_degrees_and_the_map_shows_them(site: Site, browse: Browse) -> None:
    page = at_work(browse, 390)
    page.get_by_label("Latitude").fill("44.1")
    page.get_by_label("Longitude").fill("20.3")
    page.locator(MAP).press("Enter")
    expect(page.locator(".glass circle")).to_have_count(1)
    assert typed(page) == (44.1, 20.3)
    page.get_by_label("Place").fill("Gornja Bukva")
    page.get_by_label("Place").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_what_a_press_leads_to_can_be_read_by_everyone(
    site: Site, browse: Browse, width: int
) -> None:
    page = at_work(browse, width)
    page.locator(MAP).click(position={"x": 200, "y": 80})
    expect(page.get_by_role("button", name="Show the whole map")).to_be_visible()
    begin_axe(page)
    assert [*end_axe(page), *found_by_ruler(page)] == []


def test_every_part_of_the_map_has_its_map_to_press(site: Site, browse: Browse) -> None:
    page = at_work(browse, 1280)
    for name in ("Latvia", "Türkiye", "Serbia"):
        page.get_by_label(name, exact=True).set_checked(name != "Serbia")
    page.locator(MAP).press("Enter")
    page.get_by_role("button", name="map of Latvia").click()
    assert FRAMES[2].holds(*typed(page))

"""How a page comes: one style sheet holds it up, and nothing moves once it is there."""

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.examples import Examples
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser
NEGLIGIBLE = 0.04  # of the window, by words in another script; 0.1 counts as good elsewhere
WATCH = """window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((e) => { shifted += e.value; }))
  .observe({ type: "layout-shift", buffered: true });"""
PAINTED = """async () => {
  const [frame, first] = [() => new Promise(requestAnimationFrame), "first-contentful-paint"];
  while (!performance.getEntriesByName(first).length) await frame();
  await frame().then(frame);
}"""
LOADED = """performance.getEntriesByType("resource").map(
  ({ name, renderBlockingStatus }) => [new URL(name).pathname, renderBlockingStatus])"""


@pytest.mark.parametrize("code", ["lv", "mk"])
def test_one_style_sheet_holds_up_the_first_paint_and_no_file_comes_twice(
    browse: Browse, site: Site, code: str
) -> None:
    page, asked = browse.anew(), set[str]()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(f"/{code}/about/partners")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(LOADED)
    assert [path for path, blocks in loaded if blocks == "blocking"] == ["/static/exchange.css"]
    paths = [path for path, _blocks in loaded]
    assert sorted(set(paths)) == sorted(paths)
    assert not [address for address in asked if not address.startswith(f"{site.address}/")]


class Held:
    """Fonts that are on a slow line until the page has been painted without them."""

    def __init__(self, page: Page) -> None:
        self._waiting: list[Route] = []
        self.holds = True
        page.route("**/fonts/*", self._take)

    def _take(self, route: Route) -> None:
        if self.holds:
            self._waiting.append(route)
        else:
            route.continue_()

    def let_go(self) -> None:
        self.holds = False
        while self._waiting:
            self._waiting.pop().continue_()


@pytest.mark.parametrize(
    ("are_late", "most"), [(False, 0.001), (True, NEGLIGIBLE)], ids=["fonts in time", "fonts late"]
)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("code", ["lv", "sr"])
def test_nothing_moves(
    browse: Browse, examples: Examples, code: str, width: int, are_late: bool, most: float
) -> None:
    page = browse.anew(width=width)
    page.add_init_script(WATCH)
    fonts = Held(page) if are_late else None
    names = ("forum.show_thread", "library.show_experience", "forum.show_threads")
    for address in ("/", *(examples.by_endpoint[name][0] for name in names)):
        page.goto(f"/{code}{address}", wait_until="domcontentloaded")
        page.evaluate(PAINTED)
        if fonts:
            fonts.let_go()
        page.evaluate("document.fonts.ready")
        page.evaluate(PAINTED)
        assert page.evaluate("shifted") <= most, address
        if fonts:
            fonts.holds = True

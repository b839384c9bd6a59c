import os
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from exchange.people.actor import Actor
from tests.journeys.examples import Examples
from tests.journeys.routes import differing_pages
from tests.journeys.site import Site, served
from tests.journeys.walker import Keyboard, Walker, WithoutScript
from tests.journeys.windows import PATIENCE, Browse, Windows

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-blink-features=ComputedAccessibilityInfo",  # computedName, as it is read aloud
]
TELEPHONE = 390


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("EXCHANGE_TEST_CHROMIUM")
    if not path:
        pytest.skip("no browser was named: bin/test finds one")
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("journeys") / "data") as site:
        yield site


@pytest.fixture
def site(served_site: Site) -> Iterator[Site]:
    """The one site of the whole run, with a context in which tests may write into it."""
    with served_site.app.app_context():
        yield served_site


@pytest.fixture(scope="session")
def examples(served_site: Site) -> Examples:
    with served_site.app.app_context():
        return Examples(served_site)


@pytest.fixture(scope="session")
def windows(chromium: Browser, served_site: Site) -> Windows:
    return Windows(chromium, served_site)


@pytest.fixture
def browse(windows: Windows, site: Site) -> Iterator[Browse]:
    """`browse(who, width=320, …)` gives somebody, or a guest, a window of the browser."""
    with windows.lent() as lend:
        yield lend


@pytest.fixture(scope="session")
def differing(
    windows: Windows, served_site: Site, examples: Examples
) -> Mapping[str, Sequence[str]]:
    """Role → the addresses that are worth a look as that role."""
    with windows.lent() as browse:
        return differing_pages(served_site, examples, lambda role: browse(examples.person(role)))


@pytest.fixture(params=["by keyboard", "without script"])
def walk(request: pytest.FixtureRequest, browse: Browse) -> Callable[..., Walker]:
    """`walk("lv", who)` is somebody on a telephone, on the front page in that language."""

    def start(code: str, who: Actor | None = None) -> Walker:
        walker: Walker
        if request.param == "by keyboard":  # a glide to what has the focus would end too late
            walker = Keyboard(browse(who, TELEPHONE, reduced_motion="reduce"))
        else:
            walker = WithoutScript(browse(who, TELEPHONE, java_script_enabled=False))
        walker.open(f"/{code}/")
        return walker

    return start

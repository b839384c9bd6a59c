import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from exchange.people.actor import Actor
from tests.journeys.examples import Examples
from tests.journeys.looking import ready
from tests.journeys.routes import differing_pages
from tests.journeys.site import Site, served
from tests.journeys.walker import Keyboard, Walker, WithoutScript

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
PATIENCE = 20_000  # milliseconds, on a busy machine


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("EXCHANGE_TEST_CHROMIUM")
    if not path:
        pytest.skip("no browser was named: bin/test finds one")
    with sync_playwright() as playwright:
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


Browse = Callable[..., Page]


@contextmanager
def windows_of(chromium: Browser, site: Site) -> Iterator[Browse]:
    """`browse(who, width=320, …)` gives somebody, or a guest, a window of a browser of their own;
    more keywords go to Playwright's `new_context`."""
    contexts: list[BrowserContext] = []

    def browse(who: Actor | None = None, width: int = 1280, **given: Any) -> Page:
        window = {"width": width, "height": 844}
        context = chromium.new_context(base_url=site.address, viewport=window, **given)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if who:
            with site.app.app_context():
                context.add_cookies([site.cookie_of(who)])  # type: ignore[list-item]
        return context.new_page()

    yield browse
    for context in contexts:
        context.close()


@pytest.fixture
def browse(chromium: Browser, site: Site) -> Iterator[Browse]:
    with windows_of(chromium, site) as browse:
        yield browse


@pytest.fixture(scope="session")
def differing(
    chromium: Browser, served_site: Site, examples: Examples
) -> Mapping[str, Sequence[str]]:
    """Role → the addresses that are worth a look as that role."""
    with windows_of(chromium, served_site) as browse:
        window_of = lambda role: ready(browse(examples.person(role)))  # noqa: E731
        return differing_pages(served_site, examples, window_of)


@pytest.fixture(params=["by keyboard", "without script"])
def walk(request: pytest.FixtureRequest, browse: Browse) -> Callable[..., Walker]:
    """`walk("lv", who)` is somebody on a telephone, on the front page in that language."""

    def start(code: str, who: Actor | None = None) -> Walker:
        walker: Walker
        if request.param == "by keyboard":  # a glide to what has the focus would end too late
            walker = Keyboard(ready(browse(who, TELEPHONE, reduced_motion="reduce")))
        else:
            walker = WithoutScript(browse(who, TELEPHONE, java_script_enabled=False))
        walker.open(f"/{code}/")
        return walker

    return start

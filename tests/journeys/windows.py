"""Windows of one browser, used again from test to test: a new one costs more than most pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from exchange.people.actor import Actor
from tests.journeys.site import Site

IN_PAGE = Path(__file__).with_name("in_page.js").read_text(encoding="utf-8")
HEIGHT = 844
PATIENCE = 20_000  # milliseconds, on a busy machine
Kind = tuple[tuple[str, Any], ...]


class Windows:
    """Hands them out signed in as somebody; those of one kind differ in their width only."""

    def __init__(self, chromium: Browser, site: Site) -> None:
        self._chromium, self._site = chromium, site
        self._free: dict[Kind, list[Page]] = {}

    def take(self, who: Actor | None, width: int, kind: Kind) -> Page:
        free = self._free.setdefault(kind, [])
        return self._for(who, width, free.pop() if free else self._new(kind))

    def make(self, who: Actor | None, width: int) -> Page:
        """With nothing in its memory."""
        return self._for(who, width, self._new(()))

    def _for(self, who: Actor | None, width: int, page: Page) -> Page:
        page.context.clear_cookies()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if who:
            with self._site.app.app_context():
                cookie = self._site.cookie_of(who)
            page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    def give_back(self, page: Page, kind: Kind) -> None:
        """A text that was being written there would be kept, by whoever has the window next."""
        if page.locator("[data-draft]").count():
            page.context.close()
        else:
            self._free[kind].append(page)

    def _new(self, kind: Kind) -> Page:
        context = self._chromium.new_context(base_url=self._site.address, **dict(kind))
        context.set_default_timeout(PATIENCE)
        context.add_init_script(IN_PAGE)
        return context.new_page()

    @contextmanager
    def lent(self) -> Iterator["Browse"]:
        """For one test."""
        lend = Browse(self)
        yield lend
        lend.return_all()


class Browse:
    """`browse(who, width=320, …)` gives somebody, or a guest, a window; more keywords go to
    Playwright's `new_context`. `browse.anew(…)` gives one that nobody has had or gets later."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._taken: list[tuple[Page, Kind]] = []
        self._own: list[Page] = []

    def __call__(self, who: Actor | None = None, width: int = 1280, **given: Any) -> Page:
        kind = tuple(sorted(given.items()))
        page = self._windows.take(who, width, kind)
        self._taken.append((page, kind))
        return page

    def anew(self, who: Actor | None = None, width: int = 1280) -> Page:
        page = self._windows.make(who, width)
        self._own.append(page)
        return page

    def return_all(self) -> None:
        for page, kind in self._taken:
            self._windows.give_back(page, kind)
        for page in self._own:
            page.context.close()

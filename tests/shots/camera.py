"""A real browser that walks the plan and brings back pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = {390: 390, 1280: 640}  # of the window, and of its tile
TALLEST = 1_600  # of a tile: what is below it is cut off
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Camera:
    """One window size; a browser context per role, so that each signs in once."""

    def __init__(self, browser: Browser, base_url: str, width: int) -> None:
        self.width, self._browser, self._base_url = width, browser, base_url
        self._pages: dict[str, Page] = {}
        self._contexts: list[BrowserContext] = []

    def page_for(self, role: str, cookie: str = "") -> Page:
        """The role's page; with a cookie when it is asked for first."""
        if role not in self._pages:
            context = self._browser.new_context(
                viewport={"width": self.width, "height": 844 if self.width < 640 else 900},
                color_scheme="light",
                base_url=self._base_url,
            )
            if cookie:
                one = {"name": "session", "value": cookie, "url": self._base_url}
                context.add_cookies([one])  # type: ignore[list-item]
            self._contexts.append(context)
            self._pages[role] = context.new_page()
        return self._pages[role]

    def has(self, role: str) -> bool:
        return role in self._pages

    def shoot(self, page: Page) -> Image.Image:
        """The page as it stands, from its top, as wide as its tile."""
        whole = self.whole(page)
        scale = WIDTHS[self.width] / self.width
        size = (round(whole.width * scale), round(whole.height * scale))
        return whole if scale == 1 else whole.resize(size, Image.Resampling.LANCZOS)

    def whole(self, page: Page) -> Image.Image:
        """Every point of it, down to where its tile will be cut off."""
        page.evaluate("document.fonts.ready")
        scale = WIDTHS[self.width] / self.width
        tall = page.evaluate("document.documentElement.offsetHeight")
        clip = {"x": 0, "y": 0, "width": self.width, "height": min(tall, TALLEST / scale)}
        taken = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
        return Image.open(BytesIO(taken)).convert("RGB")

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@contextmanager
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()

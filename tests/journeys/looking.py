"""How tests look at a page: with axe, with a ruler, and with an ear for what the browser says."""

from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = 320, 1280
_ENDED = object()


def begin_axe(page: Page) -> None:
    """Let axe look at the page as it stands; it works on while we do something else."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    given = {"runOnly": LEVELS, "resultTypes": ["violations"], "iframes": False}
    page.evaluate("given => inPage.beginAxe(given)", given)


def end_axe(page: Page) -> list[str]:
    """What axe has found, a line each."""
    found = page.evaluate("inPage.axeHasFound()")
    return [_line(one) for one in found["violations"]]


def found_by_axe(page: Page) -> list[str]:
    begin_axe(page)
    return end_axe(page)


def take_turns(walks: Iterable[Generator[None]]) -> None:
    """Walk them all, each as far as its next pause, until all have ended."""
    open_ones = list(walks)
    while open_ones:
        open_ones = [walk for walk in open_ones if next(walk, _ENDED) is not _ENDED]


def _line(violation: dict[str, Any]) -> str:
    places = [node["html"][:160] for node in violation["nodes"][:3]]
    why = violation["nodes"][0]["failureSummary"].splitlines()[-1].strip()
    return f"{violation['id']}: {why} – {len(violation['nodes'])} ×, {places}"


def found_by_ruler(page: Page) -> list[str]:
    """What is wider than the window, and what is too small for a thumb."""
    found: list[str] = page.evaluate("inPage.measured()")
    return found


def told(wrong: Sequence[str]) -> str:
    """All of it, a line each: pytest shortens lists."""
    return "\n".join(["", *wrong])


def set_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})

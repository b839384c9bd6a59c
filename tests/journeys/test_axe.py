"""Every page, as everyone sees it, on a telephone and on a desk: axe and the ruler find nothing."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.journeys.examples import Examples
from tests.journeys.looking import (
    NARROW,
    WIDE,
    begin_axe,
    end_axe,
    found_by_ruler,
    ready,
    set_width,
    take_turns,
    told,
)
from tests.journeys.routes import ROLES, in_language

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("role", ROLES)
def test_axe_and_the_ruler_find_nothing(
    browse: Callable[..., Page],
    examples: Examples,
    differing: Mapping[str, Sequence[str]],
    role: str,
) -> None:
    windows = [ready(browse(examples.person(role))) for _ in range(2)]
    to_see = (in_language("en", address) for address in differing[role])
    wrong: list[str] = []
    take_turns(_look(window, to_see, wrong) for window in windows)
    assert not wrong, told(wrong)


def _look(page: Page, addresses: Iterator[str], wrong: list[str]) -> Generator[None]:
    """Take one address after the other; while axe is at work here, another window goes on."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.extend(_complaint(message)))
    for address in addresses:
        page.goto(address)
        found: list[str] = []
        for width in (NARROW, WIDE):
            set_width(page, width)
            begin_axe(page)
            yield
            found += [*end_axe(page), *found_by_ruler(page)]
        wrong += [f"{address} – {one}" for one in dict.fromkeys(found + complaints)]
        complaints.clear()


def _complaint(message: ConsoleMessage) -> list[str]:
    """What the browser says of the page itself, not of its status."""
    is_ours = message.type == "error" and "Failed to load resource" not in message.text
    return [message.text] if is_ours else []

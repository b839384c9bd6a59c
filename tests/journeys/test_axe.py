"""Every page, as everyone sees it, on a telephone and on a desk: axe and the ruler find nothing."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.journeys.examples import Examples
from tests.journeys.looking import (
    NARROW,
    WIDE,
    begin_axe,
    end_axe,
    found_by_ruler,
    set_width,
    take_turns,
    told,
)
from tests.journeys.routes import ROLES, in_language
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("role", ROLES)
def test_axe_and_the_ruler_find_nothing(
    browse: Browse,
    examples: Examples,
    differing: Mapping[str, Sequence[str]],
    role: str,
) -> None:
    windows = [browse(examples.person(role)) for _ in range(2)]
    to_see = (in_language("en", address) for address in differing[role])
    wrong: list[str] = []
    take_turns(_look(window, to_see, wrong) for window in windows)
    assert not wrong, told(wrong)


def _look(page: Page, addresses: Iterator[str], wrong: list[str]) -> Generator[None]:
    """Take one address after the other; while axe is at work here, another window goes on."""
    complaints: list[str] = []
    told_by: dict[Any, Any] = {
        "pageerror": lambda error: complaints.append(str(error)),
        "console": lambda message: complaints.extend(_complaint(message)),
    }
    for event, hear in told_by.items():
        page.on(event, hear)
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
    for event, hear in told_by.items():
        page.remove_listener(event, hear)


def _complaint(message: ConsoleMessage) -> list[str]:
    """What the browser says of the page itself, not of its status."""
    is_ours = message.type == "error" and "Failed to load resource" not in message.text
    return [message.text] if is_ours else []

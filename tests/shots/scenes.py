"""States that no address has: what comes after a press, and what an empty house looks like."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Page

from tests.shots.stage import Stage


class Scene(NamedTuple):
    """What somebody does until the state is there; `page` is on the real server."""

    name: str
    role: str
    act: Callable[[Page, Stage, str], None]


def _press(page: Page) -> None:
    """Send the form of the page's middle."""
    with page.expect_navigation():
        page.locator("main form[method=post] .buttons .btn").first.click()


def _failed_question(page: Page, _stage: Stage, lang: str) -> None:
    page.goto(f"/{lang}/ask?title=Who")  # afresh, whatever was begun before
    _press(page)


def _failed_sign_up(page: Page, _stage: Stage, lang: str) -> None:
    page.goto(f"/{lang}/sign-up")
    page.locator("#name").fill("Ana")
    wide = (page.viewport_size or {})["width"]
    page.locator("#email").fill(f"ana-{lang}-{wide}")  # tries with one address are counted
    _press(page)


def _failed_draft(page: Page, stage: Stage, lang: str) -> None:
    page.goto(stage.path("/experiences/{begun}/edit?check=1", lang))


def _preview(page: Page, _stage: Stage, lang: str) -> None:
    page.goto(f"/{lang}/ask")
    page.locator("#title").fill("Who pays the animator?")
    page.locator("#category").select_option(index=1)
    page.locator("#body").fill("Three villages share **one animator**.\n\n- Who pays?\n- How long?")
    with page.expect_navigation():
        page.locator("button[name=preview][value='1']").click()


def _stale_edit(page: Page, stage: Stage, lang: str) -> None:
    page.goto(stage.path("/posts/{own_post}/edit", lang))
    stage.edit_own_post()
    _press(page)


def _signed_out_meanwhile(page: Page, stage: Stage, lang: str) -> None:
    page.goto(stage.path("/posts/{answer}/reply", lang))
    page.locator("#body").fill("We did the same with the bus, and it took a year.")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    _press(page)
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]


def _at(address: str) -> Callable[[Page, Stage, str], None]:
    def go(page: Page, stage: Stage, lang: str) -> None:
        page.goto(stage.path(address, lang))

    return go


SCENES = (
    Scene("a question sent empty", "member", _failed_question),
    Scene("joining with half an address", "guest", _failed_sign_up),
    Scene("a draft that lacks much", "member", _failed_draft),
    Scene("preview of a question", "member", _preview),
    Scene("somebody saved meanwhile", "member", _stale_edit),
    Scene("signed out meanwhile", "member", _signed_out_meanwhile),
    Scene("404", "guest", _at("/threads/999999")),
    Scene("403", "newcomer", _at("/ask")),
    Scene("not for guests", "guest", _at("/settings")),
    Scene("suspended", "suspended", _at("/threads/{thread}?page=1#replies")),
    Scene("a link that was used", "guest", _at("/confirm/used")),
    Scene("no result", "guest", _at("/search?q=hippopotamus&in=threads&lang=sq")),
    Scene("no word in the search", "guest", _at("/search?q=%2B%2B")),
    Scene("no mentor fits", "guest", _at("/mentors?theme=youth&reads=tr")),
    Scene("no experience fits", "guest", _at("/experiences?lang=lv&theme=tourism")),
    Scene("nobody is found", "admin", _at("/people?q=hippopotamus")),
)
EMPTY = ("/", "/threads", "/threads?state=waiting", "/experiences", "/mentors", "/organisations")

"""A lost connection keeps the text where it is; it goes once by itself when the line is back, and
by pressing again, and makes one post."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from exchange.forum.models import Post
from exchange.kernel.db import db
from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser

TEXT = "With us the municipality pays, for two years."
GONE = "There is no connection, so nothing was sent. Your text is still here:"
BY_ITSELF = "it is sent by itself, once, when you are back."


@pytest.fixture
def page(site: Site, browse: Browse) -> Page:
    """Somebody has written a reply under a thread."""
    window = browse.anew(a_person())
    window.goto(f"/en/threads/{site.thread().id}")
    window.get_by_label("Your reply").fill(TEXT)
    return window


def posted() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Post.id).where(Post.source == TEXT)).all())


def press(page: Page) -> None:
    page.get_by_role("button", name="Post reply").click()


def lands(page: Page) -> None:
    """On the new post: the address tells it before the page has been loaded again."""
    expect(page.locator(".post").last).to_contain_text(TEXT)
    page.wait_for_load_state()


def test_without_a_connection_the_text_stays_and_goes_by_itself_when_the_line_is_back(
    page: Page,
) -> None:
    before = posted()
    page.context.set_offline(True)
    press(page)
    expect(page.locator("[data-draft]")).to_contain_text(f"{GONE} {BY_ITSELF}")
    expect(page.get_by_label("Your reply")).to_have_value(TEXT)
    page.context.set_offline(False)
    lands(page)
    expect(page.get_by_label("Your reply")).to_have_value("")
    assert posted() == before + 1


def test_what_is_changed_meanwhile_waits_for_its_button(page: Page) -> None:
    before = posted()
    page.context.set_offline(True)
    press(page)
    expect(page.locator("[data-draft]")).to_contain_text(BY_ITSELF)
    page.get_by_label("Your reply").press_sequentially(" And")
    expect(page.locator("[data-draft]")).to_contain_text("press again when you are back")
    page.context.set_offline(False)
    expect(page.locator("[data-draft]")).to_contain_text("Draft saved at")
    page.get_by_label("Your reply").fill(TEXT)
    assert posted() == before
    press(page)
    lands(page)
    assert posted() == before + 1


def test_where_the_server_did_not_answer_it_goes_once_more_and_makes_one_post(
    site: Site, browse: Browse
) -> None:
    page = browse.anew(a_person())
    page.clock.install()
    page.goto(f"/en/threads/{site.thread().id}")
    page.get_by_label("Your reply").fill(TEXT)
    before = posted()
    asked: list[str] = []

    def lose(route: Route) -> None:
        asked.append(route.request.url)
        lose_the_answer(route)

    page.route("**/reply", lose)
    press(page)
    expect(page.locator("[data-draft]")).to_contain_text(BY_ITSELF)
    page.clock.run_for(16_000)
    expect(page.locator("[data-draft]")).to_contain_text("press again when you are back")
    page.clock.run_for(60_000)
    assert len(asked) == 2
    assert posted() == before + 1


def lose_the_answer(route: Route) -> None:
    """The server has it, and nobody hears that."""
    route.fetch()
    route.abort()


def test_an_answer_that_gets_lost_makes_no_second_post(page: Page) -> None:
    before = posted()
    page.route("**/reply", lose_the_answer)
    press(page)
    expect(page.locator("[data-draft]")).to_contain_text(GONE)
    assert posted() == before + 1
    page.unroute("**/reply")
    press(page)
    lands(page)
    assert posted() == before + 1


def test_a_refused_form_shows_the_page_that_says_why(page: Page) -> None:
    page.get_by_label("Your reply").fill(" ")
    press(page)
    expect(page.locator("#errors")).to_contain_text("This cannot be empty.")


@pytest.fixture
def asked(page: Page) -> Callable[[], int]:
    """How often the browser has asked whether one really wants to leave."""
    times: list[str] = []

    def note(dialog: object) -> None:
        times.append(dialog.type)  # type: ignore[attr-defined]
        dialog.accept()  # type: ignore[attr-defined]

    page.on("dialog", note)
    return lambda: len(times)


def test_who_leaves_with_a_text_that_could_not_be_kept_is_asked_first(
    page: Page, asked: Callable[[], int]
) -> None:
    page.route("**/draft", lambda route: route.abort())
    expect(page.locator("[data-draft]")).to_contain_text("Not saved yet.")
    page.goto("/en/threads")
    assert asked() == 1


def test_who_leaves_with_a_text_that_is_kept_is_not_asked(
    page: Page, asked: Callable[[], int]
) -> None:
    expect(page.locator("[data-draft]")).to_contain_text("Draft saved at")
    page.goto("/en/threads")
    assert asked() == 0


def test_a_draft_that_could_not_be_kept_is_kept_later(site: Site, browse: Browse) -> None:
    page = browse.anew(a_person())
    page.clock.install()
    page.route("**/draft", lambda route: route.abort(), times=1)
    page.goto(f"/en/threads/{site.thread().id}")
    page.get_by_label("Your reply").fill(TEXT)
    page.clock.run_for(4_000)
    expect(page.locator("[data-draft]")).to_contain_text("Not saved yet")
    page.clock.run_for(16_000)
    expect(page.locator("[data-draft]")).to_contain_text("Draft saved at")

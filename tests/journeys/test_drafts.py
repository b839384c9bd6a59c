import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exchange.forum import queries
from exchange.kernel.db import db
from exchange.people.actor import Actor
from tests.factories import a_person, opening_of
from tests.journeys.site import Site
from tests.journeys.walker import Walker
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser

BODY = "We are eleven villages, and the nearest office is forty kilometres away."


def texts(who: Actor) -> list[str]:
    db.session.rollback()
    return [row.source for row in queries.draft_list(who)]


def is_kept(page: Page, who: Actor, text: str) -> bool:
    """The server has it a moment after its page has gone."""
    for _ in range(100):
        if texts(who) == [text]:
            return True
        page.wait_for_timeout(50)
    return False


def test_a_question_that_is_left_goes_on_in_another_window(site: Site, browse: Browse) -> None:
    who = a_person("Jelena")
    here, there = browse(who), browse(who, 390)
    here.goto("/en/ask")
    here.get_by_label("What one should know to answer").fill("We are eleven villages")
    here.goto("/en/threads")
    assert is_kept(there, who, "We are eleven villages")
    there.goto("/en/drafts")
    there.get_by_role("link", name="Continue").click()
    there.get_by_label("What one should know to answer").fill(BODY)
    there.get_by_label("Your question in one sentence").fill("Who pays for the way to the office?")
    there.get_by_label("Category").select_option(index=1)
    there.get_by_role("button", name="Post", exact=True).click()
    there.wait_for_url("**/threads/**")
    there.goto("/en/drafts")
    expect(there.locator("h2").first).to_have_text("You have no drafts")
    assert texts(who) == []


def test_a_reply_is_kept_when_typing_stops_and_the_page_says_so(site: Site, browse: Browse) -> None:
    who, thread = a_person(), site.thread()
    page = browse(who)
    page.goto(f"/en/threads/{thread.id}")
    page.get_by_label("Your reply").fill("So do we, and")
    expect(page.locator("[data-draft]")).to_have_text(re.compile(r"Draft saved at \d\d:\d\d\."))
    assert texts(who) == ["So do we, and"]
    page.get_by_label("Your reply").fill("So do we, and so do they.")
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".post").last).to_contain_text("So do we, and so do they.")
    page.wait_for_load_state()
    page.goto("/en/drafts")
    assert texts(who) == []


def test_a_draft_that_is_discarded_does_not_come_back(site: Site, browse: Browse) -> None:
    who = a_person()
    page = browse(who)
    page.goto("/en/ask")
    page.get_by_label("What one should know to answer").fill("We are eleven villages")
    page.get_by_role("button", name="Save as draft").click()
    page.get_by_label("What one should know to answer").fill("We are eleven villages and")
    page.get_by_role("button", name="Discard this draft").click()
    expect(page.locator("h1")).to_have_text("Your drafts")
    page.goto("/en/threads")
    assert texts(who) == []


def test_a_draft_is_saved_by_a_button_found_in_the_menu_and_posted(
    site: Site, walk: Callable[..., Walker]
) -> None:
    who, thread = a_person(), site.thread()
    me = walk("lv", who)
    me.open(f"/lv/posts/{opening_of(thread)}/reply")
    me.fill("Your reply", "Pie mums maksā pašvaldība,")
    me.press("Save as draft")
    me.sees("Discard this draft")
    me.open("/lv/drafts")
    me.follow("Continue")
    me.fill("Your reply", "Pie mums maksā pašvaldība, bet tikai divus gadus.")
    me.press("Post reply")
    me.sees("Pie mums maksā pašvaldība, bet tikai divus gadus.")
    assert texts(who) == []

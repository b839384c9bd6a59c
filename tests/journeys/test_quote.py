import pytest
from playwright.sync_api import expect

from tests.factories import a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser

SELECT = """(prose) => {
  const range = document.createRange();
  range.setStart(prose.firstChild.firstChild, 0);
  range.setEnd(prose.firstChild.firstChild, 15);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def said_in(site: Site, post: int) -> str:
    base_url = site.app.extensions["settings"].base_url
    return f"> **[Marko]({base_url}/posts/{post}):**\n>\n> Forty per cent,"


def test_selected_words_are_quoted_in_a_reply_to_their_post(site: Site, browse: Browse) -> None:
    thread = site.thread()
    reply = a_reply(thread, a_person("Marko"), "Forty per cent, and the rest in two years.")
    page = browse(a_person())
    page.goto(f"/en/threads/{thread.id}")
    page.locator(f"#post-{reply} .prose").evaluate(SELECT)
    offered = page.locator(f"#post-{reply}").get_by_role("button", name="Quote what is selected")
    expect(offered).to_be_visible()
    page.locator(f"#post-{reply} footer a").first.focus()
    page.keyboard.press("Tab")
    expect(offered).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/posts/{reply}/reply")
    expect(page.get_by_label("Your reply")).to_have_value(f"{said_in(site, reply)}\n\n")
    expect(page.get_by_label("Your reply")).to_be_focused()
    expect(page.locator("[data-draft]")).to_contain_text("Draft saved at")
    page.reload()
    expect(page.get_by_label("Your reply")).to_have_value(said_in(site, reply))


def test_a_click_quotes_too_and_without_a_selection_nothing_is_offered(
    site: Site, browse: Browse
) -> None:
    thread = site.thread()
    reply = a_reply(thread, a_person("Marko"), "Forty per cent, and the rest in two years.")
    page = browse(a_person(), 390)
    page.goto(f"/en/threads/{thread.id}")
    offered = page.get_by_role("button", name="Quote what is selected")
    page.locator(f"#post-{reply} .prose").evaluate(SELECT)
    expect(offered).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    expect(offered).to_be_hidden()
    page.locator(f"#post-{reply} .prose").evaluate(SELECT)
    offered.click()
    page.wait_for_url(f"**/posts/{reply}/reply")
    expect(page.get_by_label("Your reply")).to_have_value(f"{said_in(site, reply)}\n\n")


def test_words_are_quoted_into_the_reply_that_is_being_written(site: Site, browse: Browse) -> None:
    thread = site.thread()
    reply = a_reply(thread, a_person("Marko *"), "Forty per cent, and the rest in two years.")
    page = browse.anew(a_person(), 390)
    page.goto(f"/en/threads/{thread.id}")
    here, area = page.url, page.get_by_label("Your reply")
    area.fill("With us it is half. And you?")
    area.evaluate("area => area.setSelectionRange(19, 19)")
    page.locator(f"#post-{reply} .prose").evaluate(SELECT)
    page.get_by_role("button", name="Quote what is selected").click()
    said = said_in(site, reply).replace("Marko", r"Marko \*")
    expect(area).to_have_value(f"With us it is half.\n\n{said}\n\n And you?")
    expect(area).to_be_focused()
    assert page.url == here
    page.keyboard.press("Control+z")
    expect(area).to_have_value("With us it is half. And you?")


def test_a_guest_and_a_thread_that_is_locked_offer_no_quoting(site: Site, browse: Browse) -> None:
    for page, thread in (
        (browse(), site.thread()),
        (browse(a_person()), site.thread(locked=True)),
    ):
        page.goto(f"/en/threads/{thread.id}")
        page.locator(".post .prose").first.evaluate(SELECT.replace("15", "3"))
        page.wait_for_timeout(200)
        expect(page.get_by_role("button", name="Quote what is selected")).to_have_count(0)

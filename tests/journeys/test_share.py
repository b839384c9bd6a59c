"""The link of a post is copied with a click; without script it leads to the post."""

import pytest
from playwright.sync_api import expect

from tests.factories import a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser


def test_a_click_copies_the_link_and_says_so(site: Site, browse: Browse) -> None:
    thread = site.thread()
    reply = a_reply(thread)
    page = browse.anew(a_person())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/en/threads/{thread.id}")
    here = page.url
    link = page.locator(f"#post-{reply} a[data-share]")
    link.focus()
    page.keyboard.press("Enter")
    said = page.locator(f"#post-{reply} [role=status]")
    expect(said).to_have_text("The link is copied.")
    expect(link).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.address}/en/posts/{reply}"
    assert page.url == here
    expect(said).to_have_count(0, timeout=10_000)


def test_where_nothing_can_be_copied_the_link_leads_to_the_post(site: Site, browse: Browse) -> None:
    reply = a_reply(thread := site.thread())
    page = browse.anew(a_person())
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"/en/threads/{thread.id}")
    page.locator(f"#post-{reply} a[data-share]").click()
    page.wait_for_url(f"**#post-{reply}")
    expect(page.locator(f"#post-{reply}")).to_be_focused()


def test_a_telephone_hands_the_link_on(site: Site, browse: Browse) -> None:
    reply = a_reply(thread := site.thread())
    page = browse.anew(a_person())
    page.add_init_script(
        """navigator.share = async (what) => { window.handedOn = what.url; };
        matchMedia = () => ({ matches: true });"""
    )
    page.goto(f"/en/threads/{thread.id}")
    page.locator(f"#post-{reply} a[data-share]").click()
    page.wait_for_function("window.handedOn")
    assert page.evaluate("window.handedOn") == f"{site.address}/en/posts/{reply}"

"""Pages that are there only after something went otherwise: axe and the ruler find nothing."""

import pytest
from playwright.sync_api import Page

from exchange.forum.actions import edit_post
from exchange.kernel.db import db
from exchange.library.models import Experience
from exchange.people.models import Account, SignIn
from tests.factories import a_draft, a_person, a_reply
from tests.journeys.examples import Examples
from tests.journeys.looking import (
    NARROW,
    WIDE,
    found_by_axe,
    found_by_ruler,
    set_width,
    told,
)
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser
SEND = "main form.form .buttons .btn"


def assert_clean(page: Page) -> None:
    """The page as it stands, in a narrow window and in a wide one."""
    found: list[str] = []
    for width in (NARROW, WIDE):
        set_width(page, width)
        found += [*found_by_axe(page), *found_by_ruler(page)]
    assert not found, told(found)


def sent_empty(page: Page, address: str) -> None:
    """The first form of the page at this address, with nothing in its fields."""
    page.goto(address)
    form = page.locator("main form.form").first
    for field in form.locator("input.input:not([type=file]), textarea.input").all():
        field.fill("")
    form.locator(".buttons .btn").first.click()
    page.wait_for_selector("#errors")


@pytest.mark.parametrize("address", ["/en/sign-up", "/en/sign-in", "/en/forgotten-password"])
def test_a_guest_is_told_what_is_missing(browse: Browse, address: str) -> None:
    page = browse()
    sent_empty(page, address)
    assert_clean(page)


@pytest.mark.parametrize("name", ["forum.ask", "people.show_settings", "forum.reply"])
def test_a_member_is_told_what_is_missing(browse: Browse, examples: Examples, name: str) -> None:
    page = browse(examples.people.member)
    address = examples.by_endpoint.get(name, ["/settings"])[0]
    sent_empty(page, f"/en{address}")
    assert_clean(page)


@pytest.mark.parametrize(
    ("role", "name"), [("mentor", "library.read"), ("moderator", "moderation.show_case")]
)
def test_who_decides_is_told_what_is_missing(
    browse: Browse, examples: Examples, role: str, name: str
) -> None:
    page = browse(examples.person(role))
    sent_empty(page, f"/en{examples.by_endpoint[name][-1]}")
    assert_clean(page)


def test_a_preview_stands_above_its_form(browse: Browse, site: Site) -> None:
    post = a_reply(site.thread())
    page = browse(a_person())
    page.goto(f"/en/posts/{post}/reply")
    page.get_by_label("Your reply").fill("One\n\n> Two\n\n- three\n\n**four**")
    page.get_by_role("button", name="Preview").click()
    page.wait_for_selector(".preview")
    assert_clean(page)


def test_a_post_was_changed_meanwhile(browse: Browse, site: Site) -> None:
    who = a_person()
    post = a_reply(site.thread(), who)
    page = browse(who)
    page.goto(f"/en/posts/{post}/edit")
    edit_post(who, post, version=1, body="Theirs.", lang="en", title="")
    page.locator(SEND).first.click()
    page.wait_for_selector("#theirs")
    assert_clean(page)


@pytest.mark.parametrize("kind", ["draft", "settings"])
def test_a_draft_or_the_settings_were_changed_meanwhile(browse: Browse, kind: str) -> None:
    who = a_person()
    draft = a_draft(who)
    page = browse(who)
    page.goto(
        f"/en/experiences/ALTER-XP-{draft.number:04}/edit/short"
        if kind == "draft"
        else "/en/settings"
    )
    row = (
        db.session.get_one(Experience, draft.id)
        if kind == "draft"
        else db.session.get_one(Account, who.id)
    )
    row.edit_version += 1
    if isinstance(row, Experience):
        row.title = "Their title"
    db.session.commit()
    page.locator(SEND).first.click()
    page.wait_for_selector("#theirs")
    assert_clean(page)


def test_what_was_written_is_kept_from_who_was_signed_out_meanwhile(
    browse: Browse, site: Site
) -> None:
    post, who = a_reply(site.thread()), a_person()
    page = browse(who)
    page.goto(f"/en/posts/{post}/reply")
    page.get_by_label("Your reply").fill("What I wrote.")
    db.session.query(SignIn).filter_by(account_id=who.id).delete()
    db.session.commit()
    page.locator(SEND).first.click()
    page.wait_for_selector("#email")
    assert_clean(page)

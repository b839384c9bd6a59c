import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from exchange.kernel.db import db
from exchange.mentoring.models import PrivateDraft, PrivateNote
from tests.factories import a_mentor, a_person
from tests.files.bytes import a_photo
from tests.journeys.site import Site
from tests.journeys.windows import Browse
from tests.mentoring.confiding import an_assigned

pytestmark = pytest.mark.browser

KEPT = re.compile(r"Draft saved at \d\d:\d\d\.")


def test_a_reply_in_confidence_is_kept_as_one_types_with_its_picture_and_sent_once(
    site: Site, browse: Browse, tmp_path: Path
) -> None:
    asker, mentor = a_person(), a_mentor()
    made = an_assigned(asker, mentor)
    (photo := tmp_path / "hall.jpg").write_bytes(a_photo())
    here, there = browse(asker, 390), browse(asker)
    here.goto(f"/en/private-consultations/{made}")
    here.get_by_label("Your reply").fill("We have voted, and")
    expect(here.locator("[data-draft]")).to_have_text(KEPT)
    here.locator("input[type=file]").set_input_files(photo)
    expect(here.locator("[data-files] img")).to_be_visible()
    there.goto(f"/en/private-consultations/{made}")
    expect(there.get_by_label("Your reply")).to_have_value("We have voted, and")
    expect(there.locator("[data-files] img")).to_be_visible()
    there.get_by_label("Your reply").fill("We have voted, and all is well.")
    there.get_by_role("button", name="Send", exact=True).click()
    there.wait_for_url("**#note-*")
    expect(there.get_by_text("We have voted, and all is well.")).to_be_visible()
    expect(there.locator("ul.pictures img")).to_have_count(1)
    db.session.rollback()
    assert db.session.query(PrivateNote).filter_by(consultation_id=made).count() == 2
    there.goto("/en/private-consultations/new")
    there.get_by_label("What one should know to answer").fill("We quarrel.")
    expect(there.locator("[data-draft]")).to_have_text(KEPT)
    there.get_by_label("What one should know to answer").fill("")


def test_what_was_sent_is_in_sight_though_the_form_was_far_below(
    site: Site, browse: Browse
) -> None:
    asker, mentor = a_person(), a_mentor()
    page = browse(asker, 390)
    page.goto(f"/en/private-consultations/{an_assigned(asker, mentor)}")
    page.get_by_label("Your reply").fill("It stands on the board.")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**#note-*")
    expect(page.get_by_text("It stands on the board.")).to_be_in_viewport()
    assert page.evaluate("history.scrollRestoration") == "auto"


@pytest.mark.parametrize("before", ["a preview", "a form that came back"])
def test_what_is_sent_from_a_page_that_answered_a_form_is_sent_once_and_in_sight(
    site: Site, browse: Browse, before: str
) -> None:
    """That page is not asked for again with what the form held."""
    asker = a_person()
    page, made = browse(asker, 390), an_assigned(asker)
    page.goto(f"/en/private-consultations/{made}")
    if before == "a preview":
        page.get_by_label("Your reply").fill("It stands **on the board**.")
        page.get_by_role("button", name="Preview", exact=True).click()
        expect(page.locator(".preview strong")).to_be_in_viewport()
    else:
        with page.expect_navigation():
            page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("#errors")).to_be_in_viewport()
        page.get_by_label("Your reply").fill("It stands **on the board**.")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url("**#note-*")
    expect(page.locator(".post strong")).to_be_in_viewport()
    expect(page.get_by_label("Your reply")).to_have_value("")
    expect(page.locator(".preview, #errors")).to_have_count(0)
    page.wait_for_timeout(3_500)  # until it would be kept
    db.session.rollback()
    assert db.session.query(PrivateNote).filter_by(consultation_id=made).count() == 2
    assert db.session.query(PrivateDraft).filter_by(account_id=asker.id).count() == 0

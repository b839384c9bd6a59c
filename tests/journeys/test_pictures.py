"""Who writes a record puts pictures into it, with a keyboard, on a telephone, without script."""

import pytest
from playwright.sync_api import expect

from exchange.library.codes import code_of
from tests.factories import a_draft, a_person
from tests.files.bytes import A_PDF, a_photo
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser

PHOTO = {"name": "stop.jpg", "mimeType": "image/jpeg", "buffer": a_photo(size=(900, 600))}
TALL = PHOTO | {"buffer": a_photo(size=(300, 500))}
PLAN = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": A_PDF}
THERE = "images => images.filter(one => one.naturalWidth > 0).length"


@pytest.mark.parametrize("has_script", [True, False])
def test_pictures_are_sent_told_of_and_put_in_order(browse: Browse, has_script: bool) -> None:
    who = a_person("Ana Petrović")
    draft = a_draft(who)
    page = browse(who, 390, java_script_enabled=has_script)
    page.goto(f"/en/experiences/{code_of(draft.number)}/edit/pictures")
    page.get_by_label("Add pictures").set_input_files([PHOTO, PLAN])
    page.get_by_role("button", name="Save and see all").click()
    expect(page.get_by_role("alert")).to_contain_text("plan.pdf: A picture, please")
    page.get_by_label("What the picture shows").fill("Four women open a new bus stop")
    page.get_by_label("Who took it").fill("Ana Petrović")
    page.get_by_label("The people shown agree").check()
    page.get_by_label("Add pictures").set_input_files([TALL])
    page.get_by_label("Who took it").press("Enter")
    expect(page.get_by_role("heading", name="Picture 2")).to_be_visible()
    page.get_by_label("What the picture shows, for those who cannot see it (2)").fill("A bus")
    page.get_by_role("button", name="Move 2 up").press("Enter")
    page.get_by_role("button", name="Save and see all").click()
    page.goto(f"/en/experiences/{code_of(draft.number)}")
    cover = page.locator("header figure img")
    expect(cover).to_have_attribute("alt", "A bus")
    expect(page.locator(".content figure img")).to_have_count(1)
    page.locator(".content figure img").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert cover.evaluate_all(THERE) == 1

"""Files come into a text by choosing, pasting and dropping; without script, by choosing alone."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import a_person, opening_of
from tests.files.bytes import A_CSV, A_PDF, a_photo, a_picture
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser

PHOTO = {"name": "barn.jpg", "mimeType": "image/jpeg", "buffer": a_photo(size=(900, 600))}
TABLE = {"name": "villages.csv", "mimeType": "text/csv", "buffer": A_CSV}
GIVE = """([kind, name, encoded]) => {
  const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "image/png" }));
  const how = kind === "paste" ? { clipboardData: data } : { dataTransfer: data };
  const made = kind === "paste" ? ClipboardEvent : DragEvent;
  const area = document.querySelector("textarea[name=body]");
  area.dispatchEvent(new made(kind, { bubbles: true, cancelable: true, ...how }));
}"""


def pictures(page: Page) -> int:
    """How many pictures under posts have loaded."""
    loaded = "all => all.filter(one => one.naturalWidth > 0).length"
    return int(page.locator("article .pictures img").evaluate_all(loaded))


def test_files_are_sent_when_they_are_chosen_and_stand_under_the_post(
    site: Site, browse: Browse
) -> None:
    page = browse(a_person(), 390)
    page.goto(f"/en/threads/{site.thread().id}")
    expect(page.get_by_role("button", name="Attach files and go on writing")).to_be_hidden()
    page.get_by_label("Your reply").fill("We have")
    page.get_by_label("Pictures and documents").set_input_files([PHOTO, TABLE])
    described = page.get_by_label("What the picture shows")
    described.fill("A barn with a red wall")
    expect(page.get_by_text("villages.csv")).to_be_visible()
    page.get_by_label("Your reply").fill("We have it.")
    page.get_by_role("button", name="Post reply").click()
    shown = page.get_by_role("img", name="A barn with a red wall")
    expect(shown).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert pictures(page) == 1
    expect(page.get_by_role("link", name="villages.csv")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="villages.csv").click()
    assert Path(download.value.path()).read_bytes() == A_CSV
    assert download.value.suggested_filename == "villages.csv"


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped(site: Site, browse: Browse, kind: str) -> None:
    page = browse(a_person())
    page.goto(f"/en/posts/{opening_of(site.thread())}/reply")
    picture = base64.b64encode(a_picture("PNG", (300, 200))).decode()
    page.evaluate(GIVE, [kind, "barn.png", picture])
    expect(page.get_by_text("barn.png")).to_be_visible()
    page.reload()
    expect(page.get_by_text("barn.png")).to_be_visible()  # it is kept with the draft
    page.get_by_label("Leave it out").click()
    expect(page.get_by_text("barn.png")).to_have_count(0)


def test_what_is_posted_while_files_are_on_their_way_waits_for_them(
    site: Site, browse: Browse
) -> None:
    page = browse(a_person())
    page.goto(f"/en/posts/{opening_of(site.thread())}/reply")
    page.get_by_label("Your reply").fill("We have it.")
    page.get_by_label("Pictures and documents").set_input_files([PHOTO])
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("**/threads/**")
    page.wait_for_load_state("networkidle")
    assert pictures(page) == 1


def test_a_file_that_is_refused_says_why_and_the_others_stay(site: Site, browse: Browse) -> None:
    page = browse(a_person())
    page.goto(f"/en/posts/{opening_of(site.thread())}/reply")
    strange = {"name": "barn.png", "mimeType": "image/png", "buffer": b"<svg/>"}
    page.get_by_label("Pictures and documents").set_input_files([strange, TABLE])
    expect(page.get_by_text("barn.png: This is none of the kinds")).to_be_visible()
    expect(page.get_by_text("villages.csv")).to_be_visible()


def test_without_a_connection_it_is_said(site: Site, browse: Browse) -> None:
    page = browse(a_person())
    page.goto(f"/en/posts/{opening_of(site.thread())}/reply")
    page.route("**/draft", lambda route: route.abort())
    page.get_by_label("Pictures and documents").set_input_files([TABLE])
    expect(page.get_by_text("Not saved yet. Your text is still here.").first).to_be_visible()


def test_without_script_one_attaches_and_goes_on_writing(site: Site, browse: Browse) -> None:
    page = browse(a_person(), java_script_enabled=False)
    page.goto(f"/en/posts/{opening_of(site.thread())}/reply")
    page.get_by_label("Your reply").fill("We have")
    plan = {"name": "Plan.pdf", "mimeType": "application/pdf", "buffer": A_PDF}
    page.get_by_label("Pictures and documents").set_input_files([PHOTO, plan])
    page.get_by_role("button", name="Attach files and go on writing").click()
    expect(page.get_by_label("Your reply")).to_have_value("We have")
    page.get_by_label("What the picture shows").fill("A barn")
    page.get_by_role("button", name="Post reply").click()
    expect(page.get_by_role("img", name="A barn")).to_be_visible()
    expect(page.get_by_role("link", name="Plan.pdf")).to_be_visible()

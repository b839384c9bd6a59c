"""Who has records in a table brings them in: told what is wrong, mended, made, undone."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import an_editor
from tests.importing.tables import SNAPSHOT, a_csv, an_xlsx
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser

BAD = a_csv(SNAPSHOT | {"title": "Seven cellars", "level": "planet"}, encoding="cp1250")
GOOD = an_xlsx(SNAPSHOT | {"title": "Seven cellars"}, SNAPSHOT | {"title": "One door"})


def send(page: Page, name: str, content: bytes) -> None:
    page.get_by_label("The table").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Look it through").click()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_table_is_sent_mended_brought_in_and_undone(
    site: Site, browse: Browse, with_script: bool
) -> None:
    page = browse(an_editor(), 390, java_script_enabled=with_script)
    page.goto("/en/experiences/new")
    page.get_by_role("link", name="Bring in several from a table").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Empty table (XLSX)").click()
    assert download.value.suggested_filename == "experiences.xlsx"
    send(page, "villages.csv", BAD)
    expect(page.get_by_text("0 of 1 row is good.")).to_be_visible()
    expect(page.get_by_role("row", name="2 level planet Please choose one")).to_be_visible()
    page.get_by_role("link", name="Send the mended file").click()
    send(page, "villages.xlsx", GOOD)
    page.get_by_role("button", name="Make 2 drafts").click()
    expect(page.get_by_text("2 drafts came of it.")).to_be_visible()
    expect(page.get_by_role("link", name="One door")).to_be_visible()
    page.get_by_role("link", name="Undo this import").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("The import is undone.")).to_be_visible()
    expect(page.get_by_role("link", name="One door")).to_have_count(0)

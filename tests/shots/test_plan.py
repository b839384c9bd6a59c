"""The pictures are of all pages, and what is photographed opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from exchange.kernel.outbox import deliver_due
from exchange.samples.load import load_samples
from exchange.serve import reference
from tests import databases
from tests.shots.plan import SHEETS, STOPS, missing, stops
from tests.shots.sheets import COLUMNS, joined, sheet
from tests.shots.stage import Stage, set_stage

pytestmark = pytest.mark.slow

LANGUAGES = ("en", "sr", "tr")
PICTURE = Path(__file__).parents[2] / "docs" / "thread.webp"


@pytest.fixture(scope="module")
def stage(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    app = databases.an_app(database, tmp_path_factory.mktemp("stage"))
    with app.app_context():
        reference.load()
        load_samples()
        made = set_stage(app)
        while deliver_due():
            pass
        made.wait_for_mail(app.extensions["settings"].data / "mail")
        yield made
    databases.dispose(app)


def test_every_address_that_can_be_read_has_an_example(app: Flask) -> None:
    assert missing(app) == []


def test_a_new_address_without_an_example_is_named() -> None:
    app = Flask(__name__)
    app.add_url_rule("/<lang>/fields/<int:field_id>", "fields.show_field")
    named = missing(app)
    assert "/<lang>/fields/<int:field_id> (fields.show_field)" in named
    assert "no such route any more: forum.show_thread" in named


def test_the_sheets_are_few_and_each_stop_is_on_one() -> None:
    assert len(SHEETS) * len(LANGUAGES) <= 24
    assert {stop.sheet for examples in STOPS.values() for stop in examples} <= SHEETS.keys()


def test_every_stop_opens_for_its_role(stage: Stage) -> None:
    cookies = {role: stage.cookie_of(role) for role in stage.cast}
    closed = []
    for stop, role in stops():
        browser = stage.app.test_client()
        if role in cookies:
            browser.set_cookie("session", cookies[role])
        path = stage.path(stop.path, "en")
        answer = browser.get(path, follow_redirects=True)
        if answer.status_code != 200 or "/sign-in" in answer.request.path != "/en/sign-in":
            closed.append(f"{role} gets {answer.status_code} at {path}")
    assert closed == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_a_mail_of_each_kind(stage: Stage, lang: str) -> None:
    mails = stage.letters(lang)
    assert len(mails) == 44
    assert all(mail.subject and "</html>" in mail.html for mail in mails)


def test_a_sheet_has_room_for_all_its_cells() -> None:
    shots = [(f"page {n // 2}", Image.new("RGB", (40, 30 + n), "#fff")) for n in range(14)]
    cells = joined(shots)
    assert [len(cell.pictures) for cell in cells] == [2] * 7
    paper = sheet("All pages", cells)
    assert paper.width >= COLUMNS * cells[0].width
    white = sum(count for count, colour in paper.getcolors(9_999) or () if colour == (255,) * 3)
    covered = sum(one.width * one.height for cell in cells for one in cell.pictures)
    edge = 2 * 40 + 2 * 50  # a line is drawn over the last points of each
    assert covered - edge * len(shots) <= white <= covered


def test_the_picture_in_the_readme_is_light() -> None:
    assert PICTURE.stat().st_size <= 150 * 1_024
    with Image.open(PICTURE) as picture:
        assert picture.width <= 1_280

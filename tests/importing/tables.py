"""Tables as people send them, made here."""

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from exchange.people.actor import Actor
from tests.page import CheckedClient, Page

SEND = "/en/experiences/import"
SUMMARY = "Five villages shared one bus because each of them named a seat with a vote. " * 4

SNAPSHOT: Mapping[str, Any] = {
    "title": "Five seats, one bus",
    "lang": "en",
    "kind": "snapshot",
    "summary": SUMMARY.strip(),
    "countries": "LV; EE",
    "place": "Kamena valley",
    "level": "lag",
    "start": "2017-02",
    "challenge": "Nobody came to the meetings.",
    "what_was_done": "1. A seat with a vote",
    "lesson": "Begin with something small.",
    "maturity": "promising",
}
FULL: Mapping[str, Any] = SNAPSHOT | {
    "kind": "full",
    "latitude": "56,95",
    "longitude": "24.11",
    "areas": "mountain; Border area",
    "end": "06/2019",
    "goes_on": "no",
    "principle_bottom_up": "Each village chose its seat in the open.",
    "situation_before": "Two buses a week, and **nobody** knew when.",
    "block_1_title": "A seat with a vote",
    "block_1_kind": "partnership",
    "block_1_description": "Each village *names* a person.",
    "block_3_title": "A common purse",
    "block_3_kind": "Finance",
    "participant_2_name": "Kamena municipality",
    "participant_2_role": "authority",
    "targets": "young; older",
    "persons": "420",
    "women": "55",
    "cost_amount": "1,200,000.50",
    "cost_currency": "RSD",
    "cost_year": "2018",
    "cost_per_euro": "118.2",
    "funding_1_source": "ipard",
    "funding_1_amount": "900000",
    "result_1_indicator": "Rides a week",
    "result_1_value": "14",
    "result_1_evidence": "measured",
    "lesson_2": "Count the riders; from the first day.",
    "rating_law": "high",
    "contact_1_name": "Kamena group",
    "contact_1_is_public": "yes",
}


def a_csv(*rows: Mapping[str, Any], mark: str = ",", encoding: str = "utf-8") -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = StringIO(newline="")
    writer = csv.writer(table, delimiter=mark)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return table.getvalue().encode(encoding)


def an_xlsx(*rows: Mapping[str, Any], sheet: str = "experiences") -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return a_book({sheet: [names, *([row.get(name) for name in names] for row in rows)]})


def a_book(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        made = book.create_sheet(title)
        for row in rows:
            made.append(list(row))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def bring(
    client: CheckedClient, content: bytes, name: str = "", lang: str = "en", **more: str
) -> Page:
    """Send a table by its form, and go where that leads."""
    named = name or ("table.xlsx" if content[:2] == b"PK" else "table.csv")
    page = f"/{lang}/experiences/import"
    return client.submit(page, "/experiences/import", table=(BytesIO(content), named), **more)


def problems(page: Page) -> list[tuple[str, ...]]:
    """Row, column, cell and sentence of each."""
    rows = [row for table in page.document.tags("table") for row in _rows(table)]
    return [tuple(row) for row in rows]


def _rows(table: Any) -> list[list[str]]:
    body = [e for e in table.down() if e.tag == "tr"][1:]
    return [[cell.text for cell in row.down() if cell.tag in ("th", "td")] for row in body]


def an_importer(client: CheckedClient, sign_in: Any, who: Actor) -> CheckedClient:
    sign_in(client, who)
    return client

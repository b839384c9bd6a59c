"""A collection as a booklet: asked for by whoever may read it, made by the worker."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from exchange.collections import actions, queries
from exchange.collections.models import Collection, CollectionBooklet
from exchange.files.stores import NotStored, store
from exchange.kernel.db import db, record, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import NotFound
from exchange.library import actions as library
from exchange.library.paper.press import NotPressed
from exchange.library.queries import version_of
from exchange.people.actor import GUEST
from exchange.people.events import ProfileChanged
from exchange.people.queries import get_actor
from tests.factories import (
    a_collection,
    a_full_content,
    a_person,
    a_published,
    a_published_full,
    link_of,
)

IN_ENGLISH = {"english_title": "Five seats", "english_summary": "Five villages. " * 25}


@pytest.fixture
def owner(app):
    return a_person("Gatherer")


@pytest.fixture
def records(app):
    return a_published(title="Five seats, one bus"), a_published_full(title="A shelf in the van")


@pytest.fixture
def gathered(owner, records):
    made = a_collection(owner, audience="public", description="For mayors.")
    for one in records:
        actions.add_to_collection(owner, made, one.number, note=f"Why: {one.title}")
    return f"/en/collections/{made}"


def made_of(client, page, form="full"):
    client.submit(f"{page}/booklet", f"/booklet/{form}")
    deliver_due()
    links = [link.href for link in client.get(f"{page}/booklet").links]
    assert f"{page}/{form}.pdf" in links
    return PdfReader(BytesIO(client.get(f"{page}/{form}.pdf").response.get_data()))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_a_guest_leaves_with_all_of_it_in_order_with_notes_contents_and_bookmarks(
    client, gathered, records
):
    page = client.get(gathered, follow=True)
    assert page.link("As a booklet") == f"{gathered}/booklet"
    pdf = made_of(client, gathered)
    text = text_of(pdf)
    places = [text.index(f"Why: {one.title}") for one in records]
    assert places == sorted(places)
    for words in ("For mayors.", "Gathered by Gatherer", "Contents", "ALTER-XP-", "/v1"):
        assert words in text
    assert [one.title for one in pdf.outline] == [
        "Buses for villages",
        "Five seats, one bus",
        "A shelf in the van",
    ]
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"


def test_the_numbers_of_its_contents_are_those_of_the_pages(client, gathered):
    pdf = made_of(client, gathered, "short")
    contents = pdf.pages[1].extract_text()
    found = [number for number, page in enumerate(pdf.pages, 1) if "/v1" in page.extract_text()]
    first = next(line for line in contents.splitlines() if "Five seats" in line)
    assert first.rsplit(maxsplit=1)[-1].strip(" .") == str(found[0])


def test_it_is_waited_for_and_made_once(client, gathered):
    client.submit(f"{gathered}/booklet", "/booklet/full")
    page = client.get(f"{gathered}/booklet")
    assert "It is being made." in page.text
    assert page.headers["Refresh"] == "5"
    assert client.get(f"{gathered}/full.pdf").location == f"{gathered}/booklet"


@pytest.mark.parametrize("change", ["note", "record", "taken out"])
def test_once_anything_in_it_changes_it_is_made_anew(client, owner, gathered, records, change):
    made_of(client, gathered)
    number = int(gathered.rpartition("/")[2])
    if change == "note":
        actions.add_to_collection(owner, number, records[0].number, note="Another reason.")
    elif change == "record":
        library.withdraw(_author_of(records[0]), records[0].id, reason="It is out of date.")
    else:
        actions.take_out(owner, number, records[0].number)
    page = client.get(f"{gathered}/booklet")
    assert not [link for link in page.links if ".pdf" in link.href]
    assert "The collection has changed since its booklet was made: make it anew." in page.text
    text = text_of(made_of(client, gathered))
    assert ("Another reason." if change == "note" else "A shelf in the van") in text
    assert ("Why: Five seats" in text) is False
    assert "has changed since" not in client.get(f"{gathered}/booklet").text


def _author_of(record):
    return get_actor(version_of(GUEST, record.id).authors[0].id)


def test_what_is_private_is_on_paper_for_its_owner_alone(client, sign_in, owner, records):
    made = a_collection(owner, *records)
    page = f"/en/collections/{made}"
    for address in (f"{page}/booklet", f"{page}/full.pdf"):
        assert client.get(address).status == 404
    assert client.post(f"{page}/booklet/full", {}).status in (400, 404)
    sign_in(client, owner)
    made_of(client, page)
    sign_in(client, a_person())
    assert client.get(f"{page}/full.pdf").status == 404


def test_whoever_has_the_link_has_the_booklet_until_it_is_private(client, owner, records):
    made = a_collection(owner, *records, audience="link")
    page = f"/en/collections/shared/{link_of(made)}"
    assert client.get(page).link("As a booklet") == f"{page}/booklet"
    made_of(client, page)
    with transaction(None):
        db.session.get_one(Collection, made).audience = "private"
    assert client.get(f"{page}/full.pdf").status == 404


def test_more_than_a_booklet_holds_is_said_before(client, gathered, monkeypatch):
    monkeypatch.setattr("exchange.collections.views.booklets.MOST", 1)
    page = client.get(f"{gathered}/booklet")
    assert "A booklet holds 1 experience at most; here are 2." in page.text
    assert not page.all("main form")


def test_that_of_a_collection_which_is_gone_leaves_the_store(client, owner, gathered):
    made_of(client, gathered)
    key = db.session.scalar(db.select(CollectionBooklet.key))
    actions.remove_collection(owner, int(gathered.rpartition("/")[2]))
    actions.clear_booklets()
    assert db.session.scalar(db.select(CollectionBooklet.id)) is None
    db.session.rollback()
    with pytest.raises(NotStored):
        store().get(f"{key}-paper")


def test_a_failure_is_told_and_can_be_tried_again(client, gathered, monkeypatch):
    def fails(_html):
        raise NotPressed("no letters")

    monkeypatch.setattr("exchange.collections.subscribers.press", fails)
    client.submit(f"{gathered}/booklet", "/booklet/full")
    deliver_due()
    assert "It could not be made." in client.get(f"{gathered}/booklet").text
    monkeypatch.undo()
    made_of(client, gathered)


def test_parts_of_several_records_lead_each_to_its_own(client, owner):
    twins = [a_published_full(title=f"Twin {n}") for n in (1, 2)]
    made = a_collection(owner, *twins, audience="public")
    pdf = made_of(client, f"/en/collections/{made}")
    blocks = {name for name in pdf.named_destinations if "block" in name}
    assert len(blocks) == 2 * len(a_full_content().body.blocks)


def test_what_was_withdrawn_goes_from_the_store_within_the_hour(client, gathered, records):
    made_of(client, gathered)
    key = db.session.scalar(db.select(CollectionBooklet.key))
    db.session.rollback()
    actions.clear_booklets()
    assert store().get(f"{key}-paper")
    library.withdraw(_author_of(records[0]), records[0].id, reason="It is out of date.")
    actions.clear_booklets()
    with pytest.raises(NotStored):
        store().get(f"{key}-paper")


def test_a_secret_link_is_not_printed_and_a_public_address_is(client, owner, records, gathered):
    assert f"/en/collections/{gathered.rpartition('/')[2]}" in text_of(made_of(client, gathered))
    made = a_collection(owner, *records, audience="link")
    page = f"/en/collections/shared/{link_of(made)}"
    assert "/en/collections" not in text_of(made_of(client, page))


def test_its_contents_are_in_the_letters_of_the_reader(client, owner):
    record = a_published(lang="sr", title="Пет седишта", **IN_ENGLISH)
    made = a_collection(owner, record, audience="public")
    client.language = "sr-latn"
    page = f"/sr-latn/collections/{made}"
    contents = made_of(client, page).pages[1].extract_text()
    assert "Pet sedišta" in contents


def _read(made):
    return queries.collection_page(GUEST, made)


def _booklets():
    db.session.rollback()
    found = db.select(CollectionBooklet).order_by(CollectionBooklet.id)
    rows = [(one.id, one.key, one.stamp) for one in db.session.scalars(found)]
    db.session.rollback()
    return rows


def test_nobody_asks_for_that_of_a_collection_removed_meanwhile(app, owner, records):
    made = a_collection(owner, *records, audience="public")
    page = _read(made)
    actions.remove_collection(owner, made)
    with pytest.raises(NotFound):
        actions.ask_for_booklet(GUEST, page, lang="en", form="full")


def test_whoever_makes_a_former_one_late_does_not_write_over_the_newer(app, owner, records):
    made = a_collection(owner, *records, audience="public")
    actions.ask_for_booklet(GUEST, _read(made), lang="en", form="full")
    actions.take_out(owner, made, records[0].number)
    actions.ask_for_booklet(GUEST, _read(made), lang="en", form="full")
    former, newer = _booklets()
    for (number, _key, stamp), pdf in ((newer, b"new"), (former, b"former")):
        actions.keep_booklet(number, pdf, stamp)
    assert store().get(f"{newer[1]}-paper") == b"new"
    actions.clear_booklets()
    assert _booklets() == [newer]
    with pytest.raises(NotStored):
        store().get(f"{former[1]}-paper")


def test_once_an_author_is_called_otherwise_it_is_made_anew(client, gathered, records):
    made_of(client, gathered)
    author = _author_of(records[0])
    with transaction(author):
        record(ProfileChanged(author.id, author.id, is_named_otherwise=True))
    assert not [link for link in client.get(f"{gathered}/booklet").links if ".pdf" in link.href]


def test_one_that_is_removed_while_others_are_cleared_away_holds_up_nothing(
    client, owner, gathered, monkeypatch
):
    def gone(_collection_id):
        raise NotFound

    made_of(client, gathered)
    monkeypatch.setattr("exchange.collections.actions.booklet.page_for_paper", gone)
    actions.clear_booklets()
    assert not _booklets()


def test_one_that_another_worker_has_made_is_not_said_to_have_failed(app, owner, records):
    made = a_collection(owner, *records, audience="public")
    actions.ask_for_booklet(GUEST, _read(made), lang="en", form="full")
    [(number, _key, stamp)] = _booklets()
    actions.keep_booklet(number, b"made", stamp)
    actions.note_failed_booklet(number)
    assert db.session.scalar(db.select(CollectionBooklet.failed_at)) is None
    db.session.rollback()

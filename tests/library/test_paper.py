"""A record as a PDF: asked for by anybody, made by the worker, in the language of the reader."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from exchange.files.stores import NotStored, store
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.library import actions
from exchange.library.actions import paper as papers
from exchange.library.codes import code_of
from exchange.library.models import Experience, ExperiencePaper
from exchange.library.paper import press as presses
from exchange.people.actor import GUEST
from tests.factories import (
    a_draft,
    a_full_content,
    a_person,
    a_published,
    a_published_full,
)

IN_ENGLISH = {"english_title": "Five seats, one bus", "english_summary": "Five villages. " * 25}


def place_of(row, lang="en"):
    return f"/{lang}/experiences/{code_of(row.number)}/v{row.version}"


def made(row, form="full", lang="en"):
    """The PDF, as the worker makes it."""
    actions.ask_for_paper(GUEST, row.id, lang=lang, form=form)
    deliver_due()
    key = db.session.scalar(
        db.select(ExperiencePaper.key).where(
            ExperiencePaper.experience_id == row.id,
            ExperiencePaper.lang == lang,
            ExperiencePaper.form == form,
        )
    )
    db.session.rollback()
    return PdfReader(BytesIO(store().get(f"{key}-paper")))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.usefixtures("pressing_as_in_use")
def test_a_guest_asks_for_a_pdf_and_has_it_when_the_worker_has_made_it(client):
    row = a_published()
    place = place_of(row)
    page = client.get(f"{place}/pdf")
    assert not [link for link in page.links if link.href.endswith(".pdf")]
    page = client.submit(f"{place}/pdf", "/pdf/full")
    page = client.get(f"{place}/pdf")
    assert "It is being made." in page.text
    assert page.headers["Refresh"] == "3"
    assert client.get(f"{place}/full.pdf").location == f"{place}/pdf"
    deliver_due()
    page = client.get(f"{place}/pdf")
    assert "Refresh" not in page.headers
    assert page.link("Download the PDF") == f"{place}/full.pdf"
    pdf = client.get(f"{place}/full.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.response.get_data().startswith(b"%PDF-")
    assert code_of(row.number) in pdf.headers["Content-Disposition"]


def test_it_says_what_the_record_says_with_its_address_version_and_footnote(app):
    row = a_published(countries=("XK", "RS"))
    text = text_of(made(row))
    for words in (
        "Five seats, one bus",
        "Nobody came to the meetings.",
        "Begin with something small.",
        "Kosovo*",
        "This designation is without prejudice",
        "CC BY 4.0",
        f"{code_of(row.number)} · version 1",
        place_of(row),
    ):
        assert words in text, words


def test_it_is_tagged_titled_and_in_its_language_with_letters_of_both_scripts(app):
    row = a_published(title="Пет села, један аутобус", lang="sr", **IN_ENGLISH)
    pdf = made(row, lang="sr")
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "sr-Cyrl"
    assert pdf.metadata.title == "Пет села, један аутобус"
    text = text_of(pdf)
    assert "Пет села, један аутобус" in text
    assert "Шта је урађено" in text
    fonts = {str(font["/BaseFont"]) for page in pdf.pages for font in fonts_of(page)}
    assert fonts
    assert all("Exchange" in font for font in fonts), fonts  # none of the machine's


def fonts_of(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_its_place_is_on_a_map_without_borders_that_says_so(app):
    text = text_of(made(a_published_full()))
    assert "The map draws no borders." in text
    assert "Latvia" in text
    assert "The map draws no borders." not in text_of(made(a_published(latitude=None)))


def test_two_pages_are_two_pages_however_long_the_record(app):
    whole = a_full_content()
    long = "Nobody came to the meetings, so we went from door to door. " * 180
    row = a_published(
        kind="full",
        body=whole.body,
        challenge=long,
        what_was_done=long,
        lesson="x" * 600,
        summary="y " * 290,
    )
    assert len(made(row, "short").pages) <= 2
    assert len(made(row, "full").pages) > 2


@pytest.mark.usefixtures("pressing_as_in_use")
def test_what_a_text_links_to_is_never_fetched(app):
    row = a_published(challenge="![x](http://127.0.0.1:9/x.png) [y](file:///etc/passwd)")
    assert "Five seats" in text_of(made(row))
    with pytest.raises(presses.NotPressed, match="not one of our fonts"):
        presses.press('<html lang="en"><title>x</title><img alt="" src="file:///etc/passwd">')


def test_a_draft_has_no_paper_for_anybody_not_even_its_author(client, sign_in):
    draft = a_draft(who := a_person())
    sign_in(client, who)
    for address in ("pdf", "full.pdf", "short.pdf"):
        assert client.get(f"{place_of(draft)}/{address}").status == 404


def test_what_was_withdrawn_has_no_paper_any_more(client):
    row = a_published(who := a_person())
    made(row)
    assert client.get(f"{place_of(row)}/full.pdf").status == 200
    actions.withdraw(who, row.id, reason="It names a person who did not agree.")
    assert client.get(f"{place_of(row)}/full.pdf").status == 404
    assert client.get(f"{place_of(row)}/pdf").status == 404


def test_what_is_withdrawn_while_it_waits_is_not_put_on_paper(app):
    row = a_published(who := a_person())
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    actions.withdraw(who, row.id, reason="It names a person who did not agree.")
    deliver_due()
    assert db.session.scalar(db.select(ExperiencePaper.made_at)) is None
    db.session.rollback()


def test_asked_for_twice_it_is_made_once(app):
    row = a_published()
    made(row)
    while deliver_due():
        pass
    before = db.session.scalar(db.select(ExperiencePaper.made_at))
    db.session.rollback()
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    assert deliver_due() == 0
    assert db.session.scalar(db.select(ExperiencePaper.made_at)) == before
    db.session.rollback()


def test_a_failure_is_told_and_can_be_tried_again(client, monkeypatch):
    row = a_published()

    def fails(_html):
        raise presses.NotPressed("no letters")

    monkeypatch.setattr("exchange.library.subscribers.press", fails)
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    deliver_due()
    assert "It could not be made." in client.get(f"{place_of(row)}/pdf").text
    monkeypatch.undo()
    client.submit(f"{place_of(row)}/pdf", "/pdf/full")
    deliver_due()
    assert client.get(f"{place_of(row)}/full.pdf").status == 200


def test_another_look_is_made_anew_when_asked_for(client, monkeypatch):
    row = a_published()
    made(row)
    monkeypatch.setattr(papers, "LOOK", newer := papers.LOOK + 1)
    monkeypatch.setattr("exchange.library.views.papers.LOOK", newer)
    assert client.get(f"{place_of(row)}/full.pdf").status == 302
    made(row)
    assert client.get(f"{place_of(row)}/full.pdf").status == 200


def test_where_the_system_cannot_the_page_says_that_pdfs_are_off(client, monkeypatch):
    monkeypatch.setattr("exchange.library.views.papers.is_able", lambda: False)
    page = client.get(f"{place_of(a_published())}/pdf")
    assert "This installation cannot make PDFs." in page.text
    assert not page.all("form[method=post]")


def test_the_paper_of_what_is_gone_leaves_the_store(app):
    row = a_published()
    made(row)
    key = db.session.scalar(db.select(ExperiencePaper.key))
    with transaction(None):
        db.session.execute(db.delete(Experience).where(Experience.id == row.id))
    actions.clear_papers()
    assert db.session.scalar(db.select(ExperiencePaper.id)) is None
    db.session.rollback()
    with pytest.raises(NotStored):
        store().get(f"{key}-paper")


def test_the_record_leads_to_its_paper(client):
    row = a_published()
    page = client.get(f"/en/experiences/{code_of(row.number)}-five-seats-one-bus")
    assert page.link("As a PDF") == f"{place_of(row)}/pdf"


def _papers():
    db.session.rollback()
    found = db.select(ExperiencePaper).order_by(ExperiencePaper.id)
    rows = [(one.id, one.key, one.experience_id) for one in db.session.scalars(found)]
    db.session.rollback()
    return rows


def _let_go(paper_id):
    with transaction(None):
        db.session.get_one(ExperiencePaper, paper_id).look = 0  # its author is called otherwise


def test_whoever_makes_a_former_one_late_does_not_write_over_the_newer(app):
    row = a_published()
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    _let_go(_papers()[0][0])
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    former, newer = _papers()
    actions.keep_paper(newer[0], b"new")
    actions.keep_paper(former[0], b"former")
    assert store().get(f"{newer[1]}-paper") == b"new"
    actions.clear_papers()
    assert _papers() == [newer]
    assert store().get(f"{newer[1]}-paper") == b"new"
    with pytest.raises(NotStored):
        store().get(f"{former[1]}-paper")


def test_what_is_let_go_while_it_is_made_does_not_stay_in_the_store(app, monkeypatch):
    row = a_published()
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    [(number, key, _)] = _papers()
    put = store().put

    def slowly(*args):
        with transaction(None):
            db.session.delete(db.session.get_one(ExperiencePaper, number))
        put(*args)

    monkeypatch.setattr(store(), "put", slowly)
    actions.keep_paper(number, b"late")
    with pytest.raises(NotStored):
        store().get(f"{key}-paper")


def test_one_that_another_worker_has_made_is_not_said_to_have_failed(app):
    row = a_published()
    actions.ask_for_paper(GUEST, row.id, lang="en", form="full")
    [(number, _key, _)] = _papers()
    actions.keep_paper(number, b"made")
    actions.note_failure(number)
    assert db.session.scalar(db.select(ExperiencePaper.failed_at)) is None
    db.session.rollback()


def test_what_was_withdrawn_goes_from_the_store_within_the_hour_and_what_is_public_stays(app):
    gone, stays = a_published(who := a_person()), a_published()
    for row in (gone, stays):
        made(row)
    keys = {of: key for _, key, of in _papers()}
    actions.withdraw(who, gone.id, reason="It names a person who did not agree.")
    actions.clear_papers()
    assert store().get(f"{keys[stays.id]}-paper")
    with pytest.raises(NotStored):
        store().get(f"{keys[gone.id]}-paper")

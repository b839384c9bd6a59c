"""A mentor's record on their page, and a paper about each year."""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from exchange.files.stores import NotStored, store
from exchange.forum import actions as forum
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.kernel.settings import Operator
from exchange.library.paper.press import NotPressed
from exchange.mentoring.actions import certificates as actions
from exchange.mentoring.codes import LETTERS
from exchange.mentoring.models import Certificate
from exchange.mentoring.queries.record import Record, record_of, years_of
from exchange.people.actor import GUEST
from exchange.people.models import Account
from exchange.people.queries import get_actor
from tests.factories import (
    a_credit,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_room,
    a_tag,
    a_thread,
    an_admin,
    an_organisation,
)
from tests.mentoring.certified import said_of

LAST_YEAR = datetime(2025, 5, 4, 12, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def said(thread, answer, outcome, stage="month", at=LAST_YEAR):
    said_of(thread.id, answer, outcome, stage, at)


@pytest.fixture
def mentor(app, it_is):
    """Answered three questions of others last year: one accepted and said to have worked; and one
    this year."""
    it_is(LAST_YEAR)
    mentor, asker = a_mentor("Ana Mentor"), a_person()
    theme = a_tag("water", names={"en": "Water itself", "sr": "Сама вода"}, is_theme=True)
    one = a_thread(asker, lang="lv", tags=[theme.slug, a_tag(is_theme=False).slug])
    answer = a_reply(one, mentor)
    a_reply(one, mentor, "And more.")
    forum.accept_answer(asker, answer)
    said(one, answer, "worked")
    for _ in range(2):
        a_reply(a_thread(), mentor)
    a_credit(a_published(), mentor, role="author")
    it_is(NOW)
    a_reply(a_thread(lang="tr"), mentor)
    return get_actor(mentor.id)


def page_of(who):
    return f"/en/people/{who.id}/certificates"


def figures_in(page):
    return {one.one("dt").text: one.one("dd").text for one in page.all(".figures div")}


# -------- the record


def test_a_members_sees_on_a_mentors_page_what_they_did_for_others(client, sign_in, mentor):
    sign_in(client, a_person())
    page = client.get(f"/en/people/{mentor.id}")
    assert figures_in(page) == {
        "Questions answered": "4",
        "Answers accepted": "1",
        "Worked, as the asker says": "1",
        "Experiences published": "1",
    }
    assert not [link for link in page.links if "certificates" in link.href]


def test_whoever_never_answered_as_a_mentor_has_no_record(client, sign_in, mentor):
    nobody, member = a_mentor(), a_person()
    a_reply(a_thread(), member)
    a_reply(a_thread(nobody), nobody)
    a_reply(a_thread(kind="discussion"), nobody)
    sign_in(client, a_person())
    for who in (nobody, member):
        assert not client.get(f"/en/people/{who.id}").all("#record")


def test_what_is_hidden_or_deleted_does_not_count(mentor):
    moderator, asker = a_moderator(), a_person()
    hidden = a_reply(a_thread(asker), mentor)
    forum.accept_answer(asker, hidden)
    deleted = a_reply(a_thread(), mentor)
    gone = a_thread()
    a_reply(gone, mentor)
    with transaction(None):
        db.session.get_one(type(gone), gone.id).hidden_at = NOW
    before = Record(6, 2, 1, 1)
    assert record_of(a_person(), mentor.id) == before
    forum.hide_post(moderator, hidden)
    forum.delete_post(mentor, deleted)
    assert record_of(a_person(), mentor.id) == Record(4, 1, 1, 1)
    assert years_of(mentor.id)[2026].record.answered == 1


def test_what_was_answered_in_a_room_counts_for_those_who_may_read_there(mentor):
    network = an_organisation()
    member = a_person(organisation=network)
    room = a_room(network, guests=[mentor])
    a_reply(a_thread(member, category=room), get_actor(mentor.id))
    assert record_of(a_person(), mentor.id).answered == 4
    assert record_of(get_actor(member.id), mentor.id).answered == 5
    assert years_of(mentor.id)[2026].record.answered == 2


@pytest.mark.parametrize(
    ("said_later", "worked"), [("worked", 2), ("partly", 1), ("no", 1), ("too_early", 2)]
)
def test_what_was_said_last_of_an_answer_counts(mentor, it_is, said_later, worked):
    asker = a_person()
    thread = a_thread(asker)
    answer = a_reply(thread, mentor)
    forum.accept_answer(asker, answer)
    said(thread, answer, "worked", at=NOW.replace(day=1))
    said(thread, answer, said_later, stage="quarter", at=NOW)
    assert record_of(GUEST, mentor.id).worked == worked


def test_what_was_said_of_an_answer_that_is_not_accepted_any_more_does_not_count(mentor):
    asker = a_person()
    thread = a_thread(asker)
    answer = a_reply(thread, mentor)
    said(thread, answer, "worked")
    assert record_of(GUEST, mentor.id).worked == 1


def test_each_thing_is_counted_in_its_year(mentor):
    years = years_of(mentor.id)
    assert list(years) == [2025, 2026]
    assert years[2025].record == Record(3, 1, 1, 1)
    assert (years[2025].languages, years[2025].themes) == (["en", "lv"], ["water"])
    assert years[2026].record == Record(1)
    assert years[2026].languages == ["tr"]


def test_what_a_mentor_accepted_themselves_counts_as_answered_alone(mentor, it_is):
    asker = a_person()
    thread, other = a_thread(asker), a_thread(asker)
    mine, theirs = a_reply(thread, mentor), a_reply(other, mentor)
    it_is(NOW + timedelta(days=15))
    forum.accept_answer(mentor, mine)
    forum.accept_answer(a_mentor(), theirs)
    for one, answer in ((thread, mine), (other, theirs)):
        said(one, answer, "worked", at=NOW + timedelta(days=50))
    assert years_of(mentor.id)[2026].record == Record(3, 1, 1)
    assert record_of(GUEST, mentor.id) == Record(6, 2, 2, 1)
    with transaction(None):
        db.session.get_one(type(other), other.id).accepted_by_id = None  # their account is gone
    assert years_of(mentor.id)[2026].record == Record(3, 1, 1)


def test_samples_count_for_sample_mentors_alone(mentor):
    invented = a_mentor(is_sample=True)
    before = record_of(GUEST, mentor.id)
    for asker, is_sample in ((a_person(), True), (a_person(is_sample=True), False)):
        thread = a_thread(asker)
        with transaction(None):
            db.session.get_one(type(thread), thread.id).is_sample = is_sample
        a_reply(thread, invented)
        forum.accept_answer(asker, a_reply(thread, mentor))
    a_reply(a_thread(), invented)
    assert record_of(GUEST, mentor.id) == before
    assert years_of(mentor.id)[2026].record == Record(1)
    assert years_of(mentor.id)[2026].languages == ["tr"]
    assert record_of(GUEST, invented.id) == years_of(invented.id)[2026].record == Record(2)


def test_the_record_takes_one_statement(client, sign_in, mentor, count_queries):
    reader = a_person()
    record_of(reader, mentor.id)
    with count_queries() as seen:
        record_of(reader, mentor.id)
    assert len(seen) == 1


# -------- the certificate


def made(client, who, address=None):
    """The PDF, as the worker makes it."""
    address = address or page_of(who)
    client.submit(address, "/certificates/2025")
    deliver()
    assert client.get(address).link("Download the PDF (2025)") == f"{address}/2025.pdf"
    return PdfReader(BytesIO(client.get(f"{address}/2025.pdf").response.get_data()))


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def the_certificate():
    row = db.session.scalars(
        db.select(Certificate).where(Certificate.account_id.is_not(None))
    ).one()
    db.session.expunge(row)
    db.session.rollback()
    return row


def test_a_mentor_leaves_with_a_page_about_a_year(client, sign_in, mentor):
    sign_in(client, mentor)
    assert client.get(f"/en/people/{mentor.id}").link("Certificates of years that are over")
    page = client.get(page_of(mentor))
    assert page.all("#year-2025")
    assert not page.all("#year-2026")
    pdf = made(client, mentor)
    assert len(pdf.pages) == 1
    text = text_of(pdf)
    for words in ("Ana Mentor", "Year: 2025", "English, Latvian", "Water itself", "2 March 2026"):
        assert words in text
    code = the_certificate().code
    assert code in text
    assert f"/en/certificates/{code}" in text.replace(" ", "")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "Ana Mentor" in pdf.metadata.title


def test_it_is_waited_for_and_made_once(client, sign_in, mentor):
    sign_in(client, mentor)
    client.submit(page_of(mentor), "/certificates/2025")
    first = the_certificate().id
    page = client.get(page_of(mentor))
    assert "It is being made." in page.text
    assert page.headers["Refresh"] == "3"
    assert client.get(f"{page_of(mentor)}/2025.pdf").location == page_of(mentor)
    ask(mentor, mentor)
    deliver()
    ask(mentor, mentor)
    assert the_certificate().id == first


def deliver():
    while deliver_due():
        pass


def ask(actor, who, year=2025, lang="en", issuer=""):
    actions.ask_for_certificate(actor, who.id, year, lang=lang, issuer=issuer)


@pytest.mark.parametrize("maker", [a_mentoring_coordinator, an_admin])
def test_coordinators_and_admins_have_it_too(client, sign_in, mentor, maker):
    sign_in(client, maker())
    assert "Ana Mentor" in text_of(made(client, mentor))
    assert "Let others verify it" not in client.get(page_of(mentor)).text


def test_nobody_else_learns_that_there_is_one(client, sign_in, mentor):
    ask(mentor, mentor)
    deliver()
    for who in (a_person(), a_mentor(), a_moderator()):
        sign_in(client, who)
        for address in (page_of(mentor), f"{page_of(mentor)}/2025.pdf"):
            assert client.get(address).status == 404
        with pytest.raises(NotFound):
            ask(who, mentor)
        for act in (actions.let_verify, actions.let_verify_no_longer):
            with pytest.raises(NotFound):
                act(who, mentor.id, 2025, lang="en")


@pytest.mark.parametrize("year", [2024, 2026, 2027, 0, 10**12])
def test_a_year_that_is_not_over_or_empty_has_none(client, sign_in, mentor, year):
    with pytest.raises(NotFound):
        ask(mentor, mentor, year)
    with pytest.raises(NotFound):
        actions.let_verify(mentor, mentor.id, year, lang="en")
    sign_in(client, mentor)
    assert client.get(f"{page_of(mentor)}/{year}.pdf").status == 404


def test_whoever_runs_the_installation_issues_it_and_else_the_exchange(
    client, sign_in, mentor, app, monkeypatch
):
    sign_in(client, mentor)
    assert "Issued by ALTER Exchange" in text_of(made(client, mentor))
    settings = replace(app.extensions["settings"], operator=Operator("House of Villages"))
    monkeypatch.setitem(app.extensions, "settings", settings)
    page = client.get(page_of(mentor))
    assert "Something in it has changed since." in page.text
    assert "Issued by House of Villages" in text_of(made(client, mentor))


def test_once_its_figures_change_a_new_one_replaces_it_and_keeps_the_number(
    client, sign_in, mentor, it_is
):
    sign_in(client, mentor)
    made(client, mentor)
    actions.let_verify(mentor, mentor.id, 2025, lang="en")
    former = the_certificate()
    it_is(LAST_YEAR)
    a_reply(a_thread(), mentor)
    it_is(NOW)
    made(client, mentor)
    newer = the_certificate()
    assert (newer.answered, former.answered) == (4, 3)
    assert newer.code == former.code, "it stands on a paper that somebody holds"
    page = client.get(f"/en/certificates/{former.code}")
    assert figures_in(page)["Questions answered"] == "4"
    assert "was replaced by this one" in page.text
    actions.clear_certificates()
    with pytest.raises(NotStored):
        store().get(f"{former.key}-paper")
    assert store().get(f"{newer.key}-paper")
    assert client.get(f"/en/certificates/{former.code}").status == 200


def test_a_number_that_was_given_out_is_verified_while_the_paper_is_made_anew(
    client, sign_in, mentor, it_is
):
    sign_in(client, mentor)
    made(client, mentor)
    actions.let_verify(mentor, mentor.id, 2025, lang="en")
    code = the_certificate().code
    it_is(LAST_YEAR)
    a_reply(a_thread(), mentor)
    it_is(NOW)
    ask(mentor, mentor)
    assert the_certificate().made_at is None
    assert client.get(f"/en/certificates/{code}").status == 200
    actions.let_verify_no_longer(mentor, mentor.id, 2025, lang="en")
    assert client.get(f"/en/certificates/{code}").status == 404


def test_a_failure_is_told_and_can_be_tried_again(client, sign_in, mentor, monkeypatch):
    def fails(_html):
        raise NotPressed("no letters")

    sign_in(client, mentor)
    monkeypatch.setattr("exchange.mentoring.subscribers.certificates.press", fails)
    client.submit(page_of(mentor), "/certificates/2025")
    deliver()
    assert "It could not be made." in client.get(page_of(mentor)).text
    monkeypatch.undo()
    monkeypatch.setattr("exchange.kernel.clock.clock.read", lambda: NOW)
    made(client, mentor)


@pytest.mark.parametrize("lang", ["sr", "sr-latn", "tr"])
def test_it_is_in_the_language_of_the_page_and_on_one_page_whatever_the_name(mentor, lang):
    with transaction(None):
        account = db.session.get_one(Account, mentor.id)
        account.name = "Живојинка Ђурђевић-Љубичић од Великог Градишта и Њивице"[:80]
    ask(mentor, mentor, lang=lang, issuer="Удружење грађана за рурални развој " * 5)
    deliver()
    pdf = PdfReader(BytesIO(store().get(f"{the_certificate().key}-paper")))
    assert len(pdf.pages) == 1
    assert "Ђурђевић" in text_of(pdf)
    wanted = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn"}
    assert pdf.trailer["/Root"]["/Lang"] == wanted.get(lang, lang)


def test_a_certificate_with_all_there_can_be_stays_on_one_page(mentor, it_is):
    it_is(LAST_YEAR)
    for n in range(24):
        slug = a_tag(names={"en": f"Rural development of kind {n}"}, is_theme=True).slug
        a_reply(
            a_thread(lang=["lv", "sq", "bs", "hr", "sr", "cnr", "mk", "tr"][n % 8], tags=[slug]),
            mentor,
        )
    it_is(NOW)
    with transaction(None):
        db.session.get_one(Account, mentor.id).name = "W" * 80
    ask(mentor, mentor, issuer="M" * 120)
    deliver()
    assert len(PdfReader(BytesIO(store().get(f"{the_certificate().key}-paper"))).pages) == 1


# -------- verified


def test_others_verify_it_only_where_the_mentor_lets_them(client, sign_in, mentor):
    ask(mentor, mentor)
    deliver()
    address = f"/en/certificates/{the_certificate().code}"
    assert client.get(address).status == 404
    sign_in(client, mentor)
    client.submit(page_of(mentor), "/verifiable")
    assert "Others may verify its number." in client.get(page_of(mentor)).text
    guest = type(client)(client.flask.application.test_client())
    page = guest.get(address)
    assert "This certificate was issued here." in page.text
    assert "Ana Mentor" in page.text
    assert figures_in(page)["Questions answered"] == "3"
    assert page.one('meta[name="robots"]')["content"].startswith("noindex")
    client.submit(page_of(mentor), "/verifiable-no-longer")
    assert guest.get(address).status == 404


def test_a_coordinator_does_not_decide_what_others_are_told(mentor):
    ask(mentor, mentor)
    for act in (actions.let_verify, actions.let_verify_no_longer):
        with pytest.raises(NotAllowed):
            act(a_mentoring_coordinator(), mentor.id, 2025, lang="en")


@pytest.mark.parametrize("code", ["", "x", "%00", "%ff", "ABCD-EFGH-JKLM", "9" * 400, "ß" * 16])
def test_a_number_that_was_never_given_says_nothing(client, mentor, code):
    assert client.get(f"/en/certificates/{code}").status in (400, 404)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", "%20").lower(),
        lambda code: code.replace("-", "\N{EN DASH}"),
        lambda code: f"%20{code}%20",
    ],
)
def test_a_number_is_found_however_somebody_types_it_from_the_paper(client, mentor, typed):
    ask(mentor, mentor)
    deliver()
    code = the_certificate().code
    address = f"/en/certificates/{typed(code)}"
    assert client.get(address).status == 404, "its mentor lets nobody see it yet"
    actions.let_verify(mentor, mentor.id, 2025, lang="en")
    assert client.get(address).status == 301
    page = client.get(address, follow=True)
    assert page.path == f"/en/certificates/{code}"
    assert "This certificate was issued here." in page.text
    assert client.get(f"/certificates/{typed(code)}", follow=True).path.endswith(code)


def test_nobody_guesses_a_number(client, mentor):
    ask(mentor, mentor)
    letters = the_certificate().code.replace("-", "")
    assert len(letters) * math.log2(len(LETTERS)) >= 64
    assert len(set(LETTERS)) == len(LETTERS)


def test_one_that_is_not_made_yet_is_not_verified(client, mentor):
    ask(mentor, mentor)
    actions.let_verify(mentor, mentor.id, 2025, lang="en")
    assert client.get(f"/en/certificates/{the_certificate().code}").status == 404


def test_a_suspended_mentor_reads_but_asks_for_none(client, sign_in, mentor):
    ask(mentor, mentor)
    deliver()
    with transaction(None):
        db.session.get_one(Account, mentor.id).suspended_at = NOW
    suspended = get_actor(mentor.id)
    sign_in(client, suspended)
    assert client.get(f"{page_of(mentor)}/2025.pdf").status == 200
    with pytest.raises(NotAllowed):
        ask(suspended, mentor, lang="lv")


def test_the_page_takes_as_many_statements_for_many_years_as_for_one(
    client, sign_in, mentor, it_is, count_queries
):
    sign_in(client, mentor)
    client.get(page_of(mentor))
    with count_queries() as few:
        client.get(page_of(mentor))
    for year in (2021, 2022, 2023):
        it_is(LAST_YEAR.replace(year=year))
        a_reply(a_thread(), mentor)
    it_is(NOW)
    with count_queries() as many:
        page = client.get(page_of(mentor))
    assert len(page.all("main .rows > li")) == 4
    assert len(many) == len(few)

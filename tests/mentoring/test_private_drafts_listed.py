"""What one has begun in confidence is found where all is that one has begun: by whoever wrote it,
as long as they could go on with it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from itertools import product

import pytest
from flask import Flask

from exchange.forum.writing import OpenForm, Place, Written
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.kernel.submissions import new_submission_id
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.models import PrivateDraft
from exchange.mentoring.policy import consultations as policy
from exchange.mentoring.queries.consultations.drafts import begun_in_confidence
from exchange.mentoring.queries.consultations.page import read_around
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_mentoring_coordinator,
    a_person,
    a_reply,
    a_text_begun,
    a_thread,
    an_admin,
)
from tests.files.bytes import A_PDF
from tests.forum.attaching import a_file
from tests.mentoring.confiding import HIDDEN, a_consultation, a_private_draft, an_assigned
from tests.notifications.post_office import change
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]
Counting = Callable[[], AbstractContextManager[list[str]]]
DRAFTS, DESK = "/en/drafts", "/en/desk"
LIST = "/en/private-consultations"
NEW = f"{LIST}/new"


def lines(page: Page) -> Sequence[str]:
    return [row.text for row in page.all(".rows li")]


def kept() -> Sequence[str]:
    with transaction(None):
        rows = db.session.query(PrivateDraft).order_by(PrivateDraft.id).all()
    return [row.source for row in rows]


def on_desk(page: Page) -> str:
    [row] = [one.text for one in page.all(".rail li") if "Your drafts" in one.text]
    return row.removeprefix("Your drafts").strip()


def test_they_stand_among_the_others_by_time_and_say_that_they_are_in_confidence(
    client: CheckedClient, sign_in: SignIn
) -> None:
    me, thread = a_person(), a_thread(title="Who pays the driver?")
    made = a_consultation(me, title="Our board has split")
    a_text_begun(me, title="The first")
    a_private_draft(me, made, "The second.")
    a_text_begun(me, Place("reply", a_reply(thread)), "The third")
    a_private_draft(me, None, "Of money.", title="The fourth")
    sign_in(client, me)
    page = client.get(DRAFTS)
    fourth, third, second, first = lines(page)
    assert fourth.startswith("The fourth")
    assert "Ask in confidence ·" in fourth
    assert "A reply in Who pays the driver?" in third
    assert "Private consultations · A reply in Our board has split ·" in second
    assert "A new thread" in first
    ways = [page.link(f"Continue, draft {n}") for n in (1, 2, 3, 4)]
    bodies = [client.get(way).one("#body").text.strip() for way in ways]
    assert bodies == ["Of money.", "The third", "The second.", "We have"]
    assert client.get(ways[0]).form("/new").data["title"] == "The fourth"
    assert on_desk(client.get(DESK)) == "4"


def test_it_is_let_go_there_and_one_is_back_in_the_list(
    client: CheckedClient, sign_in: SignIn
) -> None:
    me = a_person()
    made = a_consultation(me)
    theirs = a_private_draft(me, made, "This one.")
    a_private_draft(me, None, "That one.")
    sign_in(client, me)
    page = client.submit(DRAFTS, f"/drafts/{theirs}/discard")
    assert (page.h1, len(lines(page))) == ("Your drafts", 1)
    assert "The draft is discarded." in page.text
    assert kept() == ["That one."]
    page = client.submit(page, "/discard")
    assert "You have no drafts" in page.text
    assert on_desk(client.get(DESK)) == "0"


def test_one_that_holds_only_files_can_be_found_too(client: CheckedClient, sign_in: SignIn) -> None:
    me = a_person()
    files = [a_file(me, A_PDF, "Minutes.pdf")]
    written = Written("", "", "en", {"tags": [], "excluded": []}, files)
    actions.keep_draft(me, None, written, OpenForm(new_submission_id()))
    sign_in(client, me)
    page = client.get(DRAFTS)
    assert "Minutes.pdf" in client.get(page.link("draft 1")).text


@pytest.mark.parametrize("where", ["question", "answer"])
def test_of_two_texts_for_one_place_each_is_reached_and_goes_on_as_its_own(
    client: CheckedClient, sign_in: SignIn, where: str
) -> None:
    me = a_person()
    made = None if where == "question" else a_consultation(me)
    path = NEW if made is None else f"{LIST}/{made}"
    for body in ("The elder.", "The newer."):
        a_private_draft(me, made, body, title="Our board has split")
    sign_in(client, me)
    page = client.get(path)
    assert "There is another text of yours for this place." in page.text
    assert page.form(path).data["body"] == "The newer."
    page = client.get(page.one(".notice a[href$='/drafts']")["href"])
    elder = client.get(page.link("Continue, draft 2"))
    assert elder.form(path).data["body"] == "The elder."
    assert "There is another text of yours for this place." in elder.text
    client.send(elder.form(f"{path}/draft").fill(body="The elder, longer."))
    assert kept() == ["The elder, longer.", "The newer."]
    form = client.get(page.link("Continue, draft 2")).form(path)
    assert client.send(form).status == 303
    assert kept() == ["The newer."], "the one that was sent, and not the other"
    assert "There is another text" not in client.get(path).text


@pytest.mark.parametrize("how", ["taken off", "declined", "no mentor", "suspended", "ended"])
def test_what_one_would_not_come_to_any_more_is_not_listed_and_tells_nothing(
    client: CheckedClient, sign_in: SignIn, how: str
) -> None:
    asker, mentor, by = a_person(), a_mentor(), a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=by)
    begun = a_private_draft(mentor, made)
    sign_in(client, mentor)
    assert HIDDEN in client.get(DRAFTS).text
    assert on_desk(client.get(DESK)) == "1"
    way = f"{LIST}/{made}?draft={begun}"
    if how == "taken off":
        actions.take_mentor_off(by, made, mentor.id)
    elif how == "declined":
        actions.decline_consultation(mentor, made)
    elif how == "ended":
        actions.end_consultation(asker, made)
    else:
        columns = {"is_mentor": False} if how == "no mentor" else {"suspended_at": LONG_AGO}
        change(mentor.id, **columns)
    page = client.get(DRAFTS)
    assert "You have no drafts" in page.text
    assert HIDDEN not in page.body
    assert on_desk(client.get(DESK)) == "0"
    page = client.get(way)
    if how == "ended":  # it is read still, and whoever asked may open it again
        assert f"I begin {HIDDEN}" not in page.text
        actions.reopen_consultation(asker, made)
        assert len(lines(client.get(DRAFTS))) == 1
    else:
        assert page.status == 404
        assert HIDDEN not in page.body
    assert kept() == [f"I begin {HIDDEN}."]


def test_whoever_may_not_write_meanwhile_finds_it_again_once_they_may(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    for place in (a_consultation(asker), None):
        a_private_draft(asker, place)
    a_text_begun(asker)
    sign_in(client, asker)
    for suspended_at, found in ((None, 3), (LONG_AGO, 1), (None, 3)):
        change(asker.id, suspended_at=suspended_at)
        assert len(lines(client.get(DRAFTS))) == found
        assert on_desk(client.get(DESK)) == str(found)


def test_a_coordinator_who_is_none_any_more_finds_none_of_it(
    client: CheckedClient, sign_in: SignIn
) -> None:
    """An admin neither, who arranges it from then on."""
    coordinator = a_person(is_mentoring_coordinator=True, is_admin=True)
    made = a_consultation()
    a_private_draft(coordinator, made)
    change(coordinator.id, is_mentoring_coordinator=False)
    sign_in(client, coordinator)
    assert HIDDEN not in client.get(DRAFTS).body


def test_nobody_opens_or_lists_what_another_has_begun(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, mentor, coordinator = a_person(), a_mentor(), a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=coordinator)
    note, question = a_private_draft(asker, made), a_private_draft(asker, None, title="Money?")
    for who in (mentor, coordinator, an_admin(), a_person()):
        sign_in(client, who)
        page = client.get(DRAFTS)
        assert "You have no drafts" in page.text
        for way in (
            f"{NEW}?draft={question}",
            f"{NEW}?draft={note}",
            f"{LIST}/{made}?draft={note}",
        ):
            page = client.get(way)
            assert f"I begin {HIDDEN}" not in page.body
            assert "This is your draft" not in page.body
    sign_in(client, asker)
    for way in (f"{NEW}?draft={note}", f"{LIST}/{made}?draft={question}", f"{NEW}?draft=x1"):
        assert client.get(way).status == 200
    for way in (f"{NEW}?draft={note}", f"{LIST}/{made}?draft={question}"):
        assert "This is your draft" not in client.get(way).text, "it is of another place"


def test_the_rule_of_who_writes_is_the_same_in_the_database(app: Flask) -> None:
    """Everybody who began, whatever they have become, beside consultations in every state."""
    coordinator = a_mentoring_coordinator()
    people = [
        a_person(is_mentor=True, is_mentoring_coordinator=role, is_admin=admin)
        for role, admin in product((False, True), repeat=2)
    ]
    asker = a_mentor()
    made = [an_assigned(asker, *people, by=coordinator) for _ in range(4)]
    made += [a_consultation(people[0]), a_consultation(asker, excluded=[people[-1].id])]
    for who, one in product([*people, asker, coordinator], made):
        with suppress(NotFound, NotAllowed):
            a_private_draft(who, one)
    actions.end_consultation(asker, made[0])
    for who in people[:3]:
        actions.take_mentor_off(coordinator, made[1], who.id)
    change(people[0].id, is_mentor=False)
    change(people[1].id, suspended_at=LONG_AGO)
    change(people[2].id, is_mentoring_coordinator=False)
    listed = 0
    for who in [*people, asker, coordinator]:
        actor = get_actor(who.id)
        found = {line.consultation_id for line in begun_in_confidence(actor)}
        with transaction(None):
            mine = db.session.query(PrivateDraft).filter_by(account_id=who.id).all()
        assert found == {one.consultation_id for one in mine if writes(actor, one)}, actor
        listed += len(found)
    assert 8 < listed < len(kept())


def writes(actor: Actor, draft: PrivateDraft) -> bool:
    try:
        found = read_around(actor, draft.consultation_id or 0)
    except NotFound:
        return False
    return bool(policy.may_add_note(actor, found.facts))


def test_the_page_takes_one_statement_more_and_the_desk_none(
    client: CheckedClient, sign_in: SignIn, count_queries: Counting
) -> None:
    """However many there are; none where nobody could go on."""
    me, counts = a_mentor(), dict[str, list[int]]()
    made = an_assigned(None, me)
    sign_in(client, me)
    for n in range(2):
        for path in (DRAFTS, DESK, NEW):
            client.get(path)
            with count_queries() as seen:
                client.get(path)
            counts.setdefault(path, []).append(len(seen))
        for body in ("One.", "Two."):
            a_private_draft(me, made, f"{body} {n}")
            a_private_draft(me, None, f"{body} {n}")
    change(me.id, suspended_at=LONG_AGO)
    with count_queries() as seen:
        client.get(DRAFTS)
    assert len(seen) == 2
    assert counts == {DRAFTS: [3, 3], DESK: [5, 5], NEW: [4, 4]}

"""Whoever could not send a form is not shown it either, and reads why."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select, update

from exchange.forum.actions import hide_post
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.consultations import end_consultation, publish
from exchange.mentoring.actions.mentorship_log import write_mentorship_note
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.models import MentorshipNote
from exchange.people.actor import Actor
from exchange.people.models import Account
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_thread,
    an_admin,
    opening_of,
)
from tests.mentoring.confiding import a_consultation, a_prepared, an_assigned
from tests.mentoring.pairing import Pair
from tests.mentoring.talking import a_past_talk, a_talk
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
Place = Callable[[], tuple[Actor, str]]  # who comes to what


def _talk(what: str) -> tuple[Actor, str]:
    """Whoever booked it."""
    member = a_person()
    return member, f"office-hours/{a_talk(a_mentor(), member)}/{what}"


def _own_talk_that_is_over(what: str) -> tuple[Actor, str]:
    mentor = a_mentor()
    return mentor, f"office-hours/{a_past_talk(mentor)}/{what}"


def _mentorship(who: str, what: str) -> tuple[Actor, str]:
    pair = Pair()
    return getattr(pair, who), f"mentorships/{pair.running()}/{what}"


def _ended_mentorship(what: str) -> tuple[Actor, str]:
    pair = Pair()
    return pair.mentor, f"mentorships/{pair.ended()}/{what}"


def _note_of_the_other() -> tuple[Actor, str]:
    pair = Pair()
    made = pair.running()
    write_mentorship_note(pair.mentor, made, body="Begin early.", lang="en")
    return pair.editor, f"mentorships/{made}/notes/{_newest_note()}/edit"


def _newest_note() -> int:
    return db.session.scalar(select(func.max(MentorshipNote.id))) or 0


def _consultation(who: str, what: str) -> tuple[Actor, str]:
    people = {"asker": a_person(), "mentor": a_mentor(), "coordinator": a_mentoring_coordinator()}
    made = an_assigned(people["asker"], people["mentor"])
    return people[who], f"private-consultations/{made}/{what}"


def _published_words() -> tuple[Actor, str]:
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor, mentor)
    publish(a_mentoring_coordinator(), made, version=1, category_id=a_category().id)
    return asker, f"private-consultations/{made}/words"


def _question_of_another_mentor() -> tuple[Actor, str]:
    thread = a_thread(a_person(), title="Who pays the bus?")
    take_question(a_mentor(), thread.id)
    return a_mentor(), f"questions/{thread.id}/need-more"


PLACES: dict[str, Place] = {
    "offers hours and is an admin, no mentor": lambda: (an_admin(), "office-hours/new"),
    "moves what they booked": lambda: _talk("edit"),
    "withdraws what they booked": lambda: _talk("withdraw"),
    "moves what is over": lambda: _own_talk_that_is_over("edit"),
    "notes what has not begun": lambda: _talk("note"),
    "is away and is an admin, no mentor": lambda: (an_admin(), "mentors/me/away"),
    "proposes a mentorship as a member": lambda: (a_person(), "mentorships/new"),
    "proposes a mentorship as an admin": lambda: (an_admin(), "mentorships/new"),
    "writes in a mentorship of others": lambda: _mentorship("coordinator", "notes/new"),
    "logs a meeting of others": lambda: _mentorship("coordinator", "meetings/new"),
    "evaluates what goes on": lambda: _mentorship("mentor", "evaluate"),
    "declines what goes on": lambda: _mentorship("mentor", "decline"),
    "ends what is over": lambda: _ended_mentorship("end"),
    "changes what is over": lambda: _ended_mentorship("edit"),
    "changes a note of the other side": _note_of_the_other,
    "prepares what is published": _published_words,
    "needs more for what another has": _question_of_another_mentor,
    "deletes what another asked": lambda: _consultation("mentor", "delete"),
    "leaves what they asked themselves": lambda: _consultation("asker", "decline"),
    "leaves what they arrange": lambda: _consultation("coordinator", "decline"),
    "chooses mentors as a mentor": lambda: _consultation("mentor", "mentors"),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_form_is_not_shown_to_whoever(
    client: CheckedClient, sign_in: SignIn, place: Place
) -> None:
    who, path = place()
    sign_in(client, who)
    page = client.get(f"/en/{path}")
    assert page.status == 403
    assert not page.all("main form[method=post]")


def test_what_is_hidden_asks_nobody_for_more(client: CheckedClient, sign_in: SignIn) -> None:
    mentor, thread = a_mentor(), a_thread(a_person(), title="Who pays the bus?")
    take_question(mentor, thread.id)
    sign_in(client, mentor)
    assert client.get(f"/en/questions/{thread.id}/need-more").status == 200
    hide_post(a_moderator(), opening_of(thread))
    assert client.get(f"/en/questions/{thread.id}/need-more").status == 404


def test_who_is_no_mentor_any_more_is_never_away(client: CheckedClient, sign_in: SignIn) -> None:
    mentor = a_mentor(is_admin=True)
    sign_in(client, mentor)
    form = client.get("/en/mentors/me/away").form("/away").fill(first_day="", last_day="")
    assert client.send(form).status == 422
    with transaction(None):
        db.session.execute(update(Account).values(is_mentor=False))
    assert client.send(form).status == 403


def test_a_draft_is_not_even_looked_at_where_nothing_is_written_any_more(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    made = a_consultation(asker)
    sign_in(client, asker)
    form = client.get(f"/en/private-consultations/{made}").form("/draft")
    end_consultation(asker, made)
    assert client.send(form.fill(body="a" * 100_001)).status == 403

"""What is asked in confidence, for tests."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from exchange.forum.writing import OpenForm, Written
from exchange.kernel.db import db, transaction
from exchange.kernel.submissions import new_submission_id
from exchange.mentoring.actions import consultations
from exchange.mentoring.models import PrivateDraft
from exchange.mentoring.queries.consultations.words import Words
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_mentoring_coordinator, a_person

HIDDEN = "kanariconfidencezz"  # a word that no text of ours holds


def a_consultation(asker: Actor | None = None, **given: Any) -> int:
    """Asked, and no mentor is assigned; gives its id."""
    told = {"title": f"Our board has split {HIDDEN}", "body": f"We quarrel {HIDDEN}.", "lang": "en"}
    return consultations.ask_in_confidence(asker or a_person(), **(told | given))


def an_assigned(
    asker: Actor | None = None, *mentors: Actor, by: Actor | None = None, **given: Any
) -> int:
    """With these mentors, or one; gives its id."""
    made = a_consultation(asker, **given)
    chosen = [one.id for one in mentors or (a_mentor(),)]
    consultations.assign_mentors(by or a_mentoring_coordinator(), made, chosen)
    return made


def a_private_draft(
    actor: Actor, consultation_id: int | None = None, body: str = f"I begin {HIDDEN}.", **given: Any
) -> int:
    """Begun and not sent; gives its id."""
    choices = {"tags": [], "excluded": []} if consultation_id is None else {}
    written = Written(given.get("title", ""), body, "en", choices)
    consultations.keep_draft(actor, consultation_id, written, OpenForm(new_submission_id()))
    mine = select(PrivateDraft.id).where(PrivateDraft.account_id == actor.id)
    with transaction(None):
        return db.session.scalars(mine.order_by(PrivateDraft.id.desc())).first() or 0


def words_for(
    asker: Actor, consultation_id: int, answers: Mapping[int, str], *, version: int = 0
) -> None:
    """The asker agrees that everybody reads this."""
    consultations.keep_words(
        asker,
        consultation_id,
        version=version,
        words=Words("How does a board go on after a quarrel?", "Our board has split.", "en"),
        answers=answers,
    )


def a_prepared(asker: Actor, mentor: Actor, *agreeing: Actor, others: Sequence[Actor] = ()) -> int:
    """Answered by these mentors, with words to be published; some agree to theirs."""
    made = an_assigned(asker, mentor, *others)
    for one in (mentor, *others):
        consultations.add_note(one, made, body=f"Vote anew {HIDDEN}.", lang="en")
    words_for(asker, made, {one.id: f"Vote anew, says {one.id}." for one in (mentor, *others)})
    for one in agreeing:
        consultations.rule_on_words(one, made, version=1, agrees=True)
    return made

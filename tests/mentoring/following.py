"""What tests of outcomes share: a question with its accepted answer, and time that goes by."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.answering import Said, say_outcome
from exchange.mentoring.actions.asking_what_came import ask_what_came_of_it
from exchange.mentoring.models import FollowUp
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_person, a_reply, a_thread

ItIs = Callable[[datetime], None]


def an_answer(
    asker: Actor | None = None, mentor: Actor | None = None, **given: Any
) -> tuple[Thread, int]:
    """A question and the answer that its asker has accepted; gives its thread and the answer."""
    asker = asker or a_person()
    thread = a_thread(asker, **given)
    answer = a_reply(thread, mentor or a_mentor(), body="The municipality pays.")
    forum.accept_answer(asker, answer)
    return thread, answer


def rows_of(thread: Thread) -> dict[str, FollowUp]:
    """What is planned, was asked and said there, by its stage."""
    with transaction(None):
        found = select(FollowUp).where(FollowUp.thread_id == thread.id)
        rows = db.session.scalars(found.execution_options(populate_existing=True)).all()
    return {row.stage: row for row in rows}


def stages_of(thread: Thread) -> Sequence[str]:
    return sorted(rows_of(thread))


def fall_due(thread: Thread, *stages: str) -> None:
    """The time for these has come, and everybody is asked what they are to be asked."""
    with transaction(None):
        for row in db.session.scalars(select(FollowUp).where(FollowUp.thread_id == thread.id)):
            if row.stage in stages:
                row.due_at = now() - timedelta(hours=1)
    ask_what_came_of_it()


def asked(thread: Thread, stage: str = "month") -> int:
    """The asker was asked what came of it; gives the follow-up."""
    fall_due(thread, stage)
    return rows_of(thread)[stage].id


def said(asker: Actor, thread: Thread, outcome: str = "worked", sentence: str = "") -> int:
    """The asker was asked, and has said it; gives the follow-up."""
    made = asked(thread)
    version = rows_of(thread)["month"].edit_version
    say_outcome(asker, made, version=version, said=Said(outcome, sentence, "en"))
    return made

"""What an asker owes their mentor, and what happens when they say nothing.

After 30 days they are asked once more, by the sentence that their mentor wrote. After 30 more the
question waits for no mentor any more, so that it fills nobody's hands; whenever its asker writes
again it begins anew, with the mentor who had it.
"""

import logging
from contextlib import suppress
from datetime import datetime

from sqlalchemy import and_, or_, select

from exchange.forum.models import Post, Thread
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound
from exchange.mentoring.actions.following import end
from exchange.mentoring.actions.giving_up import give_up_if_over, is_forgotten
from exchange.mentoring.actions.letting_go import free
from exchange.mentoring.actions.routing import route
from exchange.mentoring.actions.rows import lock_question, note_step
from exchange.mentoring.actions.starting import go_on
from exchange.mentoring.events.clock import MoreAsked
from exchange.mentoring.events.questions import QuestionLeft
from exchange.mentoring.models import Question, QuestionStep
from exchange.mentoring.policy.clock import SILENT

log = logging.getLogger(__name__)


def let_stand(question: Question, sentence: str, lang: str, moment: datetime) -> None:
    """Until its asker has told more. Inside a transaction, with the question locked."""
    question.stopped_at, question.next_at = moment, moment + SILENT
    _ask(question, sentence, lang)


def _ask(question: Question, sentence: str, lang: str) -> None:
    """Its mentor does."""
    thread_id, mentor_id = question.thread_id, question.mentor_id
    asker_id = db.session.get_one(Thread, thread_id).author_id
    step = note_step(question, "needs_more", by_id=mentor_id, to_id=asker_id)
    step.note, step.lang = sentence, lang
    record(MoreAsked(thread_id, _opening(thread_id), step.id, asker_id, mentor_id or 0))


def _opening(thread_id: int) -> int:
    first = select(Post.id).where(Post.thread_id == thread_id, Post.parent_id.is_(None))
    return db.session.scalars(first).one()


def strike_silence(question: Question, moment: datetime) -> None:
    """The asker has said nothing since the clock stopped, or since they were asked again."""
    stopped, since = question.stopped_at, question.next_at
    if stopped is None or since is None:
        return
    if since >= stopped + 2 * SILENT:
        _give_it_up(question)
        return
    before = select(QuestionStep).where(
        QuestionStep.thread_id == question.thread_id, QuestionStep.what == "needs_more"
    )
    last = db.session.scalars(before.order_by(QuestionStep.id.desc()).limit(1)).one()
    _ask(question, last.note, last.lang)
    question.next_at = moment + SILENT


def _give_it_up(question: Question) -> None:
    """Its mentor hears that it is off their desk."""
    thread_id, mentor_id = question.thread_id, question.mentor_id
    end(question)
    step = note_step(question, "ended", to_id=mentor_id)
    if mentor_id is not None:
        record(QuestionLeft(thread_id, mentor_id, step.id))


def heed_what_stands() -> None:
    """Clocks that stand for nobody go on: the mentor's account is gone, or let go of the question
    when that did not yet start its clock. Those that nobody would look at get their moment, or
    stand with the coordinators. Others are asked what somebody had whose account is gone."""
    gone = and_(Question.mentor_id.is_(None), Question.taken_at.is_not(None))
    stray = or_(Question.mentor_id.is_(None), Question.next_at.is_(None))
    stand = and_(Question.stopped_at.is_not(None), stray)
    lost = select(Question.thread_id).where(
        Question.ended_at.is_(None), or_(stand, gone, is_forgotten())
    )
    with transaction(None):
        found = db.session.scalars(lost).all()
    for thread_id in sorted(found):
        try:
            _heed(thread_id)
        except Exception:
            log.exception("The clock of question %s stands, and could not be heeded", thread_id)


def _heed(thread_id: int) -> None:
    with suppress(NotFound), transaction(None):
        question = lock_question(thread_id)
        if question.ended_at is not None:
            return
        if question.mentor_id is None:
            _say_if_its_mentor_is_gone(question)
            go_on(question)
            give_up_if_over(question)
            route(question)
        elif question.stopped_at is not None and question.next_at is None:
            question.next_at = question.stopped_at + SILENT


def _say_if_its_mentor_is_gone(question: Question) -> None:
    """To its asker, who was told of that mentor: nobody has it now. The log names nobody."""
    if question.taken_at is not None:
        step = free(question, "role")
        record(QuestionLeft(question.thread_id, 0, step.id))

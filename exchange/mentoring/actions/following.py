"""A question follows its thread: begins, ends and begins anew as that takes answers or does not.

Inside what the forum does, which has locked and settled the thread by then: rows only, no events.
Whom that asks is told by notifications, which hear of the same things.
"""

from sqlalchemy import select

from exchange.forum.models import Thread
from exchange.kernel.clock import now
from exchange.kernel.db import also_changes, db
from exchange.mentoring.actions.asking import (
    ask_first,
    ask_until_three,
    lapse_proposal,
    lapse_proposals,
    lapse_taken,
    waiting_for_answer,
)
from exchange.mentoring.actions.letting_go import free
from exchange.mentoring.actions.putting_back import keep_clock, put_clock_back
from exchange.mentoring.actions.rows import find_question, note_step
from exchange.mentoring.actions.starting import start_clock
from exchange.mentoring.models import Question, QuestionStep
from exchange.mentoring.policy.clock import has_fallen_silent, is_past_promise
from exchange.mentoring.queries.fit import is_mentor_still, who_may_still

USUAL_STANDS_ON = ("threads",)  # how soon one hears is counted by these moments: kept for guests


def follow_thread(thread_id: int, by_id: int | None) -> None:
    """What its question is now, after somebody did something to the thread; twice is once."""
    thread, question = db.session.get(Thread, thread_id), find_question(thread_id)
    if thread is None:
        return
    if question is None:
        if thread.kind == "question":
            begin(thread)
    elif takes_answers(thread):
        if question.ended_at is not None and not has_fallen_silent(question):
            begin_anew(question, by_id)
    elif question.ended_at is None or _is_answered_since(thread, question):
        was_over = question.ended_at is not None  # then whoever had it has heard so
        end(question)
        lost = None if was_over or question.mentor_id == by_id else question.mentor_id
        who = None if was_over else by_id
        note_step(question, _how_it_ended(thread), by_id=who, to_id=lost)


def takes_answers(thread: Thread) -> bool:
    """Whether it is a question that waits for a mentor's answer, and can be given one."""
    is_shut = thread.locked_at or thread.hidden_at or thread.deleted_at
    return thread.kind == "question" and thread.state in ("waiting", "replied") and not is_shut


def _is_answered_since(thread: Thread, question: Question) -> bool:
    """It had ended for another reason, and a mentor has answered meanwhile."""
    answered_at = thread.first_mentor_at if thread.kind == "question" else None
    return answered_at is not None and question.answered_at is None


def begin(thread: Thread) -> None:
    """The clock starts, and the first mentors are asked; of one that has its answer already, or
    takes none, it has stopped before."""
    question = Question(thread_id=thread.id)
    start_clock(question)
    db.session.add(question)
    db.session.flush()
    note_step(question, "asked", by_id=thread.author_id)
    if takes_answers(thread):
        ask_first(question)
        return
    question.started_at = thread.started_at
    end(question)


def mark_from_confidence(thread_id: int) -> None:
    """It waited for nobody here, and whoever began its thread is not who asked. A discussion has
    a row too, over from the start: somebody may make it a question."""
    question = find_question(thread_id)
    if question is None:
        question = Question(thread_id=thread_id)
        start_clock(question)
        db.session.add(question)
        end(question)
    question.is_from_confidence = True


def end(question: Question) -> None:
    """It waits for no mentor any more. An answer to what was over already does not end it again."""
    thread = db.session.get_one(Thread, question.thread_id)
    question.ended_at, question.next_at = question.ended_at or now(), None
    question.answered_at = thread.first_mentor_at
    if question.answered_at is not None and question.answered_at < question.started_at:
        put_clock_back(question, thread, question.answered_at)
    also_changes(USUAL_STANDS_ON)
    lapse_proposals(question)


def _how_it_ended(thread: Thread) -> str:
    return "answered" if thread.state == "answered" else "ended"


def begin_anew(question: Question, by_id: int | None, *, is_to_tell: bool = False) -> None:
    """With a clock of its own; whoever had it has it still, if they may. `is_to_tell`: they, or
    others who are asked, hear of it with all else that the clock has for them."""
    _note_broken_promise(question)
    kept = keep_clock(question)
    question.ended_at = question.answered_at = None
    start_clock(question)
    also_changes(USUAL_STANDS_ON)
    mentor_id = question.mentor_id
    if mentor_id is not None and mentor_id not in who_may_still(question.thread_id, {mentor_id}):
        free(question, "room" if is_mentor_still(mentor_id) else "role")
    has_it = question.mentor_id if question.mentor_id != by_id and not is_to_tell else None
    note_step(question, "begun_anew", by_id=by_id, to_id=has_it).told_with = kept
    if question.mentor_id is None:
        lapse_taken(question)
    ask_until_three(question, is_to_tell=is_to_tell)


def _note_broken_promise(question: Question) -> None:
    """Before its clock is forgotten, where the worker had not come to it when it was answered."""
    due_at = question.due_at
    if due_at is None or not is_past_promise(question, now()):
        return
    noted = select(QuestionStep.id).where(
        QuestionStep.thread_id == question.thread_id,
        QuestionStep.what == "past_promise",
        QuestionStep.made_at == due_at,
    )
    if db.session.scalar(noted.limit(1)) is None:
        note_step(question, "past_promise").made_at = due_at


def follow_move(thread_id: int, by_id: int | None) -> None:
    """The thread stands in another category: who may not enter there has nothing to do with its
    question any more, and others are asked."""
    follow_thread(thread_id, by_id)
    question = find_question(thread_id)
    if question is None or question.ended_at is not None:
        return
    concerned = set(waiting_for_answer(question))
    concerned |= {question.mentor_id} if question.mentor_id is not None else set()
    gone = concerned - who_may_still(thread_id, concerned)
    if question.mentor_id in gone:
        free(question, "room")
    for account_id in sorted(gone):
        lapse_proposal(question, account_id)
    ask_until_three(question)

"""Whom a question is put to: rows only, so that it may stand inside what the forum does."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, insert, select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, upsert
from exchange.mentoring.actions.rows import note_steps
from exchange.mentoring.fitness import Fitness
from exchange.mentoring.models import Proposal, Question
from exchange.mentoring.policy.questions import is_up
from exchange.mentoring.queries.fit import first_fits_of, fits_of

AT_ONCE = 3  # mentors who are asked


def ask_until_three(question: Question, *, is_to_tell: bool = False) -> Sequence[int]:
    """As many as are needed for three to think about it; gives whom. `is_to_tell`: they hear of it
    with all else that the clock has for them."""
    here = _proposals(question)
    waiting = sum(one.answer == "" for one in here.values())
    return _ask(question, AT_ONCE - waiting, here, is_to_tell)


def ask_first(question: Question) -> Sequence[int]:
    """Three, of a question that was never put to anybody."""
    if question.ended_at is not None or not is_up(question):
        return []
    return _put_to(question, first_fits_of(question.thread_id, AT_ONCE), {})


def ask_three_more(question: Question, *, is_to_tell: bool = False) -> Sequence[int]:
    """Whoever else is thinking about it."""
    return _ask(question, AT_ONCE, _proposals(question), is_to_tell)


def _ask(
    question: Question, number: int, here: Mapping[int, Proposal], is_to_tell: bool = False
) -> Sequence[int]:
    """Nobody again who has declined it or given it back, nor who thinks about it or has it."""
    if question.ended_at is not None or not is_up(question) or number <= 0:
        return []
    passed = {one.account_id for one in here.values() if one.answer != "lapsed"}
    passed.add(question.mentor_id or 0)
    fits = fits_of(question.thread_id)
    chosen = [one for one in fits if one.is_free and one.mentor_id not in passed][:number]
    return _put_to(question, chosen, here, is_to_tell=is_to_tell)


def _put_to(
    question: Question,
    chosen: Sequence[Fitness],
    here: Mapping[int, Proposal],
    *,
    is_to_tell: bool = False,
) -> Sequence[int]:
    _propose(question, chosen, here)
    people = [one.mentor_id for one in chosen]
    note_steps(question, "proposed", people, is_to_tell=is_to_tell)
    return people


def _propose(question: Question, chosen: Sequence[Fitness], here: Mapping[int, Proposal]) -> None:
    """In two statements, where nobody was asked before."""
    moment, fresh = now(), []
    for one in chosen:
        if (row := here.get(one.mentor_id)) is not None:
            row.reasons, row.proposed_at = one.as_reasons(), moment
            row.answer, row.answered_at = "", None
        else:
            asked = {"account_id": one.mentor_id, "reasons": one.as_reasons()}
            fresh.append({"thread_id": question.thread_id, "proposed_at": moment, **asked})
    db.session.flush()
    if fresh:
        db.session.execute(insert(Proposal), fresh)


def _proposals(question: Question) -> Mapping[int, Proposal]:
    found = select(Proposal).where(Proposal.thread_id == question.thread_id)
    rows = db.session.scalars(found.execution_options(populate_existing=True))
    return {one.account_id: one for one in rows}


def answer_to(question: Question, account_id: int) -> str | None:
    """What this mentor said to being asked; None if they were not."""
    theirs = (Proposal.thread_id == question.thread_id) & (Proposal.account_id == account_id)
    return db.session.scalar(select(Proposal.answer).where(theirs))


def answer_proposal(question: Question, account_id: int, answer: str) -> None:
    """What came of asking this mentor, if they were asked at all. That they decline what they had
    without being asked is kept too: they are not asked next."""
    if answer == "declined":
        _note_declined(question, account_id)
        return
    theirs = (Proposal.thread_id == question.thread_id) & (Proposal.account_id == account_id)
    _set(theirs, answer)


def lapse_proposals(question: Question) -> None:
    """Nobody need think about it any more."""
    _set((Proposal.thread_id == question.thread_id) & (Proposal.answer == ""), "lapsed")


def lapse_taken(question: Question) -> None:
    """Nobody has it any more, and whoever had it may be asked again."""
    _set((Proposal.thread_id == question.thread_id) & (Proposal.answer == "taken"), "lapsed")


def waiting_for_answer(question: Question) -> Sequence[int]:
    """The mentors who think about it."""
    here = (Proposal.thread_id == question.thread_id) & (Proposal.answer == "")
    return db.session.scalars(select(Proposal.account_id).where(here)).all()


def lapse_proposal(question: Question, account_id: int) -> None:
    """One who may not any more."""
    theirs = (Proposal.thread_id == question.thread_id) & (Proposal.account_id == account_id)
    _set(theirs & (Proposal.answer == ""), "lapsed")


def _note_declined(question: Question, account_id: int) -> None:
    says = {"answer": "declined", "answered_at": now()}
    row = upsert(Proposal).values(thread_id=question.thread_id, account_id=account_id, **says)
    db.session.flush()
    db.session.execute(
        row.on_conflict_do_update(index_elements=["thread_id", "account_id"], set_=says),
        execution_options={"synchronize_session": False},
    )


def _set(which: ColumnElement[bool], answer: str) -> None:
    db.session.flush()
    db.session.execute(
        update(Proposal).where(which).values(answer=answer, answered_at=now()),
        execution_options={"synchronize_session": False},
    )

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import Proposal, Question
from exchange.mentoring.policy.questions import is_up_in_sql
from exchange.people.actor import Actor
from exchange.text.languages import BY_CODE, reads_alike
from exchange.text.wording import lazy as _l

_theirs = aliased(Proposal)


def may_see_all_questions(actor: Actor) -> Ruling:
    """Loads and ages of others are for coordinators of mentoring alone."""
    if actor.is_mentoring_coordinator:
        return ALLOWED
    return denied(_l("Coordinators of mentoring do this."))


def languages_read_by(actor: Actor) -> tuple[str, ...]:
    """All codes of languages that they need no translation from."""
    mine = actor.reads or (actor.language,)
    return tuple(code for code in BY_CODE if any(reads_alike(code, one) for one in mine))


def is_open_for(eyes: Actor) -> ColumnElement[bool]:
    """Questions that wait for a mentor, where they may be read."""
    return and_(Question.ended_at.is_(None), visible_to(eyes))


def is_free_for(mentor_id: Any, languages: Sequence[str]) -> ColumnElement[bool]:
    """Nobody has it, in a language that this mentor reads, and they neither ask it nor are asked
    whether they take it, nor have they declined."""
    asked = exists().where(
        _theirs.thread_id == Question.thread_id,
        _theirs.account_id == mentor_id,
        _theirs.answer != "lapsed",  # others took it meanwhile, and have it no more
    )
    return and_(
        Question.mentor_id.is_(None),
        Thread.author_id != mentor_id,
        Thread.lang.in_(languages),
        ~asked,
    )


def is_on_desk_of(mentor_id: Any) -> ColumnElement[bool]:
    """They have it, or are asked whether they take it."""
    asked = exists().where(
        _theirs.thread_id == Question.thread_id,
        _theirs.account_id == mentor_id,
        _theirs.answer == "",
    )
    return or_(Question.mentor_id == mentor_id, and_(is_up_in_sql(), asked))


def on_desk_of(mentor_id: Any) -> list[Select[int]]:
    """Among these are all of which `is_on_desk_of` is true: they have it, or are asked."""
    has = select(Question.thread_id).where(
        Question.mentor_id == mentor_id, Question.ended_at.is_(None)
    )
    asked = select(_theirs.thread_id).where(_theirs.account_id == mentor_id, _theirs.answer == "")
    return [has, asked]

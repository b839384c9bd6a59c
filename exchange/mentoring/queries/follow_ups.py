"""What one person is asked about the answers to their questions, and what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, and_, bindparam, or_, select

from exchange.forum.models import Post, Thread
from exchange.forum.policy import visible_to
from exchange.kernel.clock import in_milliseconds
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.mentoring.models import FollowUp
from exchange.mentoring.outcomes import OUTCOMES
from exchange.mentoring.policy.following import (
    FollowUpFacts,
    holds_for,
    is_of_accepted,
    is_open_to,
)
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.text.mentions import names_only
from exchange.text.wording import Lazy

MOST = 200  # of one person, on one page


class FollowUpRow(NamedTuple):
    """Something that its asker was asked."""

    id: int
    stage: str
    thread_id: int
    title: str
    thread_lang: str
    is_sample: bool
    asked_at: datetime
    answered_at: datetime | None
    outcome: str
    sentence: str
    lang: str
    edit_version: int

    @property
    def is_open(self) -> bool:
        return not self.outcome

    @property
    def outcome_name(self) -> Lazy:
        return OUTCOMES[self.outcome]


class AnswerRow(NamedTuple):
    """The answer that it is about."""

    post_id: int
    html: str
    lang: str
    author_id: int
    author: str
    is_standing: bool

    @property
    def words(self) -> Markup:
        return Markup(names_only(self.html))  # noqa: S704  it came through the walls


@dataclass(frozen=True, slots=True)
class FollowUpList:
    """All that mentoring/follow_ups.html shows."""

    open: Sequence[FollowUpRow]
    answered: Sequence[FollowUpRow]


@dataclass(frozen=True, slots=True)
class FollowUpPage:
    """All that mentoring/follow_up.html shows. The answer is None if nobody can read it now."""

    row: FollowUpRow
    answer: AnswerRow | None
    facts: FollowUpFacts


def _rows(eyes: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            FollowUp.id,
            FollowUp.stage,
            FollowUp.thread_id,
            Thread.title,
            Thread.lang.label("thread_lang"),
            Thread.is_sample,
            FollowUp.asked_at,
            FollowUp.answered_at,
            FollowUp.outcome,
            FollowUp.sentence,
            FollowUp.lang,
            FollowUp.edit_version,
        )
        .join(Thread, Thread.id == FollowUp.thread_id)
        .where(
            Thread.author_id == bindparam("me"), FollowUp.asked_at.is_not(None), visible_to(eyes)
        )
    )


@built_once
def _list(eyes: Actor) -> Reading[FollowUpRow]:
    shown = or_(is_open_to(eyes), and_(FollowUp.outcome != "", holds_for(eyes)))
    newest = (FollowUp.asked_at.desc(), FollowUp.id.desc())
    return Reading(FollowUpRow, _rows(eyes).where(shown).order_by(*newest).limit(MOST))


@built_once
def _one(eyes: Actor) -> Reading[FollowUpRow]:
    mine = _rows(eyes).where(FollowUp.id == bindparam("follow_up_id"))
    return Reading(FollowUpRow, mine.where(FollowUp.stage != "accept"))


_ANSWER = Reading(
    AnswerRow,
    select(
        Post.id.label("post_id"),
        Post.html,
        Post.lang,
        Post.author_id,
        Account.name.label("author"),
        is_of_accepted().label("is_standing"),
    )
    .select_from(FollowUp)
    .join(Thread, Thread.id == FollowUp.thread_id)
    .join(Post, Post.id == FollowUp.post_id)
    .join(Account, Account.id == Post.author_id)
    .where(
        FollowUp.id == bindparam("follow_up_id"),
        Post.hidden_at.is_(None),
        Post.deleted_at.is_(None),
    ),
)


class _Anew(NamedTuple):
    id: int


@built_once
def _anew(eyes: Actor) -> Reading[_Anew]:
    began_anew = FollowUp.asked_at.is_(None) & (FollowUp.edit_version > 1)
    mine = (FollowUp.id == bindparam("follow_up_id")) & (Thread.author_id == bindparam("me"))
    found = select(FollowUp.id).join(Thread, Thread.id == FollowUp.thread_id)
    return Reading(_Anew, found.where(mine, began_anew, visible_to(eyes)))


def follow_up_list(actor: Actor) -> FollowUpList:
    """What is open, and what was said; the newest first. Of one thread the newest question."""
    rows = _list(actor.eyes).all(me=actor.id)
    newest = {row.thread_id: row.id for row in reversed(rows) if row.is_open}
    return FollowUpList(
        open=[row for row in rows if newest.get(row.thread_id) == row.id],
        answered=[row for row in rows if not row.is_open],
    )


def asked_at(actor: Actor, at: int) -> Sequence[FollowUpRow]:
    """What this person was asked at that moment, in milliseconds, and has not answered; in order
    of their questions."""
    rows = [row for row in follow_up_list(actor).open if in_milliseconds(row.asked_at) == at]
    return sorted(rows, key=lambda row: row.id)


def follow_up_page(actor: Actor, follow_up_id: int) -> FollowUpPage:
    """NotFound for all but its asker, and for what was not asked."""
    row = _one(actor.eyes).first(me=actor.id, follow_up_id=follow_up_id)
    if row is None:
        raise NotFound
    answer = _ANSWER.first(follow_up_id=follow_up_id)
    is_standing = bool(answer and answer.is_standing)
    return FollowUpPage(row, answer, FollowUpFacts(actor.id, is_standing))


def has_begun_anew(actor: Actor, follow_up_id: int) -> bool:
    """Whether it was about an answer in whose place its asker, this actor, accepted another: of
    that one they are asked in its time."""
    return _anew(actor.eyes).first(me=actor.id, follow_up_id=follow_up_id) is not None

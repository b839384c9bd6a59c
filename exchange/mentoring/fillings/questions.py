"""Where a question is, beside its thread: for whoever asked, for mentors and for coordinators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import g

from exchange.forum.queries import ThreadHead
from exchange.kernel.slots import fills
from exchange.mentoring.policy.clock import may_ask_more
from exchange.mentoring.policy.questions import (
    may_decline,
    may_give_back,
    may_hand_over,
    may_read_steps,
    may_take,
    may_widen,
)
from exchange.mentoring.queries.usual import usual_days
from exchange.mentoring.queries.way import StepRow, WayRow, asked_of, find_way, said, steps_of
from exchange.mentoring.vocabulary import ANSWER_WORDS, STEP_WORDS
from exchange.people.actor import Actor
from exchange.text.wording import Lazy
from exchange.web.addresses import current_code


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A mentor who was asked, as coordinators see them."""

    name: str
    answer: Lazy
    why: str


@dataclass(frozen=True, slots=True)
class Where:
    """What stands beside a question for one reader, on a page in this language."""

    lang: str
    zone: str
    way: WayRow
    is_asker: bool
    is_its_mentor: bool
    promised_at: datetime | None
    usual: int | None  # days until there is an answer, where nothing is promised
    why: str  # a mentor who is asked is told why
    may_take: bool
    may_decline: bool
    may_give_back: bool
    may_hand_over: bool
    may_widen: bool
    may_ask_more: bool
    asked: Sequence[AskedLine]
    steps: Sequence[StepRow]
    step_words: Mapping[str, Lazy]

    @property
    def stands_above(self) -> bool:
        """Whoever asked reads on top of their thread who has it and when they hear."""
        return self.is_asker and self.way.ended_at is None

    @property
    def is_for_more(self) -> bool:
        """Whether there is anything to do or to read up on."""
        things = (self.may_take, self.may_hand_over, self.may_widen, self.asked, self.steps)
        return any(things)


@fills("thread.top", "mentoring/where_on_top.html")
def who_has_it(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, Where]:
    """On the first screen, in one line, for whoever asked."""
    return {one: where for one, where in _wheres(actor, threads).items() if where.stands_above}


@fills("thread.where", "mentoring/where.html")
def where_it_is(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, Where]:
    """For those whom it concerns, unless all of it stands above: that is said once."""
    found = _wheres(actor, threads)
    return {
        one: where for one, where in found.items() if not where.stands_above or where.is_for_more
    }


def _wheres(actor: Actor, threads: Sequence[ThreadHead]) -> Mapping[int, Where]:
    """Looked up once for both places of the page: one question to the database for whoever asked,
    for mentors and for coordinators, none for anybody else."""
    known: dict[int, Where | None] = g.setdefault("wheres", {})
    for one in threads:
        if one.id not in known:
            known[one.id] = _find_where(actor, one)
    return {one.id: where for one in threads if (where := known[one.id]) is not None}


def _find_where(actor: Actor, thread: ThreadHead) -> Where | None:
    way = find_way(actor, thread.id) if _may_concern(actor, thread) else None
    return _where(actor, way) if way and _concerns(actor, way) else None


def _may_concern(actor: Actor, thread: ThreadHead) -> bool:
    is_theirs = actor.is_signed_in and actor.id == thread.author_id
    return thread.is_question and (is_theirs or actor.is_mentor or actor.is_mentoring_coordinator)


def _concerns(actor: Actor, way: WayRow) -> bool:
    """Once it has ended, those alone who read the log."""
    if way.ended_at is not None:
        return may_read_steps(actor, way.asker_id, way)
    return actor.id == way.asker_id or actor.is_mentor or actor.is_mentoring_coordinator


def _where(actor: Actor, way: WayRow) -> Where:
    may_decline_it = bool(may_decline(actor, way, way.answer)) and way.answer == ""
    sees_all = actor.is_mentoring_coordinator
    return Where(
        lang=current_code(),
        zone=actor.timezone,
        way=way,
        is_asker=actor.id == way.asker_id,
        is_its_mentor=way.mentor_id == actor.id,
        promised_at=way.promised_at,
        usual=_usual(actor, way),
        why=said(way.reasons) if may_decline_it else "",
        may_take=bool(may_take(actor, way.asker_id, way)),
        may_decline=may_decline_it,
        may_give_back=bool(may_give_back(actor, way)),
        may_hand_over=bool(may_hand_over(actor, way)),
        may_widen=bool(may_widen(actor, way)),
        may_ask_more=bool(may_ask_more(actor, way)),
        asked=_asked(way.thread_id) if sees_all else (),
        steps=steps_of(actor, way.thread_id) if may_read_steps(actor, way.asker_id, way) else (),
        step_words=STEP_WORDS,
    )


def _usual(actor: Actor, way: WayRow) -> int | None:
    """For whoever waits without a promise: how soon others had their answer."""
    is_waiting = actor.id == way.asker_id and way.ended_at is None
    return usual_days(way.category_id) if is_waiting and not way.days else None


def _asked(thread_id: int) -> Sequence[AskedLine]:
    rows = asked_of(thread_id)
    return [AskedLine(one.name, ANSWER_WORDS[one.answer], said(one.reasons)) for one in rows]

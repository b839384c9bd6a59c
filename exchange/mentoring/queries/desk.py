"""Everybody's own desk: what waits for a mentor, and where an asker's questions are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BindParameter,
    Date,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.forum.queries.drafts import HOW_MANY
from exchange.kernel.clock import now
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.policy import IN_WORK
from exchange.mentoring.models import DaysAway, Question
from exchange.mentoring.policy.desk import (
    is_free_for,
    is_on_desk_of,
    is_open_for,
    languages_read_by,
    on_desk_of,
)
from exchange.mentoring.queries.consultations.drafts import how_many_begun
from exchange.mentoring.queries.consultations.lists import how_many_wait
from exchange.mentoring.queries.lines import (
    BY_PROMISE,
    QUESTIONS,
    QuestionLine,
    lines_of,
    question_lines,
)
from exchange.people.actor import Actor

MOST_FREE = 10  # the rest are in the forum's list of questions that wait for a mentor
MOST_ASKED = 10  # the rest are on a page of their own
PAGE_SIZE = 30  # of that page
MOST_OWN = 20
LATELY = timedelta(days=30)
A_WEEK = 7
_NEVER = datetime.max.replace(tzinfo=UTC)
_ME: BindParameter[int] = bindparam("me")


class _Extra(NamedTuple):
    what: str  # draft, experience, away, consultation
    number: int
    first_day: date | None
    last_day: date | None


class Absence(NamedTuple):
    """Days on which a mentor takes no questions, both included."""

    first_day: date
    last_day: date


class DayAhead(NamedTuple):
    """One day of the week at a glance."""

    day: date
    due: Sequence[QuestionLine]
    is_away: bool


@dataclass(frozen=True)
class Desk:
    """All that mentoring/desk.html shows."""

    taken: Sequence[QuestionLine]
    asked: Sequence[QuestionLine]
    asked_count: int  # with those that are not shown here
    free: Sequence[QuestionLine]
    has_more_free: bool
    own: Sequence[QuestionLine]
    drafts: int
    experiences: int  # drafts of them
    consultations: int  # that wait for them
    away: Sequence[Absence]
    now: datetime
    zone: str

    @property
    def late(self) -> int:
        """How many of one's own are past their promise."""
        return sum(line.is_late(self.now) for line in self.taken)

    @cached_property
    def week(self) -> Sequence[DayAhead]:
        """Today and the six days after it, in the reader's zone; what is late is due today."""
        here = ZoneInfo(self.zone)
        today = self.now.astimezone(here).date()
        return [self._day_ahead(today + timedelta(days=n), today) for n in range(A_WEEK)]

    def _day_ahead(self, day: date, today: date) -> DayAhead:
        due = [line for line in self.taken if _due_on(line, today) == day]
        away = any(one.first_day <= day <= one.last_day for one in self.away)
        return DayAhead(day, due, away)


def _due_on(line: QuestionLine, today: date) -> date | None:
    if line.promised_at is None or line.stopped_at:
        return None
    return max(line.promised_at.astimezone(ZoneInfo(line.zone)).date(), today)


@built_once
def _concerning(eyes: Actor, is_mentor: bool) -> Reading[QuestionLine]:
    """What one has asked, open or lately ended, and what waits for one as a mentor. What one has
    published for another is theirs to see to only as long as it waits."""
    lately = or_(*(at > bindparam("since") for at in (Question.ended_at, Question.answered_at)))
    is_news = and_(lately, Question.is_from_confidence.is_(False))
    shown = or_(Question.ended_at.is_(None), is_news)
    own = and_(Thread.author_id == _ME, visible_to(eyes), shown)
    found = [QUESTIONS.where(Thread.author_id == _ME, shown)]
    if is_mentor:
        own = or_(own, and_(is_open_for(eyes), is_on_desk_of(_ME)))
        found += on_desk_of(_ME)
    # Each is found by its own index: of the condition as a whole, every question would be asked.
    those = Question.thread_id.in_(union(*found).scalar_subquery())
    return Reading(QuestionLine, question_lines(_ME).where(those, own).order_by(*BY_PROMISE))


@built_once
def _free(eyes: Actor, languages: tuple[str, ...]) -> Reading[QuestionLine]:
    chosen = QUESTIONS.where(is_open_for(eyes), is_free_for(_ME, languages)).limit(MOST_FREE + 1)
    return Reading(QuestionLine, lines_of(_ME, chosen))


_NO_DAY = cast(null(), Date)


@built_once
def _extras(writer: Actor | None) -> Reading[_Extra]:
    """One trip for all that is counted beside the questions. `writer` has the roles of whoever
    asks, if they may write: then what they began in confidence, or are to answer, counts too."""
    drafts = HOW_MANY + how_many_begun(writer) if writer else HOW_MANY
    waiting = how_many_wait(writer) if writer else literal(0)
    counted = union_all(
        select(
            literal("draft").label("what"),
            drafts.label("number"),
            _NO_DAY.label("first_day"),
            _NO_DAY.label("last_day"),
        ),
        select(literal("consultation"), waiting, _NO_DAY, _NO_DAY),
        select(literal("experience"), func.count(), _NO_DAY, _NO_DAY)
        .select_from(ExperienceAuthor)
        .join(Experience, Experience.id == ExperienceAuthor.experience_id)
        .where(
            ExperienceAuthor.account_id == bindparam("me"),
            ExperienceAuthor.role == "author",
            Experience.state.in_(sorted(IN_WORK)),
        ),
        select(literal("away"), DaysAway.id, DaysAway.first_day, DaysAway.last_day).where(
            DaysAway.account_id == bindparam("me"), DaysAway.last_day >= bindparam("today")
        ),
    )
    return Reading(_Extra, counted)


def desk_of(actor: Actor) -> Desk:
    """What waits for the actor, who may be a mentor, an asker, or both. Three statements."""
    moment = now()
    lines = _concerning(actor.eyes, actor.is_mentor).all(me=actor.id, since=moment - LATELY)
    free = _free(actor.eyes, languages_read_by(actor)).all(me=actor.id) if actor.is_mentor else []
    today = moment.astimezone(ZoneInfo(actor.timezone)).date()
    writer = Actor(roles=actor.roles) if actor.may_write else None
    extras = _extras(writer).all(me=actor.id, today=today)
    counts: Mapping[str, int] = {one.what: one.number for one in extras}
    others = [line for line in lines if line.author_id != actor.id]
    asked = _asked(lines, actor.id)
    return Desk(
        taken=[line for line in others if line.mentor_id == actor.id],
        asked=asked[:MOST_ASKED],
        asked_count=len(asked),
        free=free[:MOST_FREE],
        has_more_free=len(free) > MOST_FREE,
        own=_newest([line for line in lines if line.author_id == actor.id]),
        drafts=counts.get("draft", 0),
        experiences=counts.get("experience", 0),
        consultations=counts.get("consultation", 0),
        away=[
            Absence(one.first_day, one.last_day) for one in extras if one.first_day and one.last_day
        ],
        now=moment,
        zone=actor.timezone,
    )


@dataclass(frozen=True, slots=True)
class AskedPage:
    """All that mentoring/asked.html shows."""

    asked: Sequence[QuestionLine]
    taken: int  # how many the reader has
    pages: Pages
    now: datetime


def asked_page(actor: Actor, number: int) -> AskedPage:
    """Everything that the actor is asked to take, in the order of the desk; NotFound past the last
    page. One statement."""
    moment = now()
    lines = _concerning(actor.eyes, actor.is_mentor).all(me=actor.id, since=moment)
    asked = _asked(lines, actor.id)
    pages = Pages(number, PAGE_SIZE, len(asked))
    if number > pages.last:
        raise NotFound
    taken = sum(line.mentor_id == actor.id for line in lines)
    return AskedPage(asked[pages.offset :][:PAGE_SIZE], taken, pages, moment)


def _asked(lines: Sequence[QuestionLine], me: int) -> Sequence[QuestionLine]:
    """What is promised first stands first, then the newest."""
    asked = [line for line in lines if me not in (line.author_id, line.mentor_id)]
    asked.sort(key=lambda line: (line.started_at, line.thread_id), reverse=True)
    return sorted(asked, key=lambda line: line.promised_at or _NEVER)


def _newest(own: Sequence[QuestionLine]) -> Sequence[QuestionLine]:
    """Those that wait first."""
    newest = sorted(own, key=lambda line: (line.started_at, line.thread_id), reverse=True)
    return sorted(newest, key=lambda line: line.ended_at is not None)[:MOST_OWN]

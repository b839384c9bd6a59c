"""What is known of a question and of all mentors to whom it could be put, in four statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, or_, select

from exchange.forum.models import Category, Post, Thread, ThreadTag
from exchange.forum.rooms import let_into_room, moderates
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.mentoring.fitness import Asked, Fitness, MentorFacts, choose_first, rank
from exchange.mentoring.models import DaysAway, MentorProfile, Proposal, Question
from exchange.mentoring.models.who import USUALLY_OPEN
from exchange.mentoring.policy.questions import is_up_in_sql
from exchange.people.models import Account, Expertise, Organisation

LATELY = timedelta(days=90)


class _Asked(NamedTuple):
    thread_id: int
    asker_id: int
    lang: str
    country: str
    category_id: int
    in_room: bool
    is_sample: bool


class _Mentor(NamedTuple):
    id: int
    timezone: str
    reads: list[str]
    writes: list[str] | None
    countries: list[str] | None
    most_open: int | None
    country: str | None
    open: int
    helped: int
    asked_lately: int
    last_asked_at: datetime | None
    waiting: int
    taken_lately: int


class _Theme(NamedTuple):
    account_id: int
    tag_id: int
    level: str


class _Away(NamedTuple):
    account_id: int
    first_day: date
    last_day: date


_ASKED = Reading(
    _Asked,
    select(
        Thread.id.label("thread_id"),
        Thread.author_id.label("asker_id"),
        Thread.lang,
        func.coalesce(Thread.country, "").label("country"),
        Thread.category_id,
        Thread.in_room,
        Account.is_sample,
    )
    .join(Account, Account.id == Thread.author_id)
    .where(Thread.id == bindparam("thread_id")),
)
IS_MENTOR = and_(
    Account.is_mentor.is_(True),
    Account.confirmed_at.is_not(None),
    Account.admitted_at.is_not(None),
    Account.suspended_at.is_(None),
)
_open = (
    select(Question.mentor_id.label("id"), func.count().label("number"))
    .where(Question.ended_at.is_(None), Question.mentor_id.is_not(None))
    .group_by(Question.mentor_id)
    .subquery()
)
_helped = (
    select(Post.author_id.label("id"), func.count().label("number"))
    .join(Thread, Thread.accepted_post_id == Post.id)
    .where(
        Thread.author_id == bindparam("asker_id"),
        Thread.accepted_by_id == bindparam("asker_id"),
        Thread.deleted_at.is_(None),
        Thread.hidden_at.is_(None),
    )
    .group_by(Post.author_id)
    .subquery()
)
_asked = (
    select(
        Proposal.account_id.label("id"),
        func.count().label("number"),
        func.max(Proposal.proposed_at).label("last_at"),
    )
    .where(Proposal.proposed_at > bindparam("since"))
    .group_by(Proposal.account_id)
    .subquery()
)
_holder = Question.mentor_id + 0  # the index would be walked, row by row, for nothing
_taken = (
    select(_holder.label("id"), func.count().label("number"))
    .where(Question.taken_at > bindparam("since"))
    .group_by(_holder)
    .subquery()
)
_waiting = (
    select(Proposal.account_id.label("id"), func.count().label("number"))
    .join(Question, Question.thread_id == Proposal.thread_id)
    .where(Proposal.answer == "", Question.ended_at.is_(None), is_up_in_sql())
    .group_by(Proposal.account_id)
    .subquery()
)
# Rooms are asked of each mentor by the one condition that the forum knows.
_MENTORS = Reading(
    _Mentor,
    select(
        Account.id,
        Account.timezone,
        Account.reads,
        MentorProfile.writes,
        MentorProfile.countries,
        MentorProfile.most_open,
        Organisation.country,
        func.coalesce(_open.c.number, 0).label("open"),
        func.coalesce(_helped.c.number, 0).label("helped"),
        func.coalesce(_asked.c.number, 0).label("asked_lately"),
        _asked.c.last_at.label("last_asked_at"),
        func.coalesce(_waiting.c.number, 0).label("waiting"),
        func.coalesce(_taken.c.number, 0).label("taken_lately"),
    )
    .select_from(Account)
    .join(Category, Category.id == bindparam("category_id"))
    .outerjoin(MentorProfile, MentorProfile.account_id == Account.id)
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .outerjoin(_open, _open.c.id == Account.id)
    .outerjoin(_helped, _helped.c.id == Account.id)
    .outerjoin(_asked, _asked.c.id == Account.id)
    .outerjoin(_waiting, _waiting.c.id == Account.id)
    .outerjoin(_taken, _taken.c.id == Account.id)
    .where(
        IS_MENTOR,
        Account.id != bindparam("asker_id"),
        Account.is_sample == bindparam("is_sample"),  # nobody is asked about what is invented
        or_(Category.is_room.is_(False), let_into_room(), moderates()),
    )
    .order_by(Account.id),
)
_THEMES = Reading(
    _Theme,
    select(Expertise.account_id, Expertise.tag_id, Expertise.level)
    .join(ThreadTag, ThreadTag.tag_id == Expertise.tag_id)
    .where(ThreadTag.thread_id == bindparam("thread_id")),
)
_AWAY = Reading(
    _Away,
    select(DaysAway.account_id, DaysAway.first_day, DaysAway.last_day).where(
        DaysAway.first_day <= bindparam("tomorrow"), DaysAway.last_day >= bindparam("yesterday")
    ),
)


class _Person(NamedTuple):
    id: int


_STILL = Reading(
    _Person,
    select(Account.id)
    .join(Thread, Thread.id == bindparam("thread_id"))
    .join(Category, Category.id == Thread.category_id)
    .where(
        IS_MENTOR,
        Account.id.in_(bindparam("people", expanding=True)),
        or_(Category.is_room.is_(False), let_into_room(), moderates()),
    ),
)


def who_may_still(thread_id: int, people: Collection[int]) -> frozenset[int]:
    """Of these people, the active mentors who may enter where the question is."""
    if not people:
        return frozenset()
    return frozenset(one.id for one in _STILL.all(thread_id=thread_id, people=sorted(people)))


_IS_MENTOR = Reading(
    _Person, select(Account.id).where(IS_MENTOR, Account.id == bindparam("account_id"))
)


def is_mentor_still(account_id: int) -> bool:
    return _IS_MENTOR.first(account_id=account_id) is not None


def fits_of(thread_id: int) -> Sequence[Fitness]:
    """All mentors who may answer this question, those who fit best first."""
    return rank(*_known_of(thread_id))


def first_fits_of(thread_id: int, number: int) -> Sequence[Fitness]:
    """Whom this question is put to first: so many at most."""
    return choose_first(*_known_of(thread_id), number)


def _known_of(thread_id: int) -> tuple[Asked, Sequence[MentorFacts]]:
    found = _ASKED.first(thread_id=thread_id)
    if found is None:
        raise NotFound
    asked = Asked(*found)
    rows = _MENTORS.all(
        category_id=asked.category_id,
        asker_id=asked.asker_id,
        is_sample=asked.is_sample,
        since=now() - LATELY,
    )
    if not rows:
        return asked, ()
    themes, away = _themes_of(thread_id), _away_about_now()
    return asked, [_facts(one, themes.get(one.id, {}), away.get(one.id, ())) for one in rows]


def _themes_of(thread_id: int) -> Mapping[int, Mapping[int, str]]:
    themes: dict[int, dict[int, str]] = defaultdict(dict)
    for one in _THEMES.all(thread_id=thread_id):
        themes[one.account_id][one.tag_id] = one.level
    return themes


def _away_about_now() -> Mapping[int, Sequence[_Away]]:
    """Today is not the same day everywhere."""
    today, away = now().date(), defaultdict(list)
    day = timedelta(days=1)
    for one in _AWAY.all(yesterday=today - day, tomorrow=today + day):
        away[one.account_id].append(one)
    return away


def _facts(row: _Mentor, themes: Mapping[int, str], away: Sequence[_Away]) -> MentorFacts:
    today = now().astimezone(ZoneInfo(row.timezone)).date()
    home = [row.country] if row.country else []
    return MentorFacts(
        id=row.id,
        reads=row.reads,
        writes=row.reads if row.writes is None else row.writes,
        countries=[*(row.countries or ()), *home],
        themes=themes,
        open=row.open,
        most_open=USUALLY_OPEN if row.most_open is None else row.most_open,
        is_away=any(one.first_day <= today <= one.last_day for one in away),
        helped=row.helped,
        asked_lately=row.asked_lately,
        last_asked_at=row.last_asked_at,
        waiting=row.waiting,
        taken_lately=row.taken_lately,
    )

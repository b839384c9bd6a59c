"""The cases that wait for a decision, each with its post and its flags."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, bindparam, func, select

from exchange.files.queries import FileRow
from exchange.forum.models import Post, Thread
from exchange.forum.queries import files_under
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound, require
from exchange.library.queries import MadeRow, made_from
from exchange.moderation.models import Case, Flag
from exchange.moderation.policy import judged_by, may_read_queue
from exchange.moderation.rules import BY_CODE, Rule
from exchange.people.actor import Actor
from exchange.people.models import Account

PAGE_SIZE = 10
_STANDS = Thread.deleted_at.is_(None)  # where the thread is taken back, nothing is to decide
LONG = 2_000  # characters of HTML; a longer post is folded where it need not be read first


class FlagRow(NamedTuple):
    """What one member said about a post."""

    case_id: int
    by_id: int
    by: str
    rule: str
    sentence: str
    lang: str
    flagged_at: datetime

    @property
    def broken(self) -> Rule:
        return BY_CODE[self.rule]


class CaseRow(NamedTuple):
    """A case with the post that it is about."""

    id: int
    opened_at: datetime
    decided_at: datetime | None
    edit_version: int
    post_id: int
    parent_id: int | None
    thread_id: int
    title: str
    title_lang: str
    is_sample: bool
    author_id: int
    author: str
    post_version: int
    lang: str
    html: str
    posted_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    deleted_at: datetime | None

    @property
    def text(self) -> Markup:
        """The post as it was rendered and cleaned; what its author took back, nobody reads."""
        return Markup("" if self.deleted_at else self.html)  # noqa: S704  it came through the walls

    @property
    def is_long(self) -> bool:
        return len(self.html) > LONG

    @property
    def is_opening(self) -> bool:
        return self.parent_id is None


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case and its flags, the oldest first."""

    case: CaseRow
    flags: Sequence[FlagRow]
    made: Sequence[MadeRow] = ()  # public experiences with its words; not asked for in a list
    files: Sequence[FileRow] = ()  # under the post; not asked for in a list

    @property
    def agreed_rule(self) -> str | None:
        """The rule that all flags name, if they agree."""
        named = {flag.rule for flag in self.flags}
        return named.pop() if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the cases that wait."""

    cards: Sequence[CaseCard]
    pages: Pages


def _cases(eyes: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id,
            Case.opened_at,
            Case.decided_at,
            Case.edit_version,
            Case.post_id,
            Post.parent_id,
            Post.thread_id,
            Thread.title,
            Thread.lang.label("title_lang"),
            Thread.is_sample,
            Post.author_id,
            Account.name.label("author"),
            Post.edit_version.label("post_version"),
            Post.lang,
            Post.html,
            Post.posted_at,
            Post.edited_at,
            Post.hidden_at,
            Post.deleted_at,
        )
        .join(Post, Post.id == Case.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Account, Account.id == Post.author_id)
        .where(judged_by(eyes, bindparam("me")), _STANDS)
    )


class _Count(NamedTuple):
    cases: int


class _Readings(NamedTuple):
    """The statements for those who moderate in the same places."""

    waiting: Reading[CaseRow]
    total: Reading[_Count]
    one: Reading[CaseRow]


@built_once
def _readings(eyes: Actor) -> _Readings:
    return _Readings(
        waiting=Reading(
            CaseRow,
            _cases(eyes)
            .where(Case.decided_at.is_(None))
            .order_by(Case.opened_at, Case.id)
            .limit(PAGE_SIZE)
            .offset(bindparam("skip")),
        ),
        total=Reading(
            _Count,
            select(func.count().label("cases"))
            .select_from(Case)
            .join(Post, Post.id == Case.post_id)
            .join(Thread, Thread.id == Post.thread_id)
            .where(Case.decided_at.is_(None), judged_by(eyes, bindparam("me")), _STANDS),
        ),
        one=Reading(CaseRow, _cases(eyes).where(Case.id == bindparam("case_id"))),
    )


_FLAGS = Reading(
    FlagRow,
    select(
        Flag.case_id,
        Flag.by_id,
        Account.name.label("by"),
        Flag.rule,
        Flag.sentence,
        Flag.lang,
        Flag.flagged_at,
    )
    .join(Account, Account.id == Flag.by_id)
    .where(Flag.case_id.in_(bindparam("case_ids", expanding=True)))
    .order_by(Flag.flagged_at, Flag.id),
)


def count_open_cases(actor: Actor) -> int:
    """How many wait for the actor; their own posts are for others to judge."""
    require(may_read_queue(actor))
    counted = _readings(actor.eyes).total.first(me=actor.id)
    return counted.cases if counted else 0


def queue_page(actor: Actor, number: int = 1) -> QueuePage:
    """The page of this number, the longest waiting first; NotFound past the last."""
    pages = Pages(number, PAGE_SIZE, count_open_cases(actor))
    if number > pages.last:
        raise NotFound
    cases = _readings(actor.eyes).waiting.all(me=actor.id, skip=pages.offset)
    return QueuePage(_with_flags(cases), pages)


def case_page(actor: Actor, case_id: int) -> CaseCard:
    """One case, decided or not; NotFound where it is about the actor, or not theirs to decide."""
    require(may_read_queue(actor))
    case = _readings(actor.eyes).one.first(me=actor.id, case_id=case_id)
    if case is None:
        raise NotFound
    made = made_from(case.post_id, case.thread_id if case.is_opening else None)
    files = () if case.deleted_at else files_under([case.post_id]).get(case.post_id, ())
    return replace(_with_flags([case])[0], made=made, files=files)


def _with_flags(cases: Sequence[CaseRow]) -> Sequence[CaseCard]:
    flags = _FLAGS.all(case_ids=[case.id for case in cases]) if cases else []
    return [CaseCard(case, [f for f in flags if f.case_id == case.id]) for case in cases]

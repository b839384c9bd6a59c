"""What was decided about a post, for its author and for moderators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_enter, may_moderate_in
from exchange.forum.queries.posts import get_post
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, Ruling, require
from exchange.library.queries import MadeRow, made_from
from exchange.moderation.models import Case, LogEntry
from exchange.moderation.policy import may_read_decision, may_show
from exchange.moderation.queries.titles import TITLE
from exchange.moderation.rules import BY_CODE, Rule
from exchange.moderation.selecting import MOST
from exchange.people.actor import Actor
from exchange.people.models import Account


class DecisionRow(NamedTuple):
    """A decided case: the post, what was decided, by which rule, and the moderator's sentence."""

    case_id: int
    outcome: str  # hidden, dismissed
    rule: str  # "" where a dismissal names none
    sentence: str
    sentence_lang: str
    decided_at: datetime
    by_id: int | None
    by: str | None
    post_id: int
    parent_id: int | None
    thread_id: int
    title: str  # "" where its author took the thread back
    title_lang: str
    is_sample: bool
    thread_hidden_at: datetime | None
    author_id: int
    author: str
    lang: str
    html: str
    posted_at: datetime
    hidden_at: datetime | None
    deleted_at: datetime | None
    category_id: int
    in_room: bool
    asker_id: int

    @property
    def broken(self) -> Rule | None:
        return BY_CODE.get(self.rule)

    @property
    def text(self) -> Markup:
        """The post as it was rendered and cleaned; what its author took back, nobody reads."""
        return Markup("" if self.deleted_at else self.html)  # noqa: S704  it came through the walls


class _Also(NamedTuple):
    case_id: int


class ShownAgain(NamedTuple):
    """A hiding that was taken back."""

    reason: str
    lang: str
    logged_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """All that the page of a decision shows."""

    decision: DecisionRow
    shown_again: ShownAgain | None
    may_show: Ruling
    made: Sequence[MadeRow]  # public experiences with the words of a hidden post
    also: Sequence[int]  # cases about the same person that were decided by the same act


_ONE_ACT = timedelta(minutes=1)  # many threads are changed one after another
_moderator, _author = aliased(Account), aliased(Account)


def _decisions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id.label("case_id"),
            Case.outcome,
            Case.rule,
            Case.sentence,
            Case.lang.label("sentence_lang"),
            Case.decided_at,
            Case.decided_by_id.label("by_id"),
            _moderator.name.label("by"),
            Case.post_id,
            Post.parent_id,
            Post.thread_id,
            TITLE,
            Thread.lang.label("title_lang"),
            Thread.is_sample,
            Thread.hidden_at.label("thread_hidden_at"),
            Post.author_id,
            _author.name.label("author"),
            Post.lang,
            Post.html,
            Post.posted_at,
            Post.hidden_at,
            Post.deleted_at,
            Thread.category_id,
            Thread.in_room,
            Thread.author_id.label("asker_id"),
        )
        .join(Post, Post.id == Case.post_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(_author, _author.id == Post.author_id)
        .outerjoin(_moderator, _moderator.id == Case.decided_by_id)
        .where(Case.decided_at.is_not(None))
    )


_DECISION = Reading(DecisionRow, _decisions().where(Case.id == bindparam("case_id")))
_LAST = Reading(
    DecisionRow,
    _decisions()
    .where(Case.post_id == bindparam("post_id"))
    .order_by(Case.decided_at.desc(), Case.id.desc())
    .limit(1),
)
_SHOWN = Reading(
    ShownAgain,
    select(LogEntry.reason, LogEntry.lang, LogEntry.logged_at)
    .where(
        LogEntry.post_id == bindparam("post_id"),
        LogEntry.what == "shown",
        LogEntry.logged_at >= bindparam("since"),
    )
    .order_by(LogEntry.id)
    .limit(1),
)


_ALSO = Reading(
    _Also,
    select(LogEntry.case_id)
    .where(
        LogEntry.person_id == bindparam("author"),
        LogEntry.by_id == bindparam("by"),
        LogEntry.what == "hidden",
        LogEntry.rule == bindparam("rule"),
        LogEntry.reason == bindparam("sentence"),
        LogEntry.logged_at > bindparam("since"),
        LogEntry.logged_at < bindparam("until"),
        LogEntry.case_id != bindparam("case_id"),
    )
    .order_by(LogEntry.id)
    .limit(MOST),
)


def decision_for(actor: Actor, case_id: int) -> DecisionRow:
    """The decision, for whom it is about and for moderators; NotFound for everybody else. Who has
    left the room since reads of their own post, not in which thread it stood."""
    decision = _DECISION.first(case_id=case_id)
    if decision is None or not may_read_decision(actor, decision.author_id, decision):
        raise NotFound
    is_inside = may_enter(actor, decision.category_id, decision.in_room)
    return decision if is_inside or actor.id == decision.asker_id else decision._replace(title="")


def shown_again_after(decision: DecisionRow) -> ShownAgain | None:
    """How this hiding was taken back, if it was."""
    if decision.outcome != "hidden":
        return None
    return _SHOWN.first(post_id=decision.post_id, since=decision.decided_at)


def decision_page(actor: Actor, case_id: int) -> DecisionPage:
    """The decision, and whether it still holds."""
    decision = decision_for(actor, case_id)
    hidden, shown = decision.outcome == "hidden", shown_again_after(decision)
    asked_in = decision.thread_id if decision.parent_id is None else None
    made = made_from(decision.post_id, asked_in) if hidden and not shown else ()
    also = _decided_with(decision) if hidden else ()
    return DecisionPage(decision, shown, may_show(actor, decision, decision), made, also)


def _decided_with(decision: DecisionRow) -> Sequence[int]:
    """Others of theirs that the same moderator hid for the same reason in the same moment: of those
    one mail tells."""
    found = _ALSO.all(
        author=decision.author_id,
        by=decision.by_id,
        rule=decision.rule,
        sentence=decision.sentence,
        since=decision.decided_at - _ONE_ACT,
        until=decision.decided_at + _ONE_ACT,
        case_id=decision.case_id,
    )
    return [row.case_id for row in found]


def last_decision_about(actor: Actor, post_id: int) -> DecisionRow | None:
    """For a moderator who came too late; None where nobody decided."""
    thread, _post = get_post(actor, post_id)
    require(may_moderate_in(actor, thread))
    return _LAST.first(post_id=post_id)

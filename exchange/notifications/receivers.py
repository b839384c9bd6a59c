"""Whom an event concerns. Nobody is told of what they did themselves."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from exchange.forum.events import AnswerAccepted, ReplyPosted, ThreadStarted
from exchange.forum.models import Post, Thread
from exchange.kernel.reading import Reading
from exchange.library.events import DraftRead
from exchange.library.models import ExperienceVerdict
from exchange.notifications.policy import reads
from exchange.people.models import Account


class _Reply(NamedTuple):
    kind: str  # of the thread
    asker_id: int
    parent_author_id: int


class _Answer(NamedTuple):
    author_id: int


class _Question(NamedTuple):
    kind: str
    lang: str


class _Mentor(NamedTuple):
    id: int
    reads: list[str]


class _Verdict(NamedTuple):
    id: int | None


_parent = aliased(Post)
_REPLY = Reading(
    _Reply,
    select(
        Thread.kind,
        Thread.author_id.label("asker_id"),
        _parent.author_id.label("parent_author_id"),
    )
    .join(_parent, _parent.thread_id == Thread.id)
    .where(_parent.id == bindparam("parent_id")),
)
_ANSWER = Reading(_Answer, select(Post.author_id).where(Post.id == bindparam("post_id")))
_QUESTION = Reading(
    _Question, select(Thread.kind, Thread.lang).where(Thread.id == bindparam("thread_id"))
)
_MENTORS = Reading(
    _Mentor,
    select(Account.id, Account.reads).where(
        Account.is_mentor.is_(True),
        Account.confirmed_at.is_not(None),
        Account.admitted_at.is_not(None),
        Account.suspended_at.is_(None),
    ),
)
_VERDICT = Reading(
    _Verdict,
    select(func.max(ExperienceVerdict.id).label("id")).where(
        ExperienceVerdict.experience_id == bindparam("experience_id"),
        ExperienceVerdict.reader_id == bindparam("reader_id"),
    ),
)


def of_reply(happened: ReplyPosted) -> Mapping[int, str]:
    """Who is told, and as what; an asker whose own post was replied to hears of it as asker."""
    found = _REPLY.first(parent_id=happened.parent_id)
    if found is None:
        return {}
    told = {found.parent_author_id: "reply_to_post"}
    if found.kind == "question":
        told[found.asker_id] = "reply_to_question"
    told.pop(happened.author_id, None)
    return told


def of_acceptance(happened: AnswerAccepted) -> Sequence[int]:
    answer = _ANSWER.first(post_id=happened.post_id)
    return [answer.author_id] if answer and answer.author_id != happened.by_id else []


def of_question(happened: ThreadStarted) -> Sequence[int]:
    """The mentors who could answer it; none if it is no question."""
    asked = _QUESTION.first(thread_id=happened.thread_id)
    if asked is None or asked.kind != "question":
        return []
    return [
        mentor.id
        for mentor in _MENTORS.all()
        if mentor.id != happened.author_id and reads(mentor.reads, asked.lang)
    ]


def newest_verdict(happened: DraftRead) -> int:
    """Tells two readings by the same person apart."""
    found = _VERDICT.first(experience_id=happened.experience_id, reader_id=happened.reader_id)
    return (found.id if found else None) or 0

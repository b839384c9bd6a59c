"""Whom an event concerns. Nobody is told of what they did themselves."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.events import AnswerAccepted, ReplyPosted, ThreadStarted
from exchange.forum.models import Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.library.events import DraftRead, DraftStillWaits, ExperienceSubmitted
from exchange.library.models import Experience, ExperienceMove, ExperienceVerdict
from exchange.library.policy import is_edited_by
from exchange.library.readings import (
    IS_ACTIVE,
    has_accepted,
    is_accepted_as,
    is_credited,
    knows,
)
from exchange.mentoring.events.following import OutcomeTold
from exchange.mentoring.queries.telling import asked_now
from exchange.notifications.models import Notification
from exchange.notifications.policy import reads
from exchange.notifications.queries import kinds_switched_off
from exchange.notifications.queries.mentions import mentioned_in_post, not_told_of
from exchange.notifications.queries.watching import category_watchers_at
from exchange.people.actor import Actor
from exchange.people.events import AddressConfirmed, PersonDisowned
from exchange.people.models import Account, Membership
from exchange.people.policy import waiting_for

LATELY = timedelta(days=7, hours=-1)  # what is due each week is told an hour late at times


class _Reply(NamedTuple):
    kind: str  # of the thread
    asker_id: int
    parent_author_id: int


class _Answer(NamedTuple):
    author_id: int


class _Newest(NamedTuple):
    id: int | None


class _Newcomer(NamedTuple):
    organisation_id: int | None


class _Person(NamedTuple):
    id: int


class _Reader(NamedTuple):
    id: int
    reads: list[str]
    is_mentor: bool
    is_admin: bool
    edits: bool  # for its organisation, or for one of where it happened
    knows: bool  # one of its themes
    has_read: bool
    lang: str  # of the draft
    waits_for_editor: bool
    waits_for_mentor: bool


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
_NEWCOMER = Reading(
    _Newcomer,
    select(Account.organisation_id).where(
        Account.id == bindparam("account_id"), waiting_for(Actor(roles=frozenset({"admin"})))
    ),
)
_COORDINATORS = Reading(
    _Person,
    select(Account.id)
    .join(Membership, Membership.account_id == Account.id)
    .where(
        Membership.organisation_id == bindparam("organisation_id"),
        Membership.role == "coordinator",
        *IS_ACTIVE,
    ),
)
_ADMINS = Reading(_Person, select(Account.id).where(Account.is_admin.is_(True), *IS_ACTIVE))
_edited = (
    select(Membership.organisation_id)
    .where(Membership.account_id == Account.id, Membership.role != "member")
    .correlate(Account)
)
_EDITS = is_edited_by(_edited)
_KNOWS = knows(Account.id)
_HAS_READ = exists().where(
    ExperienceVerdict.reader_id == Account.id, ExperienceVerdict.experience_id == Experience.id
)
_READERS = Reading(
    _Reader,
    select(
        Account.id,
        Account.reads,
        Account.is_mentor,
        Account.is_admin,
        _EDITS.label("edits"),
        _KNOWS.label("knows"),
        _HAS_READ.label("has_read"),
        Experience.lang,
        (~is_accepted_as("editor")).label("waits_for_editor"),
        (~is_accepted_as("mentor")).label("waits_for_mentor"),
    )
    .join(Experience, Experience.id == bindparam("experience_id"))
    .where(
        Experience.state == "submitted",
        or_(Account.is_mentor.is_(True), Account.is_admin.is_(True), _EDITS),
        ~is_credited(Account.id),
        ~has_accepted(Account.id),
        *IS_ACTIVE,
    ),
)
_SUBMISSION = Reading(
    _Newest,
    select(func.max(ExperienceMove.id).label("id")).where(
        ExperienceMove.experience_id == bindparam("experience_id"),
        ExperienceMove.to_state == "submitted",
        ExperienceMove.from_state != "in_review",  # a reader handed it back
    ),
)
_VERDICT = Reading(
    _Newest,
    select(func.max(ExperienceVerdict.id).label("id")).where(
        ExperienceVerdict.experience_id == bindparam("experience_id"),
        ExperienceVerdict.reader_id == bindparam("reader_id"),
    ),
)


_TOLD_LATELY = Reading(
    _Person,
    select(Notification.account_id.label("id")).where(
        Notification.kind == bindparam("kind"), Notification.created_at > bindparam("since")
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
    _add_mentioned(told, happened.post_id)
    told.pop(happened.author_id, None)
    return told


def _add_mentioned(told: dict[int, str], post_id: int) -> None:
    """Who hears of a post as its receiver anyway does not hear that they are named in it, unless
    they want no such mails."""
    for account_id in mentioned_in_post(post_id):
        if account_id not in told or told[account_id] in kinds_switched_off(account_id):
            told[account_id] = "mentioned"


def of_mentions_since(post_id: int) -> set[int]:
    """Whom an edit named who had not heard of the post before."""
    return not_told_of(post_id, mentioned_in_post(post_id))


def of_acceptance(happened: AnswerAccepted) -> Sequence[int]:
    answer = _ANSWER.first(post_id=happened.post_id)
    return [answer.author_id] if answer and answer.author_id != happened.by_id else []


def of_outcome(happened: OutcomeTold) -> Sequence[int]:
    answer = _ANSWER.first(post_id=happened.post_id)
    return [answer.author_id] if answer else []


def of_question(happened: ThreadStarted) -> Sequence[int]:
    """The mentors who are asked to take it; none if it is no question."""
    return [one.account_id for one in asked_now(happened.thread_id)]


def of_new_thread(happened: ThreadStarted) -> Mapping[int, str]:
    """Who is told of it, and as what: nobody twice. A mentor who watches its category hears that it
    waits, unless they want no such mails."""
    told = dict.fromkeys(of_question(happened), "waiting_for_mentor")
    told |= dict.fromkeys(mentioned_in_post(happened.post_id), "mentioned")
    for account_id in category_watchers_at(happened.post_id):
        if account_id not in told or told[account_id] in kinds_switched_off(account_id):
            told[account_id] = "thread_in_watched"
    return told


def of_newcomer(happened: AddressConfirmed | PersonDisowned) -> Sequence[int]:
    """The coordinators of the organisation that they named; admins if it has no active one.

    Nobody if they were let in, or suspended, meanwhile.
    """
    newcomer = _NEWCOMER.first(account_id=happened.account_id)
    if newcomer is None:
        return []
    coordinators = _COORDINATORS.all(organisation_id=newcomer.organisation_id)
    return [one.id for one in coordinators or _ADMINS.all()]


def of_still_waiting(happened: DraftStillWaits) -> set[int]:
    """The same, but those who were told so in the last week: one notification is for all drafts."""
    since = now() - LATELY
    told = {one.id for one in _TOLD_LATELY.all(kind="drafts_wait", since=since)}
    return set(of_submission(happened)) - told


def of_submission(happened: ExperienceSubmitted | DraftStillWaits) -> Sequence[int]:
    """Those of its possible readers whose task it is; never anybody who is credited in it, or has
    accepted it as it is.

    The editors of its organisation and of where it happened, the mentors who read its language and
    know one of its themes, and who has read it before. If there is nobody, the admins: other
    moderators read no drafts.
    """
    may = _READERS.all(experience_id=happened.experience_id)
    task = [
        one.id
        for one in may
        if (one.waits_for_editor and one.edits)
        or (one.waits_for_mentor and one.is_mentor and one.knows and reads(one.reads, one.lang))
        or one.has_read
    ]
    return task or [one.id for one in may if one.is_admin]


def newest_submission(happened: ExperienceSubmitted) -> int:
    """Tells two times that a draft was handed in apart."""
    found = _SUBMISSION.first(experience_id=happened.experience_id)
    return (found.id if found else None) or 0


def newest_verdict(happened: DraftRead) -> int:
    """Tells two readings by the same person apart."""
    found = _VERDICT.first(experience_id=happened.experience_id, reader_id=happened.reader_id)
    return (found.id if found else None) or 0

"""What people are told of questions: who is asked by now, what a step says, and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, Thread
from exchange.kernel.reading import Reading
from exchange.mentoring.fitness import from_reasons
from exchange.mentoring.models import Proposal, Question, QuestionStep
from exchange.mentoring.policy.questions import is_up_in_sql
from exchange.mentoring.reasons import sentence_of
from exchange.people.models import Account
from exchange.tags.queries import tags_by_id

LET_GO = ("given_back", "left_away", "left_room", "left_role")  # nobody has it any more
GOT = ("taken", "handed_over", "assigned")  # somebody has it
LEFT = ("left_away", "left_room", "left_role", "answered", "ended")  # to whoever had it
BEGUN = "begun_anew"  # to whoever has it still


class AskedNow(NamedTuple):
    """A mentor who is asked to take a question that nobody has, and since when."""

    account_id: int
    opening_id: int
    proposed_at: datetime

    @property
    def key(self) -> str:
        """Tells two times apart that one mentor is asked."""
        return f"asked {int(self.proposed_at.timestamp() * 1_000)}"


class StepTold(NamedTuple):
    """A step with what it says, and the question as it stands."""

    id: int
    thread_id: int
    what: str
    by_id: int | None
    to_id: int | None
    note: str
    lang: str
    by: str | None
    opening_id: int | None  # None where all of it was merged into another thread
    asker_id: int
    mentor: str | None  # who has it by now
    days: int | None
    due_at: datetime | None
    zone: str


class _Reasons(NamedTuple):
    reasons: dict[str, Any]
    country: str | None
    days: int | None
    due_at: datetime | None
    zone: str


class WhyAsked(NamedTuple):
    """Why a mentor is asked, in a sentence, from where, and by when an answer is promised."""

    sentence: str
    country: str | None  # as their desk names it
    due_at: datetime | None
    zone: str


# The clock tells each person of all that it has for them at once; nobody is told twice.
_by_clock = exists().where(
    QuestionStep.thread_id == Proposal.thread_id,
    QuestionStep.to_id == Proposal.account_id,
    QuestionStep.what == "proposed",
    QuestionStep.made_at >= Proposal.proposed_at,
    or_(QuestionStep.is_to_tell.is_(True), QuestionStep.told_with != ""),
)
_opening = and_(Post.thread_id == Thread.id, Post.parent_id.is_(None))
_ASKED = Reading(
    AskedNow,
    select(Proposal.account_id, Post.id.label("opening_id"), Proposal.proposed_at)
    .join(Question, Question.thread_id == Proposal.thread_id)
    .join(Thread, Thread.id == Question.thread_id)
    .join(Post, _opening)
    .where(
        Proposal.thread_id == bindparam("thread_id"),
        Proposal.answer == "",
        Question.ended_at.is_(None),
        is_up_in_sql(),
        ~_by_clock,
    )
    .order_by(Proposal.account_id),
)
_by, _mentor = aliased(Account), aliased(Account)
_steps = (
    select(
        QuestionStep.id,
        QuestionStep.thread_id,
        QuestionStep.what,
        QuestionStep.by_id,
        QuestionStep.to_id,
        QuestionStep.note,
        QuestionStep.lang,
        _by.name.label("by"),
        Post.id.label("opening_id"),
        Thread.author_id.label("asker_id"),
        _mentor.name.label("mentor"),
        Question.days,
        Question.due_at,
        Question.zone,
    )
    .join(Question, Question.thread_id == QuestionStep.thread_id)
    .join(Thread, Thread.id == Question.thread_id)
    .outerjoin(Post, _opening)
    .outerjoin(_by, _by.id == QuestionStep.by_id)
    .outerjoin(_mentor, _mentor.id == Question.mentor_id)
)
_STEP = Reading(StepTold, _steps.where(QuestionStep.id == bindparam("step_id")))
_TO_MENTORS = Reading(
    StepTold,
    _steps.where(
        QuestionStep.thread_id == bindparam("thread_id"),
        QuestionStep.what.in_((*LEFT, BEGUN)),
        QuestionStep.to_id.is_not(None),
    ).order_by(QuestionStep.id),
)
_LAST = Reading(
    StepTold,
    _steps.where(
        QuestionStep.thread_id == bindparam("thread_id"),
        QuestionStep.what.in_((*LET_GO, *GOT)),
    )
    .order_by(QuestionStep.id.desc())
    .limit(1),
)
_REASONS = Reading(
    _Reasons,
    select(Proposal.reasons, Thread.country, Question.days, Question.due_at, Question.zone)
    .join(Question, Question.thread_id == Proposal.thread_id)
    .join(Thread, Thread.id == Proposal.thread_id)
    .join(Post, Post.thread_id == Proposal.thread_id)
    .where(Post.id == bindparam("post_id"), Proposal.account_id == bindparam("account_id")),
)


def asked_now(thread_id: int) -> Sequence[AskedNow]:
    """Nobody once somebody has it, or it has ended; without those whom the clock tells."""
    return _ASKED.all(thread_id=thread_id)


def find_step(step_id: int) -> StepTold | None:
    return _STEP.first(step_id=step_id)


def steps_to_mentors(thread_id: int) -> Sequence[StepTold]:
    """Each time that a mentor lost it, or has it again, through what others did; the first
    first."""
    return _TO_MENTORS.all(thread_id=thread_id)


def last_loss(thread_id: int) -> StepTold | None:
    """How it came that nobody has it any more; None where somebody has it, or nobody had."""
    last = _LAST.first(thread_id=thread_id)
    return last if last is not None and last.what in LET_GO else None


def why_asked(post_id: int, account_id: int) -> WhyAsked | None:
    """For a mentor who is asked to take the question that this post opens."""
    found = _REASONS.first(post_id=post_id, account_id=account_id)
    if found is None:
        return None
    promised = found.due_at if found.days else None
    return WhyAsked(_sentence(found.reasons), found.country, promised, found.zone)


def _sentence(reasons: dict[str, Any]) -> str:
    if not reasons:
        return ""
    fit = from_reasons(reasons)
    return sentence_of(fit, tags_by_id(tag for tag, _level in fit.themes))

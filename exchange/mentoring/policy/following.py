"""Who is asked what came of an answer, and who may say it. Pure: no queries, no request."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_write, stands, visible_to
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.mentoring.models import FollowUp
from exchange.mentoring.policy.questions import is_from_confidence
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

_reply = aliased(Post)


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """What the rules ask of a follow-up."""

    asker_id: int
    is_standing: bool  # its answer is the accepted one, and can be read


def may_say_outcome(actor: Actor, facts: FollowUpFacts) -> Ruling:
    if not (ruling := may_write(actor)):
        return ruling
    if actor.id != facts.asker_id:
        return denied(_l("Whoever asked says what came of the answer."))
    if not facts.is_standing:
        return denied(_l("This is not the accepted answer any more."))
    return ALLOWED


def holds_for(actor: Actor) -> ColumnElement[bool]:
    """Whether what its asker is asked makes sense still, and they see the thread. Of a follow-up
    that is joined with its thread. Who asked in confidence is not who began the thread: nobody
    else could say it."""
    return and_(
        stands(),
        visible_to(actor),
        Thread.kind == "question",
        ~is_from_confidence(),
        or_(
            and_(FollowUp.stage == "accept", _lacks_acceptance()),
            and_(FollowUp.stage != "accept", is_of_accepted()),
        ),
    )


def is_open_to(actor: Actor) -> ColumnElement[bool]:
    """The same, of what was asked and has not been answered."""
    return and_(FollowUp.asked_at.is_not(None), FollowUp.outcome == "", holds_for(actor))


def is_of_accepted() -> ColumnElement[bool]:
    """The answer that it is about is the accepted one: of what is hidden or deleted the acceptance
    is taken back with it."""
    return Thread.accepted_post_id == FollowUp.post_id


def _lacks_acceptance() -> ColumnElement[bool]:
    """There is something to accept, and the thread is open."""
    by_another = exists().where(
        _reply.thread_id == Thread.id,
        _reply.parent_id.is_not(None),
        _reply.author_id != Thread.author_id,
        _reply.hidden_at.is_(None),
        _reply.deleted_at.is_(None),
    )
    return and_(
        Thread.accepted_post_id.is_(None),
        Thread.locked_at.is_(None),
        by_another.correlate(FollowUp, Thread),
    )

"""Cases to write on, reached through the actor only, and what a decision does."""

from sqlalchemy import select

from exchange.forum.actions import hide_post, hold_thread_of
from exchange.forum.actions.rows import get_post
from exchange.forum.models import Post
from exchange.kernel.clock import now
from exchange.kernel.db import db, record
from exchange.kernel.rulings import NotFound, require
from exchange.moderation.actions.duplicate import note_reopened
from exchange.moderation.actions.log import Why, log
from exchange.moderation.events import CaseDecided
from exchange.moderation.models import Case
from exchange.moderation.policy import may_judge, may_read_queue
from exchange.people.actor import Actor


def get_case(actor: Actor, case_id: int) -> tuple[Post, Case]:
    """A case and its post, the thread locked; one about oneself, or from where one does not
    moderate, is not found."""
    require(may_read_queue(actor))
    post_id = db.session.scalar(select(Case.post_id).where(Case.id == case_id))
    if post_id is None:
        raise NotFound
    hold_thread_of(post_id)
    thread, post = get_post(actor, post_id)
    if not may_judge(actor, post.author_id, thread):
        raise NotFound
    return post, db.session.get_one(Case, case_id)


def open_case_of(post: Post) -> Case:
    """The case that is open, or a new one; its thread is locked, so nobody else opens another."""
    found = select(Case).where(Case.post_id == post.id, Case.decided_at.is_(None))
    case = db.session.scalar(found)
    if case is None:
        case = Case(post_id=post.id, opened_at=now())
        db.session.add(case)
        db.session.flush()
    return case


def settle(
    actor: Actor, post: Post, case: Case, outcome: str, told: set[int] | None = None
) -> None:
    """Close a case that holds its rule and sentence; do what was decided; log and tell it, but to
    those who are `told` of the same act already: the page of the one leads to the others."""
    case.outcome, case.decided_at, case.decided_by_id = outcome, now(), actor.id
    case.edit_version += 1
    why = Why(case.sentence, case.lang)
    log(actor, outcome, post, why, case_id=case.id, rule=case.rule)
    if outcome == "hidden":
        note_reopened(actor, hide_post(actor, post.id), why)
    if told is None or post.author_id not in told:
        record(CaseDecided(case.id, post.id, post.author_id, actor.id, outcome))
    if told is not None:
        told.add(post.author_id)

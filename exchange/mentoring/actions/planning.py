"""When an asker will be asked. All of it inside the transaction of what happened in the forum,
which holds the thread.

A week after the first reply by another person: to accept an answer, if none is accepted by then;
later replies move nothing. Where something else lets the asker accept one - it is a question now,
replies were moved there, what was accepted is so no more - a week after that. What is hidden, taken
back or there again does so only where the acceptance went with it, or where nothing else stood that
could be accepted; and not in a thread that had been quiet for a week: whoever sees to what was
written years ago asks nobody of years ago. 30 and 90 days after
one was accepted, by anybody: whether it worked. After 30 days "worked" and "no" are final: the
second time nobody is asked, unless the asker changes it before that. "Too early", "partly" and
nothing at all are asked about again; after 90 days nothing is asked any more, and the asker may
still say it, or say something else.

There is one row for each thread and stage. Where another answer is accepted, what was asked and
said of the one before goes, and the time begins anew; where the same one is, all stays as it was.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, delete, func, insert, select

from exchange.forum.models import Post, Thread
from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, upsert
from exchange.mentoring.models import FollowUp
from exchange.mentoring.outcomes import AFTER_ACCEPTING, FINAL, UNTIL_ACCEPTING


def plan_nudge(thread_id: int, post_id: int, author_id: int) -> None:
    """A reply was written: in a week its asker may be asked to accept one. One statement, and none
    where nobody will be asked."""
    thread = db.session.get_one(Thread, thread_id)
    if thread.kind != "question" or thread.accepted_post_id or author_id == thread.author_id:
        return
    planned = upsert(FollowUp).values(
        thread_id=thread_id,
        stage="accept",
        post_id=post_id,
        mentor_id=author_id,
        due_at=now() + UNTIL_ACCEPTING,
    )
    db.session.execute(planned.on_conflict_do_nothing(index_elements=["thread_id", "stage"]))


def plan_nudge_from_now(thread_id: int) -> None:
    """Something can be accepted there that could not before: as if the first reply that stands had
    been written now."""
    thread = db.session.get_one(Thread, thread_id)
    if thread.kind != "question" or thread.accepted_post_id:
        return
    if standing := _standing(thread):
        plan_nudge(thread_id, standing[0].id, standing[0].author_id)


def plan_nudge_without(thread_id: int, accepted_at: int) -> None:
    """A post is hidden or was taken back that was accepted then, in milliseconds; any that was not
    can go unnoticed."""
    if accepted_at and not _was_quiet(thread_id, accepted_at):
        plan_nudge_from_now(thread_id)


def plan_nudge_with(thread_id: int, post_id: int) -> None:
    """This post is there again. With an opening post all of its thread is."""
    thread, post = db.session.get_one(Thread, thread_id), db.session.get_one(Post, post_id)
    others = {one.id for one in _standing(thread)} - {post_id}
    if post.parent_id is not None and others:
        return
    if not _was_quiet(thread_id):
        plan_nudge_from_now(thread_id)


def _standing(thread: Thread) -> Sequence[Row[int, int]]:
    """The first two replies by others that can be read, with their authors."""
    by_another = select(Post.id, Post.author_id).where(
        Post.thread_id == thread.id,
        Post.parent_id.is_not(None),
        Post.author_id != thread.author_id,
        Post.hidden_at.is_(None),
        Post.deleted_at.is_(None),
    )
    return db.session.execute(by_another.order_by(Post.posted_at, Post.id).limit(2)).all()


def _was_quiet(thread_id: int, accepted_at: int = 0) -> bool:
    """For longer than until somebody would be asked: nobody wrote there, or accepted anything."""
    since = now() - UNTIL_ACCEPTING
    if accepted_at >= in_milliseconds(since):
        return False
    last = select(func.max(Post.posted_at)).where(Post.thread_id == thread_id)
    last_at = db.session.scalar(last)
    return last_at is None or last_at < since


def plan_outcomes(thread_id: int, post_id: int, accepted_at: datetime | None = None) -> None:
    """This answer was accepted, now or before: a month and a quarter of a year later its asker is
    asked."""
    drop_unasked(thread_id, "accept")
    post, moment = db.session.get_one(Post, post_id), accepted_at or now()
    found = select(FollowUp).where(FollowUp.thread_id == thread_id, FollowUp.stage != "accept")
    planned = {row.stage: row for row in db.session.scalars(found.with_for_update())}
    for row in planned.values():
        if row.post_id != post_id:
            _begin_anew(row, post, moment + AFTER_ACCEPTING[row.stage])
    if not _is_final(planned.get("month")):
        lacking = [stage for stage in AFTER_ACCEPTING if stage not in planned]
        _plan(post, {stage: moment + AFTER_ACCEPTING[stage] for stage in lacking})


def plan_second(row: FollowUp) -> None:
    """Something was said after a month: whether one asks again. Inside the transaction."""
    if row.stage != "month":
        return
    due = row.due_at + AFTER_ACCEPTING["quarter"] - AFTER_ACCEPTING["month"]
    if row.outcome in FINAL:
        drop_unasked(row.thread_id, "quarter")
    if row.outcome in FINAL or due <= now():
        return
    values = {"post_id": row.post_id, "mentor_id": row.mentor_id, "due_at": due}
    again = upsert(FollowUp).values(thread_id=row.thread_id, stage="quarter", **values)
    db.session.execute(again.on_conflict_do_nothing(index_elements=["thread_id", "stage"]))


def drop_unasked(thread_id: int, *stages: str) -> None:
    """What was planned and is not to be asked any more."""
    gone = delete(FollowUp).where(
        FollowUp.thread_id == thread_id, FollowUp.stage.in_(stages), FollowUp.asked_at.is_(None)
    )
    db.session.execute(gone)


def _is_final(month: FollowUp | None) -> bool:
    return month is not None and month.outcome in FINAL


def _plan(post: Post, due: Mapping[str, datetime]) -> None:
    if not due:
        return
    whose = {"thread_id": post.thread_id, "post_id": post.id, "mentor_id": post.author_id}
    rows = [{**whose, "stage": stage, "due_at": due_at} for stage, due_at in due.items()]
    db.session.execute(insert(FollowUp), rows)


def _begin_anew(row: FollowUp, post: Post, due_at: datetime) -> None:
    row.post_id, row.mentor_id, row.due_at = post.id, post.author_id, due_at
    row.asked_at = row.answered_at = None
    row.outcome = row.sentence = row.lang = ""
    row.edit_version += 1

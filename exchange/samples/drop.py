"""Takes the samples out again, and nothing else.

A thread begun by a sample person is a sample too, and so is a room of a sample network. What sample
people wrote among real people goes as well, and the replies to it move up to what it replied to.
"""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Select, delete, func, or_, select, update

from exchange.files.actions import collect_dropped, drop_files_of
from exchange.forum.models import Category, Post, Thread
from exchange.kernel.db import Event, db, record, transaction
from exchange.library.models import ExperienceVerdict
from exchange.notifications.models import Notification
from exchange.people.models import Account, Membership, Organisation
from exchange.samples.drop_experiences import drop_experiences, sample_experiences
from exchange.samples.drop_mails import drop_mails
from exchange.samples.drop_posts import drop_posts_among_others, forget_marks
from exchange.samples.drop_reuse import drop_reuse, reuses
from exchange.samples.marker import accounts_file, marker
from exchange.samples.mentoring import drop_promises

PEOPLE = select(Account.id).where(Account.is_sample)
NETWORKS = select(Organisation.id).where(Organisation.is_sample)
ROOMS = select(Category.id).where(Category.organisation_id.in_(NETWORKS))
THREADS = select(Thread.id).where(
    or_(Thread.is_sample, Thread.author_id.in_(PEOPLE), Thread.category_id.in_(ROOMS))
)


@dataclass(frozen=True, slots=True)
class SamplesDropped(Event):
    """What was invented is gone from every page."""

    stored_as: ClassVar[str] = "samples.samples_dropped.1"

    def changes(self) -> set[str]:
        return {"site"}


def are_there() -> bool:
    """Whether anything of the samples is in the database, a half of them included."""
    return bool(
        db.session.scalar(select(or_(*(rows.exists() for rows in (PEOPLE, NETWORKS, THREADS)))))
    )


def count_real_replies() -> int:
    """Posts of real people that stand in sample threads and would go with them."""
    real = select(func.count(Post.id)).join(Account, Account.id == Post.author_id)
    return db.session.scalar(real.where(Post.thread_id.in_(THREADS), ~Account.is_sample)) or 0


def drop_samples() -> None:
    """Take out every sample row, then the mails and the files that told of them, and what lay in
    the store for them."""
    were_there = are_there() or marker().exists()
    with transaction(None):
        if are_there():
            _drop_rows()
            record(SamplesDropped())
    if were_there:
        drop_mails()
        collect_dropped()
    accounts_file().unlink(missing_ok=True)
    marker().unlink(missing_ok=True)


def _drop_rows() -> None:
    drop_promises()
    _forget_notifications("experience", sample_experiences())
    _forget_notifications("reuse", reuses(NETWORKS, sample_experiences()))
    drop_reuse(NETWORKS, sample_experiences())
    _forget_notifications("account", PEOPLE)
    _forget_verdicts()
    drop_experiences(PEOPLE, NETWORKS)
    drop_files_of(PEOPLE)
    gone = select(Post.id).where(or_(Post.thread_id.in_(THREADS), Post.author_id.in_(PEOPLE)))
    _forget_notifications("post", gone)
    _drop_threads()
    forget_marks(PEOPLE)
    drop_posts_among_others(PEOPLE)
    db.session.execute(delete(Category).where(Category.id.in_(ROOMS)))
    db.session.execute(delete(Membership).where(Membership.organisation_id.in_(NETWORKS)))
    db.session.execute(delete(Account).where(Account.is_sample))
    from_there = update(Thread).where(Thread.organisation_id.in_(NETWORKS))
    db.session.execute(from_there.values(organisation_id=None, country=None))
    db.session.execute(delete(Organisation).where(Organisation.is_sample))


def _forget_notifications(kind: str, subjects: Select[int]) -> None:
    mine = (Notification.subject_kind == kind) & Notification.subject_id.in_(subjects)
    db.session.execute(delete(Notification).where(mine))


def _forget_verdicts() -> None:
    """What sample readers said about real drafts; `tell_of_verdict` has named each reading."""
    given = select(ExperienceVerdict.id).where(ExperienceVerdict.reader_id.in_(PEOPLE))
    readings = [f"verdict {verdict_id}" for verdict_id in db.session.scalars(given)]
    told = (Notification.kind == "draft_read") & Notification.event_key.in_(readings)
    db.session.execute(delete(Notification).where(told))


def _drop_threads() -> None:
    db.session.execute(delete(Thread).where(Thread.id.in_(THREADS)))
    here = (Thread.category_id == Category.id) & Thread.hidden_at.is_(None)
    kept = here & Thread.deleted_at.is_(None)
    visible = select(func.count(Thread.id)).where(kept).scalar_subquery()
    db.session.execute(
        update(Category).where(Category.thread_count != visible).values(thread_count=visible)
    )

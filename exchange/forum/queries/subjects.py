"""How much is said about each subject."""

from typing import NamedTuple

from sqlalchemy import func, select

from exchange.forum.models import Thread, ThreadTag
from exchange.forum.policy import unseen_by
from exchange.kernel.reading import Reading, built_once
from exchange.people.actor import Actor


class _Count(NamedTuple):
    tag_id: int
    threads: int


@built_once
def _by_tag(eyes: Actor) -> Reading[_Count]:
    """From the index of subjects alone, without the few threads that these eyes do not see: they
    have an index of their own, which SQLite is told to use, as in search.policy."""
    unseen = (
        select(Thread.id)
        .where(Thread.id == ThreadTag.thread_id, unseen_by(eyes))
        .with_hint(Thread, "INDEXED BY ix_thread_id_unseen", "sqlite")
        .correlate(ThreadTag)
    )
    return Reading(
        _Count,
        select(ThreadTag.tag_id, func.count().label("threads"))
        .where(~unseen.exists())
        .group_by(ThreadTag.tag_id),
    )


def threads_by_tag(actor: Actor) -> dict[int, int]:
    """By the subject's id: its threads that the actor may see; those without any are left out."""
    return {row.tag_id: row.threads for row in _by_tag(actor.eyes).all()}

"""How much is said about each subject."""

from typing import NamedTuple

from sqlalchemy import Integer, cast, func, select, union_all

from exchange.forum.models import Thread, ThreadTag
from exchange.forum.policy import unseen_by
from exchange.kernel.reading import Reading, built_once
from exchange.people.actor import Actor


class _Count(NamedTuple):
    tag_id: int
    threads: int


@built_once
def _by_tag(eyes: Actor) -> Reading[_Count]:
    """All of the index of subjects, less the few threads that these eyes do not see: they have an
    index of their own, which SQLite is told to use, as in search.policy."""
    unseen = (
        select(ThreadTag.tag_id, (-func.count()).label("threads"))
        .join_from(Thread, ThreadTag, ThreadTag.thread_id == Thread.id)
        .with_hint(Thread, "INDEXED BY ix_thread_id_unseen", "sqlite")
        .where(unseen_by(eyes))
        .group_by(ThreadTag.tag_id)
    )
    everything = select(ThreadTag.tag_id, func.count().label("threads")).group_by(ThreadTag.tag_id)
    both = union_all(everything, unseen).subquery()
    threads = cast(func.sum(both.c.threads), Integer)
    return Reading(
        _Count,
        select(both.c.tag_id, threads.label("threads")).group_by(both.c.tag_id).having(threads > 0),
    )


def threads_by_tag(actor: Actor) -> dict[int, int]:
    """By the subject's id: its threads that the actor may see; those without any are left out."""
    return {row.tag_id: row.threads for row in _by_tag(actor.eyes).all()}

"""What the library does when something happens below it."""

from sqlalchemy import select, update

from exchange.forum.events import PostsMoved
from exchange.forum.models import Post
from exchange.kernel.db import db
from exchange.kernel.outbox import after, inside
from exchange.kernel.sweeping import hourly
from exchange.library import actions
from exchange.library.events import ExperiencePublished
from exchange.library.models import Experience, ExperienceTag
from exchange.tags.actions import refile
from exchange.tags.events import SubjectsMerged


@inside(PostsMoved)
def keep_origins(happened: PostsMoved) -> None:
    """An experience grew out of the thread in which its answer stands; where all of a thread went,
    out of that one."""
    if happened.thread_id == happened.from_thread_id:
        return
    was_there = Experience.origin_thread_id == happened.from_thread_id
    if not happened.is_merged:
        here = select(Post.id).where(
            Post.id == Experience.origin_post_id, Post.thread_id == happened.thread_id
        )
        was_there &= here.exists()
    moved = update(Experience).where(was_there).values(origin_thread_id=happened.thread_id)
    db.session.execute(moved, execution_options={"synchronize_session": False})


@inside(SubjectsMerged)
def refile_experiences(happened: SubjectsMerged) -> None:
    """Drafts and former versions too."""
    thing, tag = ExperienceTag.experience_id, ExperienceTag.tag_id
    refile(thing, tag, happened.from_id, happened.into_id)


@after(ExperiencePublished)
def look_through_saved(happened: ExperiencePublished) -> None:
    """Whoever waits for a record like this is told."""
    actions.note_fitting(happened.experience_id)


@hourly
def tell_what_waits() -> None:
    """Of what came when its reader had just been told of another."""
    actions.tell_of_fitting()

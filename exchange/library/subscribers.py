"""What the library does when something happens, and by the hour."""

import logging

from sqlalchemy import select, update

from exchange.forum.events import PostsMoved
from exchange.forum.models import Post
from exchange.kernel.db import db
from exchange.kernel.outbox import after, inside
from exchange.kernel.rulings import NotFound
from exchange.kernel.sweeping import hourly
from exchange.library import actions, queries
from exchange.library.actions.anew import show_person_anew, show_subject_anew
from exchange.library.events import ExperiencePublished, PaperAsked
from exchange.library.models import Experience, ExperienceTag
from exchange.library.paper.page import paper_html
from exchange.library.paper.press import NotPressed, press
from exchange.library.policy import PUBLIC
from exchange.people.actor import GUEST
from exchange.people.events import ProfileChanged, RolesChanged
from exchange.tags.actions import refile
from exchange.tags.events import SubjectChanged, SubjectsMerged

log = logging.getLogger(__name__)


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
    show_subject_anew(happened.into_id)


@inside(SubjectChanged)
def follow_subject(happened: SubjectChanged) -> None:
    """Records and their papers name it."""
    show_subject_anew(happened.tag_id)


@inside(ProfileChanged)
def follow_person(happened: ProfileChanged) -> None:
    """Records and their papers name their authors, readers and translators."""
    if happened.is_named_otherwise:
        show_person_anew(happened.account_id)


@inside(RolesChanged)
def follow_place(happened: RolesChanged) -> None:
    """Beside those names stand their organisations."""
    show_person_anew(happened.account_id)


@after(PaperAsked, talks=True)
def make_paper(asked: PaperAsked) -> None:
    """What everybody may read at this moment; what was withdrawn meanwhile is not put on paper."""
    wanted = queries.paper_to_make(asked.paper_id)
    if wanted is None or wanted.made_at is not None:
        return
    try:
        page = queries.version_of(GUEST, wanted.experience_id)
        if page.row.state in PUBLIC:
            html = paper_html(page, wanted.lang, wanted.form)
            actions.keep_paper(asked.paper_id, press(html))
            return
        raise NotFound
    except NotFound:
        actions.note_failure(asked.paper_id)
    except NotPressed as reason:
        log.warning("Paper %s was not made: %s", asked.paper_id, reason)
        actions.note_failure(asked.paper_id)


@hourly
def clear_papers() -> None:
    """PDFs of what is no longer there."""
    actions.clear_papers()


@after(ExperiencePublished, talks=True)  # it looks through all records before it writes
def look_through_saved(happened: ExperiencePublished) -> None:
    """Whoever waits for a record like this is told."""
    actions.note_fitting(happened.experience_id)


@hourly
def tell_what_waits() -> None:
    """Of what came when its reader had just been told of another."""
    actions.tell_of_fitting()


@hourly
def look_after_drafts() -> None:
    """Whoever holds or owes something is reminded; what nobody reads goes to another reader."""
    actions.look_after_drafts()

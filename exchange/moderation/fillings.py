"""What moderation puts on the pages of others: links under posts, a line in the own menu."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.queries import PostRow, Revision, moderated_among
from exchange.kernel.slots import fills
from exchange.moderation.queries import count_open_cases, threads_to_lock
from exchange.people.actor import Actor
from exchange.text.wording import current_language


class PostActions(NamedTuple):
    """Which links stand under a post, in which language their pages are."""

    lang: str
    may_judge: bool
    is_hidden: bool


class ThreadLock(NamedTuple):
    """Whether the link beside a thread locks or unlocks, and in which language its page is."""

    lang: str
    is_locked: bool


class RevertLink(NamedTuple):
    """The way to put an earlier text of a post back, and in which language its page is."""

    lang: str
    post_id: int


class MenuLine(NamedTuple):
    """The line of the menu."""

    lang: str
    waiting: int
    is_log: bool = False


@fills("post.actions", "moderation/post_actions.html", remembered=True)
def post_actions(actor: Actor, posts: Sequence[PostRow]) -> Mapping[int, PostActions]:
    """Flag for those who write; Hide and Show again for who moderates there; on the own post
    nothing."""
    if not actor.may_write:
        return {}
    lang = current_language().code
    others = [post for post in posts if post.author_id != actor.id and not post.deleted_at]
    judged = moderated_among(actor, [post.id for post in others])
    return {
        post.id: PostActions(lang, post.id in judged, post.hidden_at is not None) for post in others
    }


@fills("post.revision", "moderation/revert_link.html", remembered=True)
def revert_links(actor: Actor, revisions: Sequence[Revision]) -> Mapping[int, RevertLink]:
    """Beside each text that stood in a post, for who moderates there; by its version."""
    if not moderated_among(actor, [one.post_id for one in revisions[:1]]):
        return {}
    lang = current_language().code
    return {one.version: RevertLink(lang, one.post_id) for one in revisions if not one.is_current}


@fills("thread.rail", "moderation/thread_rail.html", remembered=True)
def thread_lock(actor: Actor, ids: Sequence[int]) -> Mapping[int, ThreadLock]:
    """Beside a thread, for who moderates there."""
    lang, threads = current_language().code, threads_to_lock(actor, ids)
    return {one.id: ThreadLock(lang, one.locked_at is not None) for one in threads}


@fills("menu", "moderation/menu.html", remembered=True)
def menu(actor: Actor, ids: Sequence[int]) -> Mapping[int, MenuLine]:
    """The queue, with how many cases wait, for moderators; who moderates rooms has the log."""
    if not actor.is_moderator:
        has_log = bool(actor.moderated_rooms)
        return {actor.id: MenuLine(current_language().code, 0, is_log=True)} if has_log else {}
    return {actor.id: MenuLine(current_language().code, count_open_cases(actor))}

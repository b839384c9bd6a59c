"""What moderation puts on the pages of others: links under posts, a line in the own menu."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.policy import may_moderate
from exchange.forum.queries import PostRow, Revision
from exchange.kernel.slots import fills
from exchange.moderation.policy import may_judge
from exchange.moderation.queries import count_open_cases, standings
from exchange.people.actor import Actor
from exchange.text.wording import current_language


class PostActions(NamedTuple):
    """Which links stand under a post, in which language their pages are."""

    lang: str
    may_flag: bool
    may_judge: bool
    may_move: bool
    is_hidden: bool


class ThreadLinks(NamedTuple):
    """What the links beside a thread do by how it stands; in which language their pages are."""

    lang: str
    is_locked: bool
    is_pinned: bool
    kind: str


class RevertLink(NamedTuple):
    """The way to put an earlier text of a post back, and in which language its page is."""

    lang: str
    post_id: int


class MenuLine(NamedTuple):
    """The line of the menu."""

    lang: str
    waiting: int


@fills("post.actions", "moderation/post_actions.html", remembered=True)
def post_actions(actor: Actor, posts: Sequence[PostRow]) -> Mapping[int, PostActions]:
    """Flag for those who write, on the posts of others; what moderators do to a post besides."""
    if not actor.may_write:
        return {}
    lang = current_language().code
    made = {post.id: _actions(actor, post, lang) for post in posts if not post.deleted_at}
    return {post_id: one for post_id, one in made.items() if one.may_flag or one.may_move}


def _actions(actor: Actor, post: PostRow, lang: str) -> PostActions:
    is_hidden = post.hidden_at is not None
    moves = bool(may_moderate(actor)) and post.parent_id is not None
    judges = bool(may_judge(actor, post.author_id))
    return PostActions(lang, post.author_id != actor.id, judges, moves, is_hidden)


@fills("post.revision", "moderation/revert_link.html", remembered=True)
def revert_links(actor: Actor, revisions: Sequence[Revision]) -> Mapping[int, RevertLink]:
    """Beside each text that stood in a post, for moderators only; by its version."""
    if not may_moderate(actor):
        return {}
    lang = current_language().code
    return {one.version: RevertLink(lang, one.post_id) for one in revisions if not one.is_current}


@fills("thread.rail", "moderation/thread_rail.html", remembered=True)
def thread_links(actor: Actor, ids: Sequence[int]) -> Mapping[int, ThreadLinks]:
    """Beside a thread, for moderators only."""
    if not may_moderate(actor):
        return {}
    lang = current_language().code
    return {
        one.id: ThreadLinks(lang, one.locked_at is not None, one.is_pinned, one.kind)
        for one in standings(ids)
    }


@fills("menu", "moderation/menu.html", remembered=True)
def menu(actor: Actor, ids: Sequence[int]) -> Mapping[int, MenuLine]:
    """The queue, with how many cases wait; for moderators only."""
    if not actor.is_moderator:
        return {}
    return {actor.id: MenuLine(current_language().code, count_open_cases(actor))}

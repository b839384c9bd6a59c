"""What moderation puts on the pages of others: links under posts, a line in the own menu."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.forum.policy import may_place_in
from exchange.forum.queries import PostRow, Revision, ThreadRow, moderated_among
from exchange.kernel.slots import fills
from exchange.moderation.policy import has_other_place, may_read_queue
from exchange.moderation.queries import count_open_cases, standings
from exchange.moderation.selecting import written
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
    is_duplicate: bool
    kind: str
    may_move: bool  # somewhere else


class SelectLink(NamedTuple):
    """The way to choose among the threads of a list, and in which language its page is."""

    lang: str
    ids: str


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
    """Flag for those who write, on the posts of others; what is done to a post besides, for who
    moderates there."""
    if not actor.may_write:
        return {}
    lang = current_language().code
    shown = [post for post in posts if not post.deleted_at]
    judged = moderated_among(actor, [post.id for post in shown])
    made = {post.id: _actions(actor, post, lang, post.id in judged) for post in shown}
    return {post_id: one for post_id, one in made.items() if one.may_flag or one.may_move}


def _actions(actor: Actor, post: PostRow, lang: str, moderates: bool) -> PostActions:
    is_others = post.author_id != actor.id
    moves = moderates and post.parent_id is not None
    return PostActions(lang, is_others, moderates and is_others, moves, post.hidden_at is not None)


@fills("post.revision", "moderation/revert_link.html", remembered=True)
def revert_links(actor: Actor, revisions: Sequence[Revision]) -> Mapping[int, RevertLink]:
    """Beside each text that stood in a post, for who moderates there; by its version."""
    if not moderated_among(actor, [one.post_id for one in revisions[:1]]):
        return {}
    lang = current_language().code
    return {one.version: RevertLink(lang, one.post_id) for one in revisions if not one.is_current}


@fills("thread.rail", "moderation/thread_rail.html", remembered=True)
def thread_links(actor: Actor, ids: Sequence[int]) -> Mapping[int, ThreadLinks]:
    """Beside a thread, for who moderates there."""
    lang = current_language().code
    return {
        one.id: ThreadLinks(
            lang,
            one.locked_at is not None,
            one.is_pinned,
            one.duplicate_of_id is not None,
            one.kind,
            has_other_place(actor, one.category_id),
        )
        for one in standings(actor, ids)
    }


@fills("list.tools", "moderation/select_link.html", remembered=True)
def select_link(actor: Actor, threads: Sequence[ThreadRow]) -> Mapping[int, SelectLink]:
    """Beside a list, for who moderates some of it; it asks the database nothing."""
    ids = [one.id for one in threads if may_place_in(actor, one.category_id)]
    return {0: SelectLink(current_language().code, written(ids))} if ids else {}


@fills("menu", "moderation/menu.html", remembered=True)
def menu(actor: Actor, ids: Sequence[int]) -> Mapping[int, MenuLine]:
    """The queue, with how many cases wait, for those who moderate everywhere or in some rooms."""
    if not may_read_queue(actor):
        return {}
    return {actor.id: MenuLine(current_language().code, count_open_cases(actor))}

"""An earlier text of a post, beside the one that stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.forum.policy import may_moderate_in
from exchange.forum.queries import PastText, ThreadHead, past_text
from exchange.forum.queries.posts import PostLine
from exchange.kernel.rulings import require
from exchange.people.actor import Actor
from exchange.text.differences import Stretch, differences


@dataclass(frozen=True, slots=True)
class RevertPage:
    """What putting a text back would change."""

    thread: ThreadHead
    post: PostLine
    past: PastText
    title: Sequence[Stretch]  # empty if it stays
    text: Sequence[Stretch]


def revert_page(actor: Actor, post_id: int, to: int) -> RevertPage:
    """NotFound where version `to` never was, or is the one that stands there."""
    found = past_text(actor, post_id, to)
    require(may_moderate_in(actor, found.thread))
    thread, post, past = found.thread, found.post, found.past
    is_renamed = post.is_opening and thread.title != past.title
    return RevertPage(
        thread=thread,
        post=post,
        past=past,
        title=differences(thread.title, past.title) if is_renamed else (),
        text=differences(post.source, past.source),
    )

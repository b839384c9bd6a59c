from collections.abc import Sequence

from exchange.files.actions import Attached
from exchange.forum.actions.attach import attach_files
from exchange.forum.actions.confirm import ask_again
from exchange.forum.actions.mentions import keep_mentions
from exchange.forum.actions.rows import get_post
from exchange.forum.actions.texts import rendered
from exchange.forum.events import PostEdited
from exchange.forum.models import PostRevision
from exchange.forum.policy import may_edit
from exchange.forum.queries.files import files_under
from exchange.forum.queries.mentions import Where
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Stale, require
from exchange.people.actor import Actor
from exchange.text.markdown import RENDERER_VERSION


def edit_post(
    actor: Actor,
    post_id: int,
    *,
    version: int,
    body: str,
    lang: str,
    title: str | None = None,
    files: Sequence[Attached] | None = None,
    asks_again: bool = False,
) -> None:
    """Change a post that was read at `version`; Stale if somebody saved another one since.

    `title` goes with an opening post; no `files` leaves those that stand there. What stood there
    before is kept as a revision. `asks_again`: whoever has confirmed this announcement.
    """
    text = rendered(body, Where(edited=post_id))
    with transaction(actor) as actor:
        thread, post = get_post(actor, post_id)
        require(may_edit(actor, thread, post))
        if post.edit_version != version:
            raise Stale
        is_opening = post.parent_id is None
        db.session.add(
            PostRevision(
                post_id=post.id,
                by_id=actor.id,
                edit_version=post.edit_version,
                title=thread.title if is_opening else "",
                lang=post.lang,
                source=post.source,
                files=[[one.id, one.name] for one in files_under([post.id]).get(post.id, ())],
            )
        )
        post.source, post.html, post.lang = text.source, text.html, lang
        post.renderer_version = RENDERER_VERSION
        post.edited_at, post.edit_version = now(), post.edit_version + 1
        if is_opening and title is not None:
            thread.title, thread.lang = title, lang
        if files is not None:
            attach_files(actor, post, files)
        keep_mentions(actor, post)
        if is_opening and asks_again:
            ask_again(actor, thread)
        record(PostEdited(thread.id, thread.category_id, post.id, actor.id))

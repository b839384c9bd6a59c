from collections.abc import Sequence

from exchange.files.actions import Attached
from exchange.forum.actions.attach import attach_files
from exchange.forum.actions.mentions import keep_mentions
from exchange.forum.actions.rows import get_post
from exchange.forum.actions.texts import rendered
from exchange.forum.actions.watch import watch_written
from exchange.forum.events import ReplyPosted
from exchange.forum.models import Post, Thread
from exchange.forum.policy import may_read_post, may_reply
from exchange.forum.queries.mentions import Where
from exchange.forum.tree import plant
from exchange.kernel.clock import now
from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import require
from exchange.people.actor import Actor
from exchange.text.markdown import RENDERER_VERSION


def post_reply(
    actor: Actor, parent_id: int, *, body: str, lang: str, files: Sequence[Attached] = ()
) -> int:
    """Reply to a post; gives the reply's id."""
    text = rendered(body, Where(beside=parent_id))
    with transaction(actor) as actor:
        thread, parent = get_post(actor, parent_id)
        require(may_reply(actor, thread))
        require(may_read_post(actor, parent, thread))
        moment = now()
        post = Post(
            thread_id=thread.id,
            parent_id=parent.id,
            author_id=actor.id,
            lang=lang,
            source=text.source,
            html=text.html,
            renderer_version=RENDERER_VERSION,
            by_mentor=actor.is_mentor,
            posted_at=moment,
        )
        plant(post, parent.path)
        attach_files(actor, post, files)
        keep_mentions(actor, post)
        thread.last_post_at, thread.last_author_id = moment, actor.id
        _count(thread, post)
        watch_written(actor, thread.id)
        record(ReplyPosted(thread.id, thread.category_id, post.id, parent.id, actor.id))
        return post.id


def _count(thread: Thread, reply: Post) -> None:
    # `settle` would count the whole thread again, and a reply costs the same in any.
    thread.reply_count += 1
    if reply.author_id == thread.author_id:
        return
    if reply.by_mentor and thread.first_mentor_at is None:
        thread.first_mentor_at = reply.posted_at
    if reply.by_mentor and thread.state in ("waiting", "replied"):
        thread.state = "answered"
    elif thread.state == "waiting":
        thread.state = "replied"

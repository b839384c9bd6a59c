from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import update

from exchange.files.actions import Attached
from exchange.forum.actions.attach import attach_files
from exchange.forum.actions.homes import home_of
from exchange.forum.actions.mentions import keep_mentions
from exchange.forum.actions.texts import Text, rendered
from exchange.forum.actions.watch import watch_written
from exchange.forum.events import ThreadStarted
from exchange.forum.models import Category, Post, Thread, ThreadTag
from exchange.forum.policy import may_enter, may_write
from exchange.forum.queries.mentions import Where
from exchange.forum.tree import plant
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.people.actor import Actor
from exchange.tags.actions import ids_of
from exchange.text.markdown import RENDERER_VERSION
from exchange.text.wording import lazy as _l


def start_thread(
    actor: Actor,
    *,
    category_id: int,
    kind: str,
    title: str,
    body: str,
    lang: str,
    tags: Sequence[str] = (),
    files: Sequence[Attached] = (),
) -> int:
    """Ask a question or begin a discussion; gives the thread's id."""
    text = rendered(body, Where(category=category_id))
    about = About(category_id, kind, title, lang, tags)
    with transaction(actor) as actor:
        return put_thread(actor, about, text, files)


class About(NamedTuple):
    """What a new thread is, besides its text."""

    category_id: int
    kind: str
    title: str
    lang: str
    tags: Sequence[str] = ()


def put_thread(actor: Actor, about: About, text: Text, files: Sequence[Attached]) -> int:
    """The same in a transaction that has begun, with a text that is rendered."""
    require(may_write(actor))
    category = db.session.get(Category, about.category_id)
    if category is None or not may_enter(actor, category.id, category.is_room):
        raise Refused("category", _l("Please choose one of the list."))
    thread = _thread(actor, category, about)
    post = Post(
        thread_id=thread.id,
        author_id=actor.id,
        lang=about.lang,
        source=text.source,
        html=text.html,
        renderer_version=RENDERER_VERSION,
        by_mentor=actor.is_mentor,
        posted_at=thread.started_at,
    )
    plant(post, b"")
    attach_files(actor, post, files)
    keep_mentions(actor, post)
    _file(thread, about.tags)
    watch_written(actor, thread.id)
    record(ThreadStarted(thread.id, category.id, post.id, actor.id))
    return thread.id


def _thread(actor: Actor, category: Category, about: About) -> Thread:
    moment = now()
    organisation_id, country = home_of(actor.id)
    thread = Thread(
        category_id=category.id,
        in_room=category.is_room,
        author_id=actor.id,
        last_author_id=actor.id,
        kind=about.kind,
        title=about.title,
        lang=about.lang,
        organisation_id=organisation_id,
        country=country,
        started_at=moment,
        last_post_at=moment,
    )
    db.session.add(thread)
    db.session.flush()
    return thread


def _file(thread: Thread, tags: Sequence[str]) -> None:
    """Under its category and its subjects."""
    db.session.add_all(ThreadTag(thread_id=thread.id, tag_id=tag_id) for tag_id in ids_of(tags))
    db.session.execute(
        update(Category)
        .where(Category.id == thread.category_id)
        .values(thread_count=Category.thread_count + 1)
    )

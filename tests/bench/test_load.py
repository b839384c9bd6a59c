"""The bulk path writes what the actions would have written."""

import pytest
from sqlalchemy import delete, select

from exchange.forum import actions
from exchange.forum.models import Post, Stretch, Thread
from exchange.kernel.db import db, quietly, transaction
from exchange.people.queries import get_actor
from exchange.search.models import SearchDocument
from tests.bench import dataset
from tests.bench.load import load

pytestmark = pytest.mark.slow

POSTS = 200


def test_the_bulk_path_and_the_actions_write_the_same_rows(app, monkeypatch):
    monkeypatch.setattr(dataset, "LONG_THREAD", 60)
    load(POSTS, very_long=0, experiences=0)
    in_bulk = rows()
    with transaction(None):
        for model in (SearchDocument, Stretch, Post, Thread):
            db.session.execute(delete(model))
    with quietly():
        for thread in dataset.threads(POSTS):
            write(thread)
    by_actions = rows()
    assert sum(len(posts) for _, posts, _ in in_bulk) == POSTS
    assert in_bulk == by_actions


def write(thread):
    """One thread of the data set, post by post, as people would."""
    ids = []
    for parent, author, text, _ in thread.posts:
        if parent is None:
            thread_id = actions.start_thread(
                get_actor(author),
                category_id=thread.category,
                kind="question",
                title=thread.title,
                body=text,
                lang=thread.lang,
            )
            ids.append(db.session.scalar(select(Post.id).where(Post.thread_id == thread_id)))
        else:
            ids.append(
                actions.post_reply(get_actor(author), ids[parent], body=text, lang=thread.lang)
            )


def rows():
    """All threads with their posts in reading order; without ids and times."""
    db.session.rollback()
    found = []
    for thread in db.session.scalars(select(Thread).order_by(Thread.id)):
        mine = select(Post).where(Post.thread_id == thread.id).order_by(Post.path)
        posts = [
            (
                *(len(post.path), post.author_id, post.lang, post.source, post.html),
                *(post.renderer_version, post.by_mentor, post.helpful_count),
            )
            for post in db.session.scalars(mine)
        ]
        head = (
            *(thread.category_id, thread.author_id, thread.last_author_id, thread.kind),
            *(thread.title, thread.lang, thread.state, thread.post_count, thread.reply_count),
            *(thread.first_mentor_at is not None, thread.helpful_count),
            *(thread.organisation_id, thread.country),
        )
        documents = (
            select(SearchDocument)
            .join(Post, Post.id == SearchDocument.post_id)
            .where(Post.thread_id == thread.id)
        )
        indexed = len(db.session.scalars(documents).all())
        found.append((head, posts, indexed))
    return found

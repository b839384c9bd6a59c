"""The tree against a naive one: whatever is replied to whatever, pages and places agree."""

import random

import pytest
from sqlalchemy import select

from exchange.forum import actions, paths, queries, tree
from exchange.forum.models import Post, Stretch
from exchange.forum.queries import places
from exchange.forum.queries import shown as shown_queries
from exchange.kernel.db import db
from exchange.people.actor import GUEST
from tests.factories import a_person, a_reply, a_thread, opening_of
from tests.forum import forest

PAGE = 4
MOVES = {"move_branch", "move_reply", "split", "merge", "move_thread"}


class Naive:
    """Replies by parent, walked by recursion."""

    def __init__(self, root):
        self.root, self.replies = root, {root: []}
        self.deleted = set()

    def add(self, parent, post):
        self.replies[parent].append(post)
        self.replies[post] = []

    def stands(self, post):
        """Whether it, or a reply somewhere below it, is not deleted."""
        return post not in self.deleted or any(map(self.stands, self.replies[post]))

    def in_order(self, post=None):
        post = post or self.root
        return [post] + [p for reply in self.replies[post] for p in self.in_order(reply)]


@pytest.fixture
def small(monkeypatch):
    """Short pages and stretches, so that a few hundred posts meet every edge."""
    monkeypatch.setattr(tree, "STRETCH", 5)
    monkeypatch.setattr(places, "STRETCH", 5)
    for module in (places, shown_queries):
        monkeypatch.setattr(module, "PAGE_SIZE", PAGE)
    shown_queries._page.cache_clear()
    yield
    shown_queries._page.cache_clear()


@pytest.mark.slow
def test_pages_permalinks_and_order_agree_with_a_naive_tree(app, small):
    chance, who = random.Random(20160913), a_person()
    thread = a_thread(who)
    naive = Naive(opening_of(thread))
    for _ in range(150):
        known = list(naive.replies)
        parent = chance.choice(known[-6:] if chance.random() < 0.6 else known)
        naive.add(parent, a_reply(parent, who))
    order = naive.in_order()
    last = -(-len(order) // PAGE)
    pages = [queries.thread_page(GUEST, thread.id, n + 1) for n in range(last)]
    assert [post.id for page in pages for post in page.posts] == order
    for place, post in enumerate(order):
        assert queries.post_place(GUEST, post)[1] == place // PAGE + 1
    db.session.rollback()
    held = db.session.scalars(
        select(Stretch.post_count).where(Stretch.thread_id == thread.id)
    ).all()
    assert sum(held) == len(order)
    assert max(held) <= 2 * tree.STRETCH


@pytest.mark.slow
def test_deleted_posts_keep_their_number_and_leave_a_line_where_replies_hang_on_them(app, small):
    chance, who = random.Random(20171123), a_person()
    thread = a_thread(who)
    naive = Naive(opening_of(thread))
    for _ in range(120):
        deed, known = chance.random(), [p for p in naive.replies if p not in naive.deleted]
        if deed < 0.55 or known == [naive.root]:
            parent = chance.choice(known[-6:] if deed < 0.3 else known)
            naive.add(parent, a_reply(parent, who))
        elif deed < 0.9 or not naive.deleted:
            naive.deleted.add(gone := chance.choice(known[1:]))
            actions.delete_post(who, gone)
        else:
            naive.deleted.remove(back := chance.choice(sorted(naive.deleted)))
            actions.restore_post(who, back)
    order = naive.in_order()
    pages = [queries.thread_page(GUEST, thread.id, n + 1) for n in range(-(-len(order) // PAGE))]
    assert [post.id for page in pages for post in page.posts] == order
    assert set().union(*(page.shown.stumps for page in pages)) == {
        post for post in naive.deleted if naive.stands(post)
    }
    assert pages[0].thread.reply_count == len(order) - 1 - len(naive.deleted)
    assert 5 < len(naive.deleted) < len(order) - 5
    for place, post in enumerate(order):
        assert queries.post_place(GUEST, post)[1] == place // PAGE + 1


@pytest.mark.slow
def test_whatever_is_done_to_threads_a_naive_forest_reads_the_same(app):
    with forest.small():
        gardener = forest.Gardener(20261126)
        for step in range(1, 351):
            gardener.operate()
            if step % 25 == 0:
                gardener.look()
    assert {name for name, times in gardener.done.items() if times > 2} >= MOVES


def test_beyond_the_deepest_level_replies_stand_beside_what_they_answer(app, monkeypatch):
    monkeypatch.setattr(paths, "LEVELS", 3)
    thread = a_thread()
    post = opening_of(thread)
    chain = [post] + [post := a_reply(post) for _ in range(5)]
    page = queries.thread_page(GUEST, thread.id)
    assert [row.id for row in page.posts] == chain
    assert [row.level for row in page.posts] == [0, 1, 2, 2, 2, 2]
    assert db.session.get_one(Post, chain[-1]).parent_id == chain[-2]


def test_at_the_deepest_level_a_deleted_post_always_leaves_its_line(app, monkeypatch):
    monkeypatch.setattr(paths, "LEVELS", 3)
    who = a_person()
    post = a_reply(a_reply(a_thread(who), who), who)
    thread = db.session.get_one(Post, post).thread_id
    beside = a_reply(post)
    actions.delete_post(who, post)
    shown = queries.thread_page(GUEST, thread).shown
    assert (shown.stumps, beside in {row.id for row in shown.posts}) == ({post}, True)


def test_a_path_sorts_after_its_parent_and_before_its_next_sibling():
    root = paths.place(b"", 7)
    assert root < paths.place(root, 9) < paths.place(root, 300) < paths.place(b"", 8)

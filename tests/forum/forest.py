"""Threads as lists and sets, in which nothing is counted ahead, and all that is done to them."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from exchange.forum import actions, paths, queries, tree
from exchange.forum.actions import NewThread
from exchange.forum.models import Category, Post, Stretch, Thread
from exchange.forum.moving import Seen
from exchange.forum.queries import places
from exchange.forum.queries import shown as shown_queries
from exchange.kernel.db import db
from exchange.people.actor import GUEST, Actor
from exchange.search.models import SearchDocument
from tests.factories import (
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    opening_of,
)

PAGE, LEVELS, STRETCH = 4, 6, 5  # small, so that every edge is met often
MOST_THREADS, FULL = 6, 250  # posts of all together: then the oldest threads rest


@contextmanager
def small() -> Iterator[None]:
    """Short pages and stretches, so that a few hundred posts meet every edge."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "LEVELS", LEVELS)
        patch.setattr(tree, "STRETCH", STRETCH)
        patch.setattr(places, "STRETCH", STRETCH)
        for module in (places, shown_queries):
            patch.setattr(module, "PAGE_SIZE", PAGE)
        shown_queries._page.cache_clear()
        yield
    shown_queries._page.cache_clear()


@dataclass(frozen=True)
class People:
    """Who does it all."""

    writers: tuple[Actor, ...]
    moderator: Actor


def some_people() -> People:
    return People((a_person(), a_person(), a_mentor()), a_moderator())


@dataclass
class Forest:
    """Some threads: where each post hangs, who wrote it, what has become of it."""

    opening: dict[int, int] = field(default_factory=dict)  # of each thread that stands
    above: dict[int, int | None] = field(default_factory=dict)  # what each post replies to
    by: dict[int, Actor] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    deleted: set[int] = field(default_factory=set)
    accepted: dict[int, int] = field(default_factory=dict)  # of a thread
    merged: dict[int, int] = field(default_factory=dict)  # threads, and where they went
    category: dict[int, int] = field(default_factory=dict)  # of a thread

    def plant(self, who: Actor, category: Category) -> int:
        words = {"title": "Who pays the animator?", "body": "We ask.", "lang": "en"}
        thread = actions.start_thread(who, category_id=category.id, kind="question", **words)
        post = opening_of(db.session.get_one(Thread, thread))
        self.opening[thread], self.category[thread] = post, category.id
        self.above[post], self.by[post] = None, who
        return thread

    def below(self, post: int) -> list[int]:
        direct = sorted(p for p, above in self.above.items() if above == post)
        return [p for reply in direct for p in (reply, *self.below(reply))]

    def branch(self, post: int) -> set[int]:
        return {post, *self.below(post)}

    def thread_of(self, post: int) -> int:
        while (above := self.above[post]) is not None:
            post = above
        return next(thread for thread, opening in self.opening.items() if opening == post)

    def in_order(self, thread: int) -> list[int]:
        return self._walk(self.opening[thread], 1)

    def _walk(self, post: int, level: int) -> list[int]:
        if level == LEVELS - 1:  # all below it stand in a row, in the order of time
            return [post, *sorted(self.below(post))]
        direct = sorted(p for p, above in self.above.items() if above == post)
        return [post, *(p for reply in direct for p in self._walk(reply, level + 1))]

    def visible(self, thread: int) -> list[int]:
        gone = self.hidden | self.deleted | {self.opening[thread]}
        return [post for post in self.in_order(thread) if post not in gone]

    def state(self, thread: int) -> str:
        asker = self.by[self.opening[thread]].id
        others = [p for p in self.visible(thread) if self.by[p].id != asker]
        if thread in self.accepted:
            return "accepted"
        if any(self.by[post].is_mentor for post in others):
            return "answered"
        return "replied" if others else "waiting"

    def withdraw_what_went(self) -> None:
        self.accepted = {
            thread: post
            for thread, post in self.accepted.items()
            if thread in self.opening and self.thread_of(post) == thread
        }


class Gardener:
    """Does one thing after another, here and there, to the forest and to its naive picture."""

    def __init__(self, seed: int) -> None:
        self.chance, self.people = random.Random(seed), some_people()
        self.places = [a_category(), a_category()]
        self.forest = Forest()
        for _ in range(3):
            self.plant()
        self.done: dict[str, int] = {}

    def plant(self) -> None:
        self.forest.plant(self._someone(), self.chance.choice(self.places))

    def _someone(self) -> Actor:
        return self.chance.choices(self.people.writers, [6, 3, 1])[0]

    def operate(self) -> None:
        """One thing that somebody does; nothing, where it cannot be done to what was drawn."""
        weights = {
            self.reply: 60,
            self.hide: 5,
            self.show: 4,
            self.delete: 4,
            self.restore: 3,
            self.accept: 4,
            self.move_branch: 8,
            self.move_reply: 5,
            self.split: 2,
            self.merge: 2,
            self.move_thread: 2,
        }
        [deed] = self.chance.choices(list(weights), list(weights.values()))
        if deed(self._any()):
            self.done[deed.__name__] = self.done.get(deed.__name__, 0) + 1

    def _any(self) -> int:
        known = sorted(self.forest.above)
        return self.chance.choice(known[-12:] if self.chance.random() < 0.5 else known)

    def _is_reply(self, post: int) -> bool:
        return self.forest.above[post] is not None

    def _is_gone(self, post: int) -> bool:
        return post in self.forest.hidden | self.forest.deleted

    def reply(self, post: int) -> bool:
        if self._is_gone(post) or len(self.forest.above) >= FULL:
            return False
        who = self._someone()
        reply = a_reply(post, who)
        self.forest.above[reply], self.forest.by[reply] = post, who
        return True

    def _lose_acceptance(self, post: int) -> None:
        kept = {thread: p for thread, p in self.forest.accepted.items() if p != post}
        self.forest.accepted = kept

    def hide(self, post: int) -> bool:
        if not self._is_reply(post) or self._is_gone(post):
            return False
        actions.hide_post(self.people.moderator, post)
        self.forest.hidden.add(post)
        self._lose_acceptance(post)
        return True

    def show(self, _post: int) -> bool:
        if not self.forest.hidden:
            return False
        post = self.chance.choice(sorted(self.forest.hidden))
        actions.show_post(self.people.moderator, post)
        self.forest.hidden.remove(post)
        return True

    def delete(self, post: int) -> bool:
        if not self._is_reply(post) or self._is_gone(post):
            return False
        actions.delete_post(self.forest.by[post], post)
        self.forest.deleted.add(post)
        self._lose_acceptance(post)
        return True

    def restore(self, _post: int) -> bool:
        if not self.forest.deleted:
            return False
        post = self.chance.choice(sorted(self.forest.deleted))
        actions.restore_post(self.forest.by[post], post)
        self.forest.deleted.remove(post)
        return True

    def accept(self, post: int) -> bool:
        if not self._is_reply(post) or self._is_gone(post):
            return False
        actions.accept_answer(self.people.moderator, post)
        self.forest.accepted[self.forest.thread_of(post)] = post
        return True

    def _under(self, not_in: set[int]) -> int | None:
        fit = sorted(set(self.forest.above) - not_in - self.forest.deleted)
        return self.chance.choice(fit) if fit else None

    def _seen(self, post: int, under: int | None = None) -> Seen:
        thread = self.forest.thread_of(post)
        db.session.rollback()
        version = db.session.scalar(select(Thread.edit_version).where(Thread.id == thread))
        return Seen(thread, version or 0, self.forest.thread_of(under) if under else 0)

    def _hang(self, post: int, move: Callable[..., object], not_in: set[int]) -> bool:
        under = self._under(not_in)
        if under is None or not self._is_reply(post) or self.forest.above[post] == under:
            return False
        move(self.people.moderator, post, under, self._seen(post, under))
        if move is actions.move_reply:
            self._leave_replies(post, self.forest.above[post])
        self.forest.above[post] = under
        self.forest.withdraw_what_went()
        return True

    def _leave_replies(self, post: int, to: int | None) -> None:
        for reply, above in self.forest.above.items():
            self.forest.above[reply] = to if above == post else above

    def move_branch(self, post: int) -> bool:
        return self._hang(post, actions.move_branch, self.forest.branch(post))

    def move_reply(self, post: int) -> bool:
        return self._hang(post, actions.move_reply, {post})

    def split(self, post: int) -> bool:
        if not self._is_reply(post) or self._is_gone(post):
            return False
        if len(self.forest.opening) >= MOST_THREADS:
            return False
        place = self.chance.choice(self.places).id
        new = NewThread("What we strayed to", "question", place)
        made = actions.split_branch(self.people.moderator, post, new, self._seen(post))
        self.forest.above[post] = None
        self.forest.opening[made.thread_id], self.forest.category[made.thread_id] = post, place
        self.forest.withdraw_what_went()
        return True

    def merge(self, post: int) -> bool:
        thread = self.forest.thread_of(post)
        opening = self.forest.opening[thread]
        under = self._under(self.forest.branch(opening))
        if under is None:
            return False
        seen, by_time = self._seen(opening, under), self.chance.random() < 0.5
        actions.merge_thread(self.people.moderator, under, seen, by_time=by_time)
        if by_time:
            self._leave_replies(opening, under)
        self.forest.above[opening] = under
        del self.forest.opening[thread], self.forest.category[thread]
        into = self.forest.thread_of(under)
        went = {one: into if to == thread else to for one, to in self.forest.merged.items()}
        self.forest.merged = went | {thread: into}
        self.forest.withdraw_what_went()
        if len(self.forest.opening) < 3:
            self.plant()
        return True

    def move_thread(self, post: int) -> bool:
        thread = self.forest.thread_of(post)
        place = self.chance.choice(self.places).id
        if place == self.forest.category[thread]:
            return False
        actions.move_thread(self.people.moderator, place, self._seen(post))
        self.forest.category[thread] = place
        return True

    def look(self) -> None:
        """Everything that is kept ready is what counting would give."""
        for thread in self.forest.opening:
            self._look_at(thread)
        db.session.rollback()
        held = select(Category.id, Category.thread_count)
        counts = {row.id: row.thread_count for row in db.session.execute(held)}
        here = list(self.forest.category.values())
        assert counts == {place.id: here.count(place.id) for place in self.places}
        went = select(Thread.id, Thread.merged_into_id).where(Thread.merged_into_id.is_not(None))
        assert {row[0]: row[1] for row in db.session.execute(went)} == self.forest.merged
        found = (
            select(func.count())
            .select_from(SearchDocument)
            .join(
                Post,
                (Post.id == SearchDocument.post_id) & (Post.thread_id == SearchDocument.thread_id),
            )
        )
        assert db.session.scalar(found) == len(self.forest.above)

    def _look_at(self, thread: int) -> None:
        forest, order = self.forest, self.forest.in_order(thread)
        last = -(-len(order) // PAGE)
        pages = [queries.thread_page(GUEST, thread, number + 1) for number in range(last)]
        assert [post.id for page in pages for post in page.posts] == order
        for place in self.chance.sample(range(len(order)), min(9, len(order))):
            head, number = queries.post_place(GUEST, order[place])
            assert (head.id, number) == (thread, place // PAGE + 1)
        db.session.rollback()
        row = db.session.get_one(Thread, thread, populate_existing=True)
        assert (row.post_count, row.reply_count) == (len(order), len(forest.visible(thread)))
        assert (row.state, row.accepted_post_id) == (
            forest.state(thread),
            forest.accepted.get(thread),
        )
        assert row.author_id == forest.by[forest.opening[thread]].id
        newest = db.session.get_one(Post, max(order))
        assert (row.last_post_at, row.last_author_id) == (newest.posted_at, newest.author_id)
        self._look_at_mentor(thread, row)
        self._look_at_stretches(thread, len(order))

    def _look_at_mentor(self, thread: int, row: Thread) -> None:
        by_mentors = [
            post
            for post in self.forest.visible(thread)
            if self.forest.by[post].is_mentor and self.forest.by[post].id != row.author_id
        ]
        first = db.session.get_one(Post, min(by_mentors)).posted_at if by_mentors else None
        assert row.first_mentor_at == first

    def _look_at_stretches(self, thread: int, posts: int) -> None:
        spans = select(Stretch.starts_at, Stretch.post_count).where(Stretch.thread_id == thread)
        held = db.session.execute(spans.order_by(Stretch.starts_at)).all()
        if posts <= 2 * STRETCH and not held:
            return
        assert sum(span.post_count for span in held) == posts
        assert max(span.post_count for span in held) <= 2 * STRETCH
        for span, following in zip(held, [*held[1:], None], strict=True):
            inside = select(func.count()).where(
                Post.thread_id == thread, Post.path >= span.starts_at
            )
            if following is not None:
                inside = inside.where(Post.path < following.starts_at)
            assert db.session.scalar(inside) == span.post_count

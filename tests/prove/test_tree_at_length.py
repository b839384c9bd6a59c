"""Ten thousand operations on threads: pages, places, counts and states agree with a naive tree.

`PROVE_STEPS=1000` for a short look.
"""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.forum import actions, paths, queries, tree
from exchange.forum.models import Stretch, Thread
from exchange.forum.queries import places
from exchange.forum.queries import shown as shown_queries
from exchange.kernel.db import db
from exchange.people.actor import GUEST, Actor
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread, opening_of

pytestmark = pytest.mark.prove

STEPS = int(os.environ.get("PROVE_STEPS", "10000"))
A_THREAD, BETWEEN_LOOKS = 400, 100  # operations
PAGE, LEVELS, STRETCH = 4, 6, 5  # small, so that every edge is met often


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(paths, "LEVELS", LEVELS)
    monkeypatch.setattr(tree, "STRETCH", STRETCH)
    monkeypatch.setattr(places, "STRETCH", STRETCH)
    for module in (places, shown_queries):
        monkeypatch.setattr(module, "PAGE_SIZE", PAGE)
    shown_queries._page.cache_clear()
    yield
    shown_queries._page.cache_clear()


@dataclass
class Naive:
    """A thread as lists and sets; nothing in it is counted ahead."""

    opening: int
    replies: dict[int, list[int]] = field(default_factory=dict)  # of each post
    by: dict[int, Actor] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    accepted: int | None = None

    def add(self, parent: int, post: int, who: Actor) -> None:
        self.replies[parent].append(post)
        self.replies[post], self.by[post] = [], who

    def in_order(self) -> list[int]:
        return self._walk(self.opening, 1)

    def _walk(self, post: int, level: int) -> list[int]:
        if level == LEVELS - 1:  # all below it stand in a row, in the order of time
            return [post, *sorted(self._below(post))]
        return [post, *(p for reply in self.replies[post] for p in self._walk(reply, level + 1))]

    def _below(self, post: int) -> list[int]:
        return [p for reply in self.replies[post] for p in (reply, *self._below(reply))]

    def visible(self) -> list[int]:
        return [post for post in self.by if post != self.opening and post not in self.hidden]

    def state(self) -> str:
        others = [p for p in self.visible() if self.by[p].id != self.by[self.opening].id]
        if self.accepted:
            return "accepted"
        if any(self.by[post].is_mentor for post in others):
            return "answered"
        return "replied" if others else "waiting"


@dataclass(frozen=True)
class People:
    """Who does it all."""

    asker: Actor
    writers: tuple[Actor, ...]
    moderator: Actor


def operate(chance: random.Random, naive: Naive, people: People) -> None:
    """One thing that somebody does, here and there."""
    known = sorted(naive.replies)
    post = chance.choice(known[-12:] if chance.random() < 0.6 else known)
    match chance.choices(["reply", "hide", "show", "accept", "reopen"], [80, 7, 6, 4, 3])[0]:
        case "reply" if post not in naive.hidden:
            who = chance.choices(people.writers, [6, 3, 1])[0]
            naive.add(post, a_reply(post, who), who)
        case "hide" if post != naive.opening:
            actions.hide_post(people.moderator, post)
            naive.hidden.add(post)
            naive.accepted = None if naive.accepted == post else naive.accepted
        case "show" if naive.hidden:
            shown = chance.choice(sorted(naive.hidden))
            actions.show_post(people.moderator, shown)
            naive.hidden.discard(shown)
        case "accept" if post != naive.opening and post not in naive.hidden:
            actions.accept_answer(people.asker, post)
            naive.accepted = post
        case "reopen":
            actions.withdraw_acceptance(people.asker, _thread_of(naive))
            naive.accepted = None


def _thread_of(naive: Naive) -> int:
    return queries.post_place(GUEST, naive.opening)[0].id


def look(thread_id: int, naive: Naive, chance: random.Random) -> None:
    """Everything that is kept ready is what counting would give."""
    order = naive.in_order()
    last = -(-len(order) // PAGE)
    pages = [queries.thread_page(GUEST, thread_id, number + 1) for number in range(last)]
    assert [post.id for page in pages for post in page.posts] == order
    for place in chance.sample(range(len(order)), min(9, len(order))):
        assert queries.post_place(GUEST, order[place])[1] == place // PAGE + 1
    db.session.rollback()
    row = db.session.get_one(Thread, thread_id, populate_existing=True)
    assert (row.post_count, row.reply_count) == (len(order), len(naive.visible()))
    assert (row.state, row.accepted_post_id) == (naive.state(), naive.accepted)
    held = db.session.scalars(
        select(Stretch.post_count).where(Stretch.thread_id == thread_id)
    ).all()
    if len(order) > 2 * STRETCH:
        assert sum(held) == len(order)
        assert max(held) <= 2 * STRETCH


def test_whatever_is_done_to_threads_a_naive_tree_reads_the_same(app: Flask) -> None:
    chance = random.Random(20181030)
    mentor, asker = a_mentor(), a_person()
    people = People(asker, (a_person(), asker, mentor), a_moderator())
    for _ in range(-(-STEPS // A_THREAD)):
        thread_id = (thread := a_thread(asker)).id
        naive = Naive(opening_of(thread))
        naive.replies[naive.opening], naive.by[naive.opening] = [], asker
        for step in range(1, min(A_THREAD, STEPS) + 1):
            operate(chance, naive, people)
            if step % BETWEEN_LOOKS == 0:
                look(thread_id, naive, chance)

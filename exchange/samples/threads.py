"""Sample threads, written through the forum's own actions, then moved to their times in the past.

Everything happens in the order of time over all threads, so that ids follow time here too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle, islice

from sqlalchemy import select

from exchange.forum import actions
from exchange.forum.models import Category, Helpful, Post, Thread
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.samples.announcements import make_known
from exchange.samples.files import read_all
from exchange.samples.rooms import load_rooms
from exchange.samples.talk import File, posts_of

_SOON = timedelta(hours=100)  # an asker who comes back in that time accepts an answer then
_LATER = timedelta(hours=22)  # otherwise it is accepted as long after it was written
_A_WHILE = timedelta(minutes=20)  # to read and write a reply
_AT_ONCE = 40  # steps to a transaction: each commit waits for the disk, other writers for it
_MORNING, _NIGHT = 5, 20  # o'clock in UTC: two or three hours later where people are


@dataclass(frozen=True, slots=True)
class Written:
    """The ids that threads and posts of the files have in this installation."""

    threads: dict[str, int] = field(default_factory=dict)
    posts: dict[tuple[str, str], int] = field(default_factory=dict)

    def post(self, thread: str, key: str) -> int:
        return self.posts[thread, key]


def load_threads(files: Sequence[File], people: Mapping[str, Actor], moment: datetime) -> Written:
    """Ask, reply and accept as the files say, `moment` being today."""
    loading = _Loading(people, moment)
    written_out = [{**file, "posts": posts_of(file)} for file in files]
    steps = [
        step for number, file in enumerate(written_out) for step in loading.steps(file, number)
    ]
    in_order = sorted(steps, key=lambda step: step[:2])
    for first in range(0, len(in_order), _AT_ONCE):
        with transaction(None):
            for _at, _order, act in in_order[first : first + _AT_ONCE]:
                act()
    return loading.written


_Step = tuple[datetime, int, Callable[[], None]]


class _Loading:
    def __init__(self, people: Mapping[str, Actor], moment: datetime) -> None:
        self.people = people
        self.moment = moment
        self.written = Written()
        self.readers = cycle(key for key, actor in people.items() if actor.may_write)
        found = db.session.execute(select(Category.position, Category.id))
        self.categories: dict[int | str, int] = {place: place_id for place, place_id in found}
        self.categories.update(load_rooms(read_all("room"), people).items())

    def steps(self, file: File, number: int) -> Iterator[_Step]:
        times = times_of(file, number, self.moment)
        for order, post in enumerate(file["posts"]):
            at = times[post["key"]]
            write = self._reply if order else self._start
            yield at, order, partial(write, file, post, at)
        if "accepted" in file:
            at = accepted_at(file, times)
            yield at, len(times), partial(self._accept, file, at)

    def _start(self, file: File, post: File, at: datetime) -> None:
        thread_id = actions.start_thread(
            self.people[post["by"]],
            category_id=self.categories[file["category"]],
            kind=file["kind"],
            title=file["title"],
            body=post["body"],
            lang=file["lang"],
            tags=file["tags"],
        )
        if "announced" in file:
            make_known(thread_id, file["announced"], self.people, at)
        self.written.threads[file["key"]] = thread_id
        thread = db.session.get_one(Thread, thread_id)
        thread.is_sample, thread.started_at = True, at
        opening = db.session.scalars(select(Post).where(Post.thread_id == thread_id)).one()
        self._date(file, post, opening, at)

    def _reply(self, file: File, post: File, at: datetime) -> None:
        post_id = actions.post_reply(
            self.people[post["by"]],
            self.written.post(file["key"], post["reply_to"]),
            body=post["body"],
            lang=post.get("lang", file["lang"]),
        )
        self._date(file, post, db.session.get_one(Post, post_id), at)

    def _date(self, file: File, post: File, row: Post, at: datetime) -> None:
        self.written.posts[file["key"], post["key"]] = row.id
        thread = db.session.get_one(Thread, row.thread_id)
        if thread.first_mentor_at == row.posted_at:
            thread.first_mentor_at = at
        row.posted_at = thread.last_post_at = at
        row.helpful_count = post.get("helpful", 0)
        thread.helpful_count += row.helpful_count
        others = (key for key in self.readers if key != post["by"])
        for number, key in enumerate(islice(others, row.helpful_count), start=1):
            marked_at = min(at + timedelta(hours=3 * number), self.moment)
            who = self.people[key].id
            db.session.add(Helpful(post_id=row.id, account_id=who, marked_at=marked_at))

    def _accept(self, file: File, at: datetime) -> None:
        asker = self.people[file["posts"][0]["by"]]
        actions.accept_answer(asker, self.written.post(file["key"], file["accepted"]))
        db.session.get_one(Thread, self.written.threads[file["key"]]).accepted_at = at


def times_of(file: File, number: int, moment: datetime) -> dict[str, datetime]:
    """When each post was written: by day, and at different hours in different threads."""
    day = moment.replace(hour=6 + number * 5 % 8, minute=number * 17 % 60, second=0, microsecond=0)
    posts = file["posts"]
    lasts = timedelta(hours=posts[-1].get("hours_later", 0) + 1)
    asked = min(day - timedelta(days=file["asked_days_ago"]), moment - lasts)
    times: dict[str, datetime] = {}
    latest = asked
    for order, post in enumerate(posts):
        at = asked + timedelta(hours=post.get("hours_later", 0), minutes=7 * order)
        latest = max(_awake(at), _next(latest, moment)) if order else asked
        times[post["key"]] = latest
    return times


def _awake(at: datetime) -> datetime:
    """Not at night, but the evening before."""
    if _MORNING <= at.hour < _NIGHT:
        return at
    evening = at if at.hour >= _NIGHT else at - timedelta(days=1)
    return evening.replace(hour=_NIGHT - 1)


def _next(latest: datetime, moment: datetime) -> datetime:
    """A while after the last post; where an evening was full, the morning after, if it has come."""
    at = latest + _A_WHILE
    if _MORNING <= at.hour <= _NIGHT:
        return at
    day = at if at.hour < _MORNING else at + timedelta(days=1)
    morning = day.replace(hour=_MORNING)
    return morning if morning < moment else at


def accepted_at(file: File, times: Mapping[str, datetime]) -> datetime:
    """When the asker came back, if that was soon."""
    asker, answered = file["posts"][0]["by"], times[file["accepted"]]
    back = [times[post["key"]] for post in file["posts"] if post["by"] == asker]
    soon = [at for at in back if answered < at <= answered + _SOON]
    return soon[0] + timedelta(minutes=5) if soon else answered + _LATER

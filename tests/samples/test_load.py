"""What a visitor of an installation with samples finds: enough, of every kind, all of it marked."""

import stat
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from exchange.forum.announcing import may_announce_in
from exchange.forum.models import (
    Announcement,
    Category,
    CategoryGuest,
    Helpful,
    Post,
    Thread,
    ThreadTag,
)
from exchange.forum.queries.readers import count_readers
from exchange.kernel.clock import now
from exchange.kernel.db import Delivery, OutboxEntry, PageVersion, db
from exchange.kernel.outbox import deliver_due
from exchange.library.models import Experience
from exchange.mentoring.models import Question
from exchange.moderation.models import Case, Flag, LogEntry
from exchange.notifications.models import Notification
from exchange.people.models import Account, Expertise, Organisation
from exchange.people.passwords import is_password
from exchange.people.queries import get_actor
from exchange.samples.files import FUNDERS, read_all
from exchange.samples.load import load_samples
from exchange.samples.marker import accounts_file, data_folder, marker
from exchange.text.countries import COUNTRIES
from exchange.text.languages import LANGUAGES, reads_alike
from tests.page import CheckedClient

pytestmark = [pytest.mark.usefixtures("loaded"), pytest.mark.slow]


def count(column: object, *where: object) -> int:
    return db.session.scalar(select(func.count(column)).where(*where)) or 0  # type: ignore[call-overload, no-any-return]


def test_there_is_enough_to_read() -> None:
    assert count(Thread.id) >= 60
    assert count(Post.id) >= 300
    assert count(Experience.id, Experience.state == "published") >= 6
    assert count(Experience.id, Experience.origin_post_id.is_not(None)) >= 3
    assert count(Flag.id) >= 3
    assert count(Expertise.tag_id) >= 10


def test_threads_are_in_all_ten_languages() -> None:
    threads = select(Thread.lang, func.count()).group_by(Thread.lang)
    counts = dict(db.session.execute(threads).all())
    assert set(counts) == {language.code for language in LANGUAGES}
    assert min(counts.values()) >= 4


def test_a_thread_is_in_one_language_for_its_readers_but_for_the_long_one() -> None:
    both = select(Thread.lang, Post.lang, Thread.post_count)
    mixed = {
        post_count
        for thread, post, post_count in db.session.execute(
            both.join(Post, Post.thread_id == Thread.id)
        )
        if not reads_alike(thread, post)
    }
    assert mixed == {201}


def test_one_thread_holds_two_hundred_replies_by_many_people() -> None:
    (long,) = db.session.scalars(select(Thread).where(Thread.post_count > 100))
    assert long.post_count == 201
    posts = db.session.scalars(select(Post).where(Post.thread_id == long.id)).all()
    assert max(len(post.path) // 4 - 1 for post in posts) >= 6
    assert len({post.author_id for post in posts}) >= 20
    assert len({post.lang for post in posts}) >= 8


def test_nothing_is_written_twice() -> None:
    sources = db.session.scalars(select(Post.source)).all()
    assert len(set(sources)) == len(sources)


def test_a_moderator_has_locked_a_thread_with_a_reason_after_its_last_post() -> None:
    locked = db.session.scalars(select(Thread).where(Thread.locked_at.is_not(None))).all()
    assert locked
    for thread in locked:
        entry = db.session.scalars(select(LogEntry).where(LogEntry.thread_id == thread.id)).one()
        assert (entry.what, entry.logged_at) == ("locked", thread.locked_at)
        assert entry.reason
        assert thread.last_post_at < thread.locked_at <= now()


def test_every_category_holds_something() -> None:
    held = select(Category.is_room, func.count(Thread.category_id.distinct())).join(
        Thread, Thread.category_id == Category.id
    )
    counts = dict(db.session.execute(held.group_by(Category.is_room)).all())
    assert counts == {False: 12, True: 9}
    assert count(ThreadTag.tag_id) == sum(len(file["tags"]) for file in read_all("thread"))


def test_every_sample_network_has_one_room_and_talks_there() -> None:
    rooms = db.session.scalars(select(Category).where(Category.is_room)).all()
    networks = set(db.session.scalars(select(Organisation.id).where(Organisation.is_sample)))
    assert [room.audience for room in rooms] == ["organisation"] * 9
    assert {room.organisation_id for room in rooms} == networks
    for room in rooms:
        talks = db.session.scalars(select(Thread).where(Thread.category_id == room.id)).all()
        assert 1 <= len(talks) <= 2
        assert {thread.lang for thread in talks} <= set(room.names) == set(room.descriptions)
        assert all(3 <= thread.post_count <= 6 for thread in talks)


def test_in_rooms_nobody_writes_or_marks_who_may_not_enter() -> None:
    talks = select(Thread.category_id, Thread.id).where(Thread.in_room).subquery()
    wrote = select(talks.c.category_id, Post.author_id).join(Post, Post.thread_id == talks.c.id)
    marks = select(talks.c.category_id, Helpful.account_id).join(Post, Post.thread_id == talks.c.id)
    marked = marks.join(Helpful, Helpful.post_id == Post.id)
    found = db.session.execute(wrote.union(marked)).all()
    assert len(found) >= 27
    assert all(room in get_actor(account_id).rooms for room, account_id in found)


def test_every_invited_mentor_takes_part_in_the_room() -> None:
    guests = db.session.execute(select(CategoryGuest.category_id, CategoryGuest.account_id)).all()
    assert len(guests) == 6
    for category_id, account_id in guests:
        assert get_actor(account_id).is_mentor
        said = select(Post.id).join(Thread, Thread.id == Post.thread_id)
        mine = said.where(Thread.category_id == category_id, Post.author_id == account_id)
        assert db.session.scalars(mine).first()


def test_every_state_is_there() -> None:
    states = set(db.session.scalars(select(Thread.state).where(Thread.kind == "question")))
    assert states == {"waiting", "replied", "answered", "accepted"}
    assert count(Thread.id, Thread.kind == "discussion") >= 3


def test_staff_announce_something_to_everybody_and_in_a_room_where_it_is_confirmed() -> None:
    found = select(Thread, Announcement).join(Announcement, Announcement.thread_id == Thread.id)
    announced = db.session.execute(found.order_by(Thread.in_room)).all()
    assert [(one.Thread.in_room, one.Announcement.asks) for one in announced] == [
        (False, False),
        (True, True),
    ]
    for thread, announcement in announced:
        assert thread.kind == "announcement"
        assert may_announce_in(get_actor(thread.author_id), thread.category_id)
        assert announcement.front_until > now() + timedelta(days=200)
    counts = count_readers(announced[1].Thread.id)
    assert 0 < counts.confirmed < counts.asked


@pytest.mark.parametrize(("youngest", "oldest"), [(0, 3), (3, 7), (7, 30), (30, 90)])
def test_questions_wait_at_every_age(youngest: int, oldest: int) -> None:
    born = Thread.started_at.between(now() - timedelta(oldest), now() - timedelta(youngest))
    assert count(Thread.id, Thread.state == "waiting", Thread.kind == "question", born)


def test_all_of_it_is_marked() -> None:
    for marked in (Thread, Account, Experience):
        assert not count(marked.id, marked.is_sample.is_(False))
    assert count(Organisation.id, Organisation.is_sample) == 9
    networks = select(Organisation.country).where(Organisation.is_sample)
    assert set(db.session.scalars(networks)) == set(COUNTRIES)


def test_nobody_belongs_to_a_real_organisation() -> None:
    for account in db.session.scalars(select(Account)):
        organisation = db.session.get_one(Organisation, account.organisation_id)
        assert organisation.is_sample
        assert organisation.name.startswith("Sample network, ")
        assert account.name.startswith("Sample ")
        assert account.email.endswith("@example.org")


def test_ids_follow_time() -> None:
    posts = db.session.execute(select(Post.id, Post.posted_at).order_by(Post.id)).all()
    assert all(one.posted_at <= other.posted_at for one, other in pairwise(posts))
    threads = db.session.execute(select(Thread.id, Thread.started_at).order_by(Thread.id)).all()
    assert all(one.started_at <= other.started_at for one, other in pairwise(threads))


def test_nothing_happens_in_the_future() -> None:
    moment = now()
    for column in (Post.posted_at, Thread.last_post_at, Thread.accepted_at, Helpful.marked_at):
        assert not count(column, column > moment)
    for column in (Experience.published_at, Flag.flagged_at, Case.opened_at):
        assert not count(column, column > moment)


def test_the_times_of_a_thread_are_those_of_its_posts() -> None:
    for thread in db.session.scalars(select(Thread)):
        found = select(Post).where(Post.thread_id == thread.id).order_by(Post.posted_at)
        posts = db.session.scalars(found).all()
        first, last = posts[0], posts[-1]
        assert (thread.started_at, thread.last_post_at) == (first.posted_at, last.posted_at)
        assert thread.last_author_id == last.author_id
        if thread.accepted_post_id:
            answer = db.session.get_one(Post, thread.accepted_post_id)
            assert thread.accepted_at
            assert timedelta(0) < thread.accepted_at - answer.posted_at < timedelta(days=5)


def test_marks_are_counted_and_nobody_marks_the_own_post() -> None:
    by_post = dict(
        db.session.execute(select(Helpful.post_id, func.count()).group_by(Helpful.post_id)).all()
    )
    for post in db.session.scalars(select(Post)):
        assert post.helpful_count == by_post.get(post.id, 0)
    own = select(Helpful).join(Post, Post.id == Helpful.post_id)
    assert not db.session.scalars(own.where(Post.author_id == Helpful.account_id)).all()


def test_replies_nest() -> None:
    assert count(Post.id, func.length(Post.path) >= 12) >= 20


def test_everybody_reads_what_they_write_and_what_they_answer() -> None:
    above = aliased(Post)
    posts = select(Account.reads, Post.lang, above.lang).join(Post, Post.author_id == Account.id)
    found = posts.outerjoin(above, above.id == Post.parent_id)
    for reads, written, answered in db.session.execute(found):
        for lang in (written, answered or written):
            assert any(reads_alike(lang, one) for one in reads)


def test_every_role_has_somebody() -> None:
    people = [get_actor(account_id) for account_id in db.session.scalars(select(Account.id))]
    assert any(one.is_admin for one in people)
    assert any(one.is_moderator and not one.is_admin for one in people)
    assert sum(one.is_mentor for one in people) >= 4
    assert any(one.coordinates for one in people)
    assert any(one.edits and not one.coordinates for one in people)
    assert {one.state for one in people} == {"active", "waiting"}


def test_who_waits_belongs_to_no_network_yet() -> None:
    waiting = db.session.scalars(select(Account.id).where(Account.admitted_at.is_(None))).all()
    assert waiting
    assert not any(get_actor(account_id).organisations for account_id in waiting)


def test_people_write_by_day() -> None:
    old = Post.posted_at < now() - timedelta(days=10)
    hours = {at.hour for at in db.session.scalars(select(Post.posted_at).where(old))}
    assert hours <= set(range(5, 21))


def test_mentors_say_what_they_know() -> None:
    mentors = set(db.session.scalars(select(Account.id).where(Account.is_mentor)))
    assert set(db.session.scalars(select(Expertise.account_id))) == mentors


def test_the_accounts_are_kept_for_the_owner_of_the_folder_and_let_in() -> None:
    assert stat.S_IMODE(accounts_file().stat().st_mode) == 0o600
    lines = accounts_file().read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == count(Account.id)
    kept = dict(db.session.execute(select(Account.email, Account.password_hash)).all())
    address, password, role = lines[0].split(maxsplit=2)
    assert role == "admin"
    assert is_password(password, kept[address])
    assert {line.split()[0] for line in lines} == set(kept)


def test_loading_tells_nobody() -> None:
    for told in (Delivery, OutboxEntry, Notification):
        assert not count(told.id)
    assert deliver_due() == 0


def test_loading_raises_the_versions_of_the_pages_it_changed() -> None:
    names = set(db.session.scalars(select(PageVersion.name)))
    assert {"front", "threads", "experiences"} <= names


def test_the_funder_is_named_unless_the_folder_names_another() -> None:
    assert (data_folder() / "funders.toml").read_bytes() == FUNDERS.read_bytes()


def test_loading_again_changes_nothing() -> None:
    before = accounts_file().read_text(encoding="utf-8"), count(Post.id)
    load_samples()
    assert (accounts_file().read_text(encoding="utf-8"), count(Post.id)) == before


def test_pages_say_that_samples_are_loaded_until_they_are_not(loaded: Flask) -> None:
    client = CheckedClient(loaded.test_client())
    path: Path = marker()
    assert "This installation shows sample content" in client.get("/en/").text
    path.unlink()
    try:
        assert "This installation shows sample content" not in client.get("/en/").text
    finally:
        path.touch()


def test_no_mentor_of_the_samples_has_a_second_time() -> None:
    """They took what they have when it was asked, not when the samples were loaded."""
    assert count(Question.thread_id, Question.mentor_id.is_not(None), Question.ended_at.is_(None))
    assert not count(Question.thread_id, Question.again_at.is_not(None))

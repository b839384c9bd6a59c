"""Dropping takes the samples and nothing else, and mends what they were woven into."""

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from exchange.forum import actions
from exchange.forum.models import Category, Helpful, Post, Stretch, Thread
from exchange.forum.paths import place
from exchange.forum.queries import thread_page
from exchange.kernel.db import Model, PageVersion, db
from exchange.library.actions import Origin, create_draft
from exchange.library.content import Content
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceNumber,
    ExperienceTranslation,
    ExperienceVerdict,
)
from exchange.notifications.models import Notification
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership, Organisation
from exchange.people.queries import get_actor, organisation_list
from exchange.samples import drop_posts
from exchange.samples.drop import are_there, count_real_replies, drop_samples
from exchange.samples.load import load_samples
from exchange.samples.marker import accounts_file, marker
from exchange.samples.people import load_people
from exchange.samples.rooms import load_rooms
from exchange.serve import reference
from exchange.tags.models import Tag
from tests import factories
from tests.forum.attaching import a_table, all_files, under

pytestmark = pytest.mark.slow

Row = dict[str, object]


@pytest.fixture
def invented(app: Flask) -> dict[str, Actor]:
    """The sample people alone; what they wrote, a test says."""
    return load_people("", factories.LONG_AGO)


def posts_of(thread_id: int) -> Sequence[Post]:
    db.session.rollback()
    in_order = select(Post).where(Post.thread_id == thread_id).order_by(Post.path)
    return db.session.scalars(in_order).all()


def the_thread(thread_id: int) -> Thread:
    db.session.rollback()
    return db.session.get_one(Thread, thread_id)


def nothing_dangles() -> bool:
    """Every foreign key leads somewhere; PostgreSQL has held that all along."""
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        return True
    return not db.session.execute(text("PRAGMA foreign_key_check")).all()


def tables_with_rows() -> set[str]:
    """Of all that the models know, and the search's index beside them."""
    db.session.rollback()
    names = {table.name for table in Model.metadata.sorted_tables}
    if "search_document" in names:
        names.add("search_fts")
    found = ((name, text(f"SELECT count(*) FROM {name}")) for name in names)
    return {name for name, count in found if db.session.scalar(count)}


def sample_rows() -> list[Row]:
    db.session.rollback()
    return [
        dict(row._mapping)
        for table in Model.metadata.sorted_tables
        if "is_sample" in table.c
        for row in db.session.execute(table.select().where(table.c.is_sample))
    ]


def test_what_was_loaded_is_gone_and_the_reference_data_stays(app: Flask) -> None:
    reference.load()
    load_samples()
    drop_samples()
    assert sample_rows() == []
    assert tables_with_rows() == {
        "organisation",
        "category",
        "tag",
        "tag_synonym",
        "page_version",
    }
    assert len(organisation_list()) == 9
    assert db.session.scalar(select(func.count(Tag.id)))
    assert db.session.scalars(select(Category.thread_count)).all() == [0] * 12
    assert nothing_dangles()
    assert not marker().exists()
    assert not accounts_file().exists()


def test_a_half_loaded_lot_is_loaded_afresh(app: Flask, invented: dict[str, Actor]) -> None:
    asker = invented["member-rs-1"]
    left_over = factories.a_thread(asker, title="Left over from a load that was killed").id
    reference.load()
    load_samples()
    threads = db.session.execute(select(Thread.id, Thread.title)).all()
    assert "Left over from a load that was killed" not in {thread.title for thread in threads}
    assert min(thread.id for thread in threads) > left_over
    assert marker().exists()
    drop_samples()


def test_real_threads_and_people_stay(invented: dict[str, Actor]) -> None:
    thread = factories.a_thread(factories.a_person())
    factories.a_reply(thread)
    before = [(post.id, post.path) for post in posts_of(thread.id)]
    drop_samples()
    assert [(post.id, post.path) for post in posts_of(thread.id)] == before
    assert db.session.scalar(select(func.count(Account.id))) == 2
    assert not are_there()


def test_what_a_sample_person_began_goes_with_the_replies_of_real_people(
    invented: dict[str, Actor],
) -> None:
    thread = factories.a_thread(invented["member-lv-1"])
    thread_id, category_id = thread.id, thread.category_id
    factories.a_reply(thread)
    factories.a_reply(factories.a_reply(thread, invented["mentor-lv-1"]))
    assert count_real_replies() == 2
    drop_samples()
    assert posts_of(thread_id) == []
    category = db.session.get_one(Category, category_id)
    assert category.thread_count == 0
    assert nothing_dangles()


def test_replies_to_a_sample_person_move_up_to_what_that_replied_to(
    invented: dict[str, Actor],
) -> None:
    thread = factories.a_thread(factories.a_person())
    opening = factories.opening_of(thread)
    kept = factories.a_reply(thread, body="Kept.")
    invented_reply = factories.a_reply(kept, invented["mentor-mk-1"])
    deeper = factories.a_reply(invented_reply, invented["member-mk-1"])
    moved = factories.a_reply(deeper, body="Moved.")
    below = factories.a_reply(moved, body="Below.")
    drop_samples()
    left = {post.id: post for post in posts_of(thread.id)}
    assert list(left) == [opening, kept, moved, below]
    assert left[moved].parent_id == kept
    assert left[moved].path == place(left[kept].path, moved)
    assert left[below].path == place(left[moved].path, below)
    assert nothing_dangles()


def test_a_real_thread_is_counted_again(invented: dict[str, Actor]) -> None:
    asker, neighbour = factories.a_person(), factories.a_person("Neighbour")
    thread = factories.a_thread(asker)
    kept = factories.a_reply(thread, neighbour)
    answer = factories.a_reply(thread, invented["mentor-mk-1"])
    actions.accept_answer(asker, answer)
    drop_samples()
    now_so = the_thread(thread.id)
    assert (now_so.state, now_so.post_count, now_so.reply_count) == ("replied", 2, 1)
    assert now_so.accepted_post_id is now_so.accepted_at is now_so.accepted_by_id is None
    last = db.session.get_one(Post, kept)
    assert (now_so.last_author_id, now_so.last_post_at) == (neighbour.id, last.posted_at)
    assert [post.id for post in thread_page(asker, thread.id, 1).posts][1:] == [kept]


def test_a_long_real_thread_keeps_its_pages(
    invented: dict[str, Actor], monkeypatch: pytest.MonkeyPatch
) -> None:
    for place_of_it in ("exchange.forum.tree.STRETCH", "exchange.samples.drop_posts.STRETCH"):
        monkeypatch.setattr(place_of_it, 2)
    assert drop_posts.STRETCH == 2
    asker = factories.a_person()
    thread = factories.a_thread(asker)
    for number in range(12):
        factories.a_reply(thread, invented["member-rs-1"] if number % 3 else asker)
    drop_samples()
    counts = select(func.sum(Stretch.post_count)).where(Stretch.thread_id == thread.id)
    assert db.session.scalar(counts) == the_thread(thread.id).post_count == 5


def test_marks_of_sample_people_are_taken_back(invented: dict[str, Actor]) -> None:
    post_id = factories.opening_of(factories.a_thread())
    for who in (invented["member-rs-1"], invented["member-rs-2"], factories.a_person()):
        actions.find_helpful(who, post_id)
    drop_samples()
    db.session.rollback()
    assert db.session.get_one(Post, post_id).helpful_count == 1
    assert db.session.scalar(select(func.count(Helpful.post_id))) == 1


def test_notifications_about_what_is_gone_go_too(invented: dict[str, Actor]) -> None:
    real = factories.a_person()
    gone = factories.opening_of(factories.a_thread(invented["member-rs-1"]))
    kept = factories.opening_of(factories.a_thread(real))
    for post_id in (gone, kept):
        factories.saved(
            Notification(
                account_id=real.id,
                kind="reply_to_post",
                subject_kind="post",
                subject_id=post_id,
                event_key=str(post_id),
            )
        )
    drop_samples()
    assert db.session.scalars(select(Notification.subject_id)).all() == [kept]


def test_a_real_record_stays_without_the_credit_of_a_sample_person(
    invented: dict[str, Actor],
) -> None:
    author = factories.a_person()
    thread = factories.a_thread(invented["member-rs-1"])
    origin = Origin(thread.id, factories.opening_of(thread), words_of=(invented["member-rs-1"].id,))
    experience_id = create_draft(author, Content(title="Ours", lead="sample-rs"), origin)
    drop_samples()
    db.session.rollback()
    experience = db.session.get_one(Experience, experience_id)
    assert (experience.title, experience.lead_id) == ("Ours", None)
    assert experience.origin_thread_id is None
    assert db.session.scalars(select(ExperienceAuthor.account_id)).all() == [author.id]
    assert nothing_dangles()


def test_what_a_sample_reader_decided_about_a_real_record_goes(
    invented: dict[str, Actor],
) -> None:
    experience_id = create_draft(factories.a_person(), Content(title="Ours"))
    factories.saved(
        ExperienceVerdict(
            experience_id=experience_id,
            reader_id=invented["mentor-lv-1"].id,
            verdict="changes_requested",
            note="Say who paid.",
            lang="en",
        )
    )
    drop_samples()
    assert db.session.scalar(select(func.count(ExperienceVerdict.id))) == 0
    assert db.session.get(Experience, experience_id)


def test_what_a_sample_person_translated_of_a_real_record_goes(
    invented: dict[str, Actor],
) -> None:
    experience_id = create_draft(factories.a_person(), Content(title="Ours"))
    real = factories.a_person()
    for field, translator_id in (("title", invented["mentor-lv-1"].id), ("summary", real.id)):
        factories.saved(
            ExperienceTranslation(
                experience_id=experience_id,
                lang="lv",
                field=field,
                text="Mūsu",
                source_digest="",
                translator_id=translator_id,
            )
        )
    drop_samples()
    assert db.session.scalars(select(ExperienceTranslation.field)).all() == ["summary"]


def test_a_draft_of_a_sample_person_goes_though_it_is_not_marked(
    invented: dict[str, Actor],
) -> None:
    create_draft(invented["member-rs-1"], Content(title="Tried out"))
    drop_samples()
    assert db.session.scalar(select(func.count(Experience.id))) == 0
    assert db.session.scalar(select(func.count(ExperienceNumber.id))) == 0


def test_a_real_member_of_a_sample_network_stays_without_it(invented: dict[str, Actor]) -> None:
    network = db.session.scalars(select(Organisation).where(Organisation.code == "sample-rs")).one()
    person = factories.a_person(organisation=network)
    drop_samples()
    assert get_actor(person.id).organisations == frozenset()
    assert db.session.scalar(select(func.count(Membership.id))) == 0
    assert db.session.get_one(Account, person.id).organisation_id is None


def test_every_page_is_made_anew(invented: dict[str, Actor]) -> None:
    drop_samples()
    db.session.rollback()
    assert db.session.get(PageVersion, "site")


def test_where_nothing_is_nothing_happens(app: Flask) -> None:
    drop_samples()
    db.session.rollback()
    assert db.session.get(PageVersion, "site") is None


def test_files_of_sample_people_go_from_the_store_too(
    app: Flask, invented: dict[str, Actor]
) -> None:
    root = app.extensions["files"]._root
    before = {path for path in root.rglob("*") if path.is_file()}
    real, sample = factories.a_person(), next(iter(invented.values()))
    theirs, ours = a_table(sample), a_table(real)
    opening = factories.opening_of(factories.a_thread(real))
    actions.post_reply(sample, opening, body="Words", lang="en", files=[theirs])
    mine = actions.post_reply(real, opening, body="Words", lang="en", files=[ours])
    drop_samples()
    assert list(under(mine)) == [ours.id]
    assert [file.id for file in all_files()] == [ours.id]
    assert len({path for path in root.rglob("*") if path.is_file()} - before) == 1


def test_the_room_of_a_sample_network_goes_with_it_and_a_real_one_stays(
    invented: dict[str, Actor],
) -> None:
    network = db.session.scalars(select(Organisation.id).filter_by(code="sample-rs")).one()
    mentors = {key: one for key, one in invented.items() if one.is_mentor}
    guest = next(key for key, one in mentors.items() if network not in one.organisations)
    told = {"key": "ours", "organisation": "sample-rs", "guests": [guest]}
    told |= {"names": {"en": "Ours", "sr": "Наше"}, "descriptions": {"en": "For us"}}
    [(_key, room)] = load_rooms([told], invented).items()
    mentor, real = factories.a_mentor(), factories.an_organisation()
    actions.invite_guest(invented["admin"], room, mentor.id)
    assert get_actor(invented[guest].id).rooms == get_actor(mentor.id).rooms == {room}
    asker = factories.a_person(organisation=real)
    stays = factories.a_room(real)
    kept = factories.a_thread(get_actor(asker.id), category=stays).id
    category = db.session.get_one(Category, room)
    inside = factories.a_thread(get_actor(mentor.id), category=category).id
    assert db.session.get_one(Category, room).names["sr-latn"] == "Naše"
    assert count_real_replies() == 1
    drop_samples()
    assert not are_there()
    db.session.rollback()
    assert db.session.get(Category, room) is None
    assert db.session.get(Thread, inside) is None
    assert db.session.get(Thread, kept) is not None
    assert nothing_dangles()

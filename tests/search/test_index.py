"""The index is written with the text, in one transaction, and asked in a fixed shape."""

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError

from exchange.forum.actions import edit_post, post_reply
from exchange.forum.events import ReplyPosted
from exchange.forum.models import Post
from exchange.kernel.db import db, transaction, wiring
from exchange.library import actions as library
from exchange.people.actor import ALL_SEEING, GUEST, Actor
from exchange.search.actions import (
    _made_by_other_rules,
    forget_experience,
    needs_rebuilding,
    rebuild,
)
from exchange.search.engines import engine
from exchange.search.models import SearchDocument
from exchange.search.queries.asking import Asked
from exchange.search.queries.hits import MOST_HITS, PAGE_SIZE, _page, hits
from exchange.search.query import parse
from tests import databases
from tests.databases import empty
from tests.factories import (
    MARKS,
    a_mentor,
    a_person,
    a_published,
    a_reply,
    a_submitted,
    a_thread,
    opening_of,
    the_experience,
)
from tests.search.asking import document_ids, found_posts


def index_size() -> int:
    """Index rows that have their document."""
    key = "rowid" if db.engine.dialect.name == "sqlite" else "id"
    joined = f"search_fts JOIN search_document ON search_document.id = search_fts.{key}"
    with db.engines["read"].connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {joined}"))


def test_what_was_just_written_is_found(app):
    post = a_reply(a_thread(), body="A mobile slaughterhouse")
    assert found_posts("slaughterhouse") == {post}


def test_what_fails_after_it_was_indexed_leaves_nothing(app, monkeypatch):
    author, thread = a_person(), a_thread()
    size = index_size()

    def power_cut(_happened):
        raise RuntimeError("power cut")

    monkeypatch.setitem(wiring.inside, ReplyPosted, [*wiring.inside[ReplyPosted], power_cut])
    with pytest.raises(RuntimeError, match="power cut"):
        post_reply(author, opening_of(thread), body="A mobile slaughterhouse", lang="en")
    assert found_posts("slaughterhouse") == set()
    assert index_size() == size


def test_an_index_that_cannot_be_written_fails_the_reply(app, monkeypatch):
    author, thread = a_person(), a_thread()
    monkeypatch.setattr(type(engine()), "writing", None)
    with pytest.raises(TypeError):
        post_reply(author, opening_of(thread), body="A mobile slaughterhouse", lang="en")
    with db.engines["read"].connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Post)) == 1


def test_an_edit_changes_what_is_found_at_once(app):
    author = a_person()
    thread = a_thread(author, title="Who pays the animator?", body="A mobile slaughterhouse")
    post = opening_of(thread)
    edit_post(author, post, version=1, body="A cheese dairy", lang="en", title="Who pays the bus?")
    assert found_posts("slaughterhouse") == found_posts("animator") == set()
    assert found_posts("dairy") == found_posts("bus dairy") == {post}
    assert index_size() == 1


def test_a_deleted_row_takes_its_index_row_along(app):
    post = a_reply(a_thread(), body="A mobile slaughterhouse")
    with transaction(None):
        db.session.execute(text("DELETE FROM post WHERE id = :id"), {"id": post})
    assert document_ids(parse("slaughterhouse")) == set()


def thread_of(post_id):
    with db.engines["read"].connect() as connection:
        document = SearchDocument.post_id == post_id
        return connection.scalar(select(SearchDocument.thread_id).where(document))


def test_a_document_is_of_the_thread_of_its_post_and_the_database_holds_it(app):
    thread, other = a_thread(), a_thread()
    post, reply = opening_of(thread), a_reply(thread)
    assert thread_of(post) == thread_of(reply) == thread.id
    for wrong in (other.id, None):
        with pytest.raises(IntegrityError), transaction(None):
            db.session.execute(update(SearchDocument).values(thread_id=wrong))


def test_a_document_goes_where_its_post_goes(app):
    thread, other = a_thread(body="A mobile slaughterhouse"), a_thread()
    with transaction(None):  # as no action does it yet
        db.session.execute(delete(Post).where(Post.thread_id == other.id))
        db.session.execute(update(Post).values(thread_id=other.id))
    assert thread_of(opening_of(other)) == other.id
    assert found_posts("slaughterhouse") == {opening_of(other)}
    assert thread.id != other.id


def test_an_experience_is_found_from_its_publication_to_its_withdrawal(app):
    author, reader = a_person(), a_mentor()
    draft = a_submitted(author, title="A mobile slaughterhouse")
    assert document_ids(parse("slaughterhouse")) == set()
    library.take(reader, draft.id)
    library.accept(reader, draft.id, note="It could be done here.", lang="en", marks=MARKS)
    assert len(document_ids(parse("slaughterhouse"))) == 1
    library.withdraw(author, draft.id, reason="It was wrong.")
    assert document_ids(parse("slaughterhouse")) == set()
    assert the_experience(draft.id).state == "withdrawn"
    library.put_back(author, draft.id)
    assert len(document_ids(parse("slaughterhouse"))) == 1
    assert index_size() == 1


def test_of_a_record_only_the_newest_published_version_is_found(app):
    author, reader = a_person(), a_mentor()
    first = a_published(author, reader, title="A mobile slaughterhouse")
    second = library.begin_new_version(author, first.id)
    assert len(hits(GUEST, parse("slaughterhouse")).groups) == 1
    with transaction(None):
        consented = the_experience(second)
        consented.consent_by_id, consented.consent_at = author.id, consented.begun_at
        consented.consent_version = consented.edit_version
    library.submit(author, second)
    library.take(reader, second)
    library.accept(reader, second, note="Still true.", lang="en", marks=MARKS)
    [found] = hits(GUEST, parse("slaughterhouse")).groups
    assert found.experience_id == second
    assert len(document_ids(parse("slaughterhouse"))) == 1
    library.withdraw(author, first.id, reason="It was wrong.")
    library.put_back(author, first.id)
    assert the_experience(first.id).state == "archived"
    assert len(document_ids(parse("slaughterhouse"))) == 1


def test_an_experience_is_found_by_its_english_title_too(app):
    record = a_published(
        lang="lv",
        title="Pārvietojamā kautuve",
        english_title="A mobile slaughterhouse",
        english_summary="Five villages shared one.",
    )
    for typed in ("slaughterhouse", "kautuves", "Five villages"):
        [found] = hits(GUEST, parse(typed)).groups
        assert found.experience_id == record.id


def test_a_reply_costs_two_statements_and_a_reading_more(app, count_queries):
    thread, author = a_thread(), a_person()
    a_reply(thread, author)
    subscribers = wiring.inside[ReplyPosted]
    with count_queries() as seen:
        a_reply(thread, author)
    ours = [statement for statement in seen if "search_" in statement]
    assert len(ours) == 2  # the document and its index row; the text is read once before
    assert [s.__module__ for s in subscribers].count("exchange.search.subscribers") == 1


def test_rebuilding_indexes_what_is_missing_or_made_by_older_rules(app):
    post = a_reply(a_thread(), body="A mobile slaughterhouse")
    a_published()
    assert list(rebuild()) == []
    with transaction(None):
        db.session.execute(text("DELETE FROM search_document"))
    assert found_posts("slaughterhouse") == set()
    assert sum(rebuild()) == 3
    assert found_posts("slaughterhouse") == {post}
    with transaction(None):
        db.session.execute(update(SearchDocument).values(norm_version=0))
    assert sum(rebuild()) == 3
    assert list(rebuild()) == []


def test_the_command_rebuilds(app):
    a_thread()
    runner = app.test_cli_runner()
    with transaction(None):
        db.session.execute(text("DELETE FROM search_document"))
    assert "1 indexed" in runner.invoke(args=["search", "rebuild"]).output
    assert "Nothing to do" in runner.invoke(args=["search", "rebuild"]).output
    assert "1 indexed" in runner.invoke(args=["search", "rebuild", "--all"]).output


EYES = {
    "everybody's": GUEST,
    "a moderator's": ALL_SEEING,
    "of a member of rooms": Actor(rooms=frozenset({5, 7})),
    "of an editor": Actor(rooms=frozenset({5, 7}), moderated_rooms=frozenset({5})),
}


@pytest.mark.parametrize("eyes", EYES)
def test_the_plan_asks_the_index(app, eyes):
    databases.forget_statistics()
    a_thread()
    asked = engine().match(Asked("animator").query())
    values = {"match": asked, "most": MOST_HITS + 1, "size": PAGE_SIZE, "skip": 0}
    statement = _page(db.engine.dialect.name, EYES[eyes])._statement
    compiled = statement.compile(db.engine).construct_expanded_state(values)
    is_sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        if not is_sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
        plan = connection.exec_driver_sql(
            explain + compiled.statement,
            compiled.parameters
            if not is_sqlite
            else tuple(compiled.parameters[n] for n in compiled.positiontup),
        )
        told = "\n".join(str(row) for row in plan)
        connection.rollback()
    if is_sqlite:
        assert "SCAN search_fts VIRTUAL TABLE INDEX" in told
        assert told.count("search_fts VIRTUAL") == 1
        assert "SCAN search_document" not in told
        for row in ("thread", "post"):
            assert f"SCAN {row}" not in told
            assert f"SEARCH {row} USING INDEX ix_{row}_id_unseen (id=? AND rowid=?)" in told
            assert f"SEARCH {row} USING INTEGER PRIMARY KEY" not in told
        assert told.count("MATERIALIZE") == 3  # of the hits, those seen, the results: each once
    else:
        assert "Bitmap Index Scan on ix_search_fts_words" in told
        assert told.count("ix_search_fts_words") == 1


def test_too_many_hits_are_said_to_be_too_many_and_the_newest_are_ranked(app, monkeypatch):
    monkeypatch.setattr("exchange.search.queries.hits.MOST_HITS", 3)
    posts = [opening_of(a_thread(body="A mobile slaughterhouse")) for _ in range(5)]
    found = hits(GUEST, parse("slaughterhouse"))
    assert found.more_than == 3
    assert {group.post_id for group in found.groups} == set(posts[-4:])
    assert hits(GUEST, parse("slaughterhouse", (":experiences",))).more_than is None


def test_only_an_index_that_is_old_or_half_done_is_built_anew(app, count_queries):
    assert not needs_rebuilding()
    a_reply(a_thread())
    record = a_published()
    with count_queries() as seen:
        assert not needs_rebuilding()
    assert len(seen) == 3
    with transaction(None):
        db.session.execute(update(SearchDocument).values(norm_version=0))
    assert needs_rebuilding()
    next(rebuild())
    assert needs_rebuilding()  # the posts are done, the experience is not
    list(rebuild())
    assert not needs_rebuilding()
    forget_experience_of(record.id)
    assert needs_rebuilding()


def forget_experience_of(experience_id):
    with transaction(None):
        forget_experience(experience_id)


def test_whether_the_index_is_old_is_asked_of_its_key(app):
    databases.forget_statistics()
    statement = str(_made_by_other_rules()._statement.compile(db.engine))
    if db.engine.dialect.name == "sqlite":
        with db.engines["read"].connect() as connection:
            explained = f"EXPLAIN QUERY PLAN {statement}"
            plan = str(connection.exec_driver_sql(explained, (1, 1, 1, 0)).all())
        assert "SCAN" not in plan
        assert plan.count("ix_search_document_norm_version") == 2
    else:
        assert "<>" not in statement


def test_the_database_that_tests_empty_holds_no_index_row_any_more(app):
    a_reply(a_thread())
    empty(app)
    with db.engines["read"].connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM search_fts")) == 0

"""What somebody begins to write is kept for them alone, and goes when it is posted."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

import exchange
from exchange.forum import actions, queries
from exchange.forum.models import PostDraft
from exchange.forum.writing import OpenForm, Place
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.kernel.submissions import new_submission_id
from exchange.kernel.worker import sweep
from exchange.people.actor import Actor
from exchange.people.models import Account
from tests.factories import (
    A_QUESTION,
    LONG_AGO,
    a_category,
    a_moderator,
    a_person,
    a_reply,
    a_tag,
    a_text_begun,
    a_thread,
    opening_of,
)
from tests.forum.drafting import quietly, texts, written
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Jelena", timezone="Europe/Istanbul")
    sign_in(client, who)
    return who


def test_a_question_is_kept_unfinished_with_all_that_was_chosen(
    client: CheckedClient, me: Actor
) -> None:
    category, _tag = a_category(), a_tag("ipard")
    values = {"title": "Who", "body": "We", "kind": "discussion", "lang": "sq", "tags": ["ipard"]}
    page = client.submit("/en/ask", "/ask/draft", category=str(category.id), **values)
    assert (page.status, page.h1) == (200, "Ask a question")
    assert "Draft saved at" in page.text
    page = client.get("/en/ask")
    assert "This is your draft, saved" in page.text
    data = page.form("/ask").data
    assert {name: data[name] for name in values if name != "tags"} | {"tags": ["ipard"]} == values
    assert data["category"] == str(category.id)


def test_posting_takes_its_draft_along(client: CheckedClient, me: Actor) -> None:
    category = str(a_category().id)
    client.submit("/en/ask", "/ask/draft", title="Who pays?", body="We have no money yet.")
    assert len(texts(me)) == 1
    page = client.submit("/en/ask", "/ask", category=category)
    assert page.h1 == "Who pays?"
    assert texts(me) == []


def test_what_cannot_be_posted_yet_keeps_its_draft(client: CheckedClient, me: Actor) -> None:
    category = str(a_category().id)
    client.submit("/en/ask", "/ask/draft", title="Who pays?", body="We have no money yet.")
    page = client.submit("/en/ask", "/ask")
    assert page.status == 422
    assert len(texts(me)) == 1
    client.submit(page, "/ask", category=category)
    assert texts(me) == []


def test_a_reply_is_found_again_under_the_thread_and_on_its_own_page(
    client: CheckedClient, me: Actor
) -> None:
    thread = a_thread()
    here = f"/posts/{opening_of(thread)}/reply"
    client.submit(f"/en/threads/{thread.id}-who-pays-the-animator", f"{here}/draft", body="We do")
    for path in (f"/en/threads/{thread.id}-who-pays-the-animator", f"/en{here}"):
        page = client.get(path)
        assert page.form(here).data["body"] == "We do", path
        assert "This is your draft, saved" in page.text
    client.submit(f"/en/threads/{thread.id}-who-pays-the-animator", here)
    assert texts(me) == []


def test_a_change_goes_on_from_the_version_that_it_began_from(
    client: CheckedClient, me: Actor
) -> None:
    post = a_reply(a_thread(), me, "Forty.")
    client.submit(f"/en/posts/{post}/edit", "/edit/draft", body="Forty per cent, in")
    actions.edit_post(a_moderator(), post, version=1, body="Forty or so.", lang="en")
    page = client.get(f"/en/posts/{post}/edit")
    assert page.form("/edit").data["body"] == "Forty per cent, in"
    page = client.submit(page, "/edit", body="Forty per cent, in euro.")
    assert (page.status, page.h1) == (409, "This post was changed meanwhile")
    assert "Forty or so." in page.one(".quoted").text
    assert len(texts(me)) == 1
    page = client.submit(page, "/edit")
    assert "Forty per cent, in euro." in page.text
    assert texts(me) == []


@pytest.mark.parametrize("version", [2**31, 2**32, 999_999_999_999_999])
def test_a_version_that_no_column_holds_loses_nothing_of_what_was_typed(
    client: CheckedClient, me: Actor, version: int
) -> None:
    path = f"/posts/{opening_of(a_thread(me))}/edit"
    form = client.get(f"/en{path}").form(f"{path}/draft")
    page = client.send(form.fill(body="More of it.", version=str(version)))
    assert page.status == 422
    assert "This form is not complete. Load the page again." in page.text
    assert page.form("/edit").data["body"] == "More of it."


def test_the_page_itself_keeps_a_text_and_says_when(client: CheckedClient, me: Actor) -> None:
    page = client.get("/en/ask")
    status, words = quietly(client, page, "/ask/draft", body="One")
    assert status == 200
    assert words.startswith("Draft saved at ")
    assert quietly(client, page, "/ask/draft", body="One two")[0] == 200
    assert texts(me) == ["One two"]
    assert quietly(client, page, "/ask/draft", body="1" * 32_001)[0] == 422
    assert texts(me) == ["One two"]


def test_a_draft_is_discarded_by_its_author(client: CheckedClient, me: Actor) -> None:
    a_text_begun(me)
    page = client.submit("/en/ask", "/discard")
    assert "You have no drafts" in page.text
    assert texts(me) == []


def test_nobody_else_reads_continues_or_discards_a_draft(
    client: CheckedClient, me: Actor, sign_in: SignIn
) -> None:
    place = Place("reply", opening_of(a_thread()))
    draft = a_text_begun(me, place, "Between me and myself")
    for other in (a_person(), a_moderator()):
        sign_in(client, other)
        assert client.get(f"/en/drafts/{draft}").status == 404
        page = client.get(f"/en/posts/{place.post_id}/reply?draft={draft}")
        assert "Between" not in page.text
        data = page.form("/reply/draft").fill(body="Over it", draft=f"{draft}-1").data
        client.post(f"/en/posts/{place.post_id}/reply/draft", data)
        assert texts(me) == ["Between me and myself"]
        with pytest.raises(NotFound):
            actions.discard_draft(other, draft)
        with pytest.raises(NotFound):
            queries.get_draft(other, draft)
        actions.forget_draft_of(other, OpenForm("f" * 32, draft, 1))
        assert texts(me) == ["Between me and myself"]


def test_only_the_drafts_own_pages_ask_for_drafts() -> None:
    """No feed, search, export or moderation page knows the table."""
    root = Path(exchange.__file__).parent
    naming = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if "PostDraft" in file.read_text(encoding="utf-8")
    }
    assert naming == {
        "forum/models/__init__.py",
        "forum/models/drafts.py",
        "forum/actions/drafts.py",
        "forum/queries/drafts.py",
    }


@pytest.mark.parametrize(
    "traits", [{"suspended_at": LONG_AGO}, {"admitted_at": None}, {"confirmed_at": None}]
)
def test_who_may_not_write_keeps_no_draft_but_reads_and_discards_the_old(
    app: Flask, client: CheckedClient, me: Actor, traits: dict[str, object]
) -> None:
    draft = a_text_begun(me)
    page = client.get("/en/ask")
    with transaction(None):
        db.session.execute(update(Account).where(Account.id == me.id).values(**traits))
    assert client.send(page.form("/ask/draft").fill(body="More")).status == 403
    with pytest.raises(NotAllowed):
        actions.keep_draft(me, A_QUESTION, written("More"), OpenForm(new_submission_id()))
    client.submit(f"/en/drafts/{draft}", "/discard")
    assert texts(me) == []


@pytest.mark.parametrize(
    ("kind", "thread", "refusal"),
    [
        ("reply", {"locked": True}, NotAllowed),
        ("reply", {"hidden": True}, NotFound),
        ("edit", {}, NotAllowed),
    ],
)
def test_a_draft_is_kept_only_where_one_may_write(
    app: Flask, kind: str, thread: dict[str, bool], refusal: type[Exception]
) -> None:
    me, form = a_person(), OpenForm(new_submission_id())
    place = Place(kind, opening_of(a_thread(**thread)), 1)
    with pytest.raises(refusal):
        actions.keep_draft(me, place, written("…"), form)
    assert texts(me) == []


def test_who_may_not_write_here_is_told_so_first(client: CheckedClient, me: Actor) -> None:
    token = client.get("/en/ask").form("/ask").data["csrf_token"]
    places = (opening_of(a_thread(locked=True)), opening_of(a_thread()))
    paths = [f"/en/posts/{places[0]}/reply/draft", f"/en/posts/{places[1]}/edit/draft"]
    with transaction(None):
        db.session.execute(update(Account).where(Account.id == me.id).values(admitted_at=None))
    for path in (*paths, "/en/ask/draft"):
        assert client.post(path, {"csrf_token": token}).status == 403, path


def test_there_is_room_for_a_number_of_drafts(
    client: CheckedClient, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exchange.forum.actions.kept.MOST_DRAFTS", 2)
    post = opening_of(a_thread())
    a_text_begun(a_person())
    a_text_begun(me)
    a_text_begun(me, Place("reply", post), "Two")
    with pytest.raises(Refused):
        a_text_begun(me, body="Three")
    page = client.submit(f"/en/posts/{a_reply(post)}/reply", "/reply/draft", body="Three")
    assert (page.status, page.form("/reply").data["body"]) == (422, "Three")
    assert "discard one" in page.text
    client.submit("/en/ask", "/ask/draft", body="One, longer")
    assert texts(me) == ["One, longer", "Two"]


def test_a_draft_of_a_year_ago_is_removed(app: Flask) -> None:
    me = a_person()
    old, young = a_text_begun(me, body="Old"), a_text_begun(me, body="Young")
    for draft, days in ((old, 366), (young, 364)):
        with transaction(None):
            saved_at = now() - timedelta(days=days)
            which = update(PostDraft).where(PostDraft.id == draft)
            db.session.execute(which.values(saved_at=saved_at))
    sweep()
    assert texts(me) == ["Young"]


def test_drafts_go_with_their_author(app: Flask) -> None:
    me = a_person()
    a_text_begun(me)
    with transaction(None):
        db.session.execute(delete(Account).where(Account.id == me.id))
    assert db.session.scalars(select(PostDraft)).all() == []


def test_the_form_asks_for_its_draft_in_one_statement(
    client: CheckedClient, me: Actor, count_queries: Callable[..., object]
) -> None:
    client.get("/en/ask")
    with count_queries() as seen:
        client.get("/en/ask")
    assert len([one for one in seen if "post_draft" in one]) == 1
    with count_queries() as seen:
        client.get("/en/threads")
    assert not [one for one in seen if "post_draft" in one]

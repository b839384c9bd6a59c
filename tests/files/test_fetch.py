"""Who gets the bytes of a file: asked at each fetch, by what it stands under at that moment."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import unquote

import pytest
from flask import Flask

from exchange.files.actions import Attached
from exchange.files.models import File
from exchange.forum import actions
from exchange.forum.writing import OpenForm, Place, Written
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.submissions import new_submission_id
from exchange.people.actor import Actor
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    a_thread,
    an_admin,
    opening_of,
)
from tests.files.bytes import A_CSV, A_PDF
from tests.forum.attaching import a_file
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]


def posted(author: Actor, *files: Attached, parent: int | None = None) -> int:
    under = parent or opening_of(a_thread())
    return actions.post_reply(author, under, body="Words", lang="en", files=files)


def fetched(client: CheckedClient, file: Attached, size: str = "small", **headers: str) -> Page:
    return client.get(f"/files/{file.id}/{size}", headers=headers)


@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_everybody_sees_a_picture_under_a_public_post(client: CheckedClient, size: str) -> None:
    posted(who := a_person(), file := a_file(who))
    page = fetched(client, file, size)
    assert page.status == 200
    assert page.headers["Content-Type"] == "image/webp"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "private, max-age=300"
    assert "Content-Disposition" not in page.headers
    assert "Set-Cookie" not in page.headers
    assert page.response.data[:4] == b"RIFF"


@pytest.mark.parametrize(
    ("content", "given", "kind", "name"),
    [
        (A_PDF, "Plan.pdf", "application/pdf", "Plan.pdf"),
        (A_CSV, 'села "и"\r\nљуди.csv', "text/csv; charset=utf-8", "села и људи.csv"),
    ],
)
def test_a_document_is_a_download_under_a_harmless_name(
    client: CheckedClient, content: bytes, given: str, kind: str, name: str
) -> None:
    posted(who := a_person(), file := a_file(who, content, given))
    page = fetched(client, file, "document")
    assert page.response.data == content
    assert page.headers["Content-Type"] == kind
    how, plain, said = page.headers["Content-Disposition"].split("; ")
    assert (how, plain) == ("attachment", f"filename=file.{name[-3:]}")
    assert unquote(said.removeprefix("filename*=UTF-8''")) == name
    assert said.isascii()


@pytest.mark.parametrize("size", ["document", "huge", "0", "small.webp", "..", "%2e%2e"])
def test_a_size_that_is_none_is_not_there(client: CheckedClient, size: str) -> None:
    posted(who := a_person(), file := a_file(who))
    assert client.get(f"/files/{file.id}/{size}").status == 404


def test_a_file_that_stands_nowhere_is_for_its_owner_only(
    client: CheckedClient, sign_in: SignIn
) -> None:
    file = a_file(me := a_person())
    assert fetched(client, file).status == 404
    for other in (a_person(), a_moderator(), an_admin()):
        sign_in(client, other)
        assert fetched(client, file).status == 404
    sign_in(client, me)
    page = fetched(client, file)
    assert (page.status, page.headers["Cache-Control"]) == (200, "private, no-store")


def test_a_file_of_a_draft_is_for_its_owner_only(client: CheckedClient, sign_in: SignIn) -> None:
    file = a_file(me := a_person())
    written = Written("", "We have", "en", {}, [file])
    actions.keep_draft(me, Place("ask"), written, OpenForm(new_submission_id()))
    sign_in(client, a_moderator())
    assert fetched(client, file).status == 404
    sign_in(client, me)
    assert fetched(client, file).status == 200


WHO = {
    "guest": (lambda: None, False),
    "member": (a_person, False),
    "mentor": (a_mentor, False),
    "moderator": (a_moderator, True),
    "admin": (an_admin, True),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("whole_thread", [False, True])
def test_a_file_of_a_hidden_post_is_for_moderators(
    client: CheckedClient, sign_in: SignIn, who: str, whole_thread: bool
) -> None:
    author = a_person()
    opening = opening_of(a_thread())
    post = posted(author, file := a_file(author), parent=opening)
    assert fetched(client, file).status == 200
    actions.hide_post(a_moderator(), opening if whole_thread else post)
    make, may = WHO[who]
    if person := make():
        sign_in(client, person)
    page = fetched(client, file)
    assert page.status == (200 if may else 404)
    if may:
        assert page.headers["Cache-Control"] == "private, no-cache"


def test_the_author_of_a_hidden_post_has_its_files_no_more_than_its_words(
    client: CheckedClient, sign_in: SignIn
) -> None:
    author = a_person()
    post = posted(author, file := a_file(author))
    actions.hide_post(moderator := a_moderator(), post)
    sign_in(client, author)
    assert fetched(client, file).status == 404
    actions.show_post(moderator, post)
    assert fetched(client, file).status == 200


@pytest.mark.parametrize("who", [a_person, a_moderator, None])
def test_a_file_of_a_deleted_post_is_for_nobody_and_comes_back_with_it(
    client: CheckedClient, sign_in: SignIn, who: Callable[[], Actor] | None
) -> None:
    author = a_person()
    post = posted(author, file := a_file(author))
    actions.delete_post(author, post)
    sign_in(client, who() if who else author)
    assert fetched(client, file).status == 404
    actions.restore_post(author, post)
    assert fetched(client, file).status == 200


def test_a_file_taken_from_a_post_is_its_owners_again(
    client: CheckedClient, sign_in: SignIn
) -> None:
    author = a_person()
    post = posted(author, file := a_file(author))
    actions.edit_post(author, post, version=1, body="Words", lang="en", files=[])
    assert fetched(client, file).status == 404
    sign_in(client, author)
    assert fetched(client, file).status == 200


def test_a_suspended_person_still_sees_what_everybody_sees(
    client: CheckedClient, sign_in: SignIn
) -> None:
    posted(who := a_person(), file := a_file(who))
    sign_in(client, a_person(suspended_at=LONG_AGO))
    assert fetched(client, file).status == 200


def test_what_a_browser_has_is_not_sent_again_but_asked_about_each_time(
    client: CheckedClient,
) -> None:
    author = a_person()
    post = posted(author, file := a_file(author))
    etag = fetched(client, file).headers["ETag"]
    same = fetched(client, file, **{"If-None-Match": etag})
    assert (same.status, same.response.data, same.headers["ETag"]) == (304, b"", etag)
    assert fetched(client, file, "large", **{"If-None-Match": etag}).status == 200
    actions.hide_post(a_moderator(), post)
    assert fetched(client, file, **{"If-None-Match": etag}).status == 404


def test_a_table_that_was_sent_compressed_is_not_sent_again_either(client: CheckedClient) -> None:
    rows = b"village,people\n" + b"Kamena,310\n" * 200
    posted(who := a_person(), file := a_file(who, rows, "villages.csv"))
    page = fetched(client, file, "document", **{"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    told = {"If-None-Match": page.headers["ETag"], "Accept-Encoding": "gzip"}
    assert fetched(client, file, "document", **told).status == 304


def test_missing_and_forbidden_answer_alike(client: CheckedClient, sign_in: SignIn) -> None:
    file = a_file(a_person())
    sign_in(client, a_person())
    hidden, missing = fetched(client, file), client.get("/files/999999/small")
    assert (hidden.status, hidden.text) == (missing.status, missing.text)


def test_a_public_picture_costs_few_statements_and_does_not_ask_who_looks(
    app: Flask, client: CheckedClient, sign_in: SignIn, count_queries: Callable[..., object]
) -> None:
    posted(who := a_person(), file := a_file(who))
    sign_in(client, a_person())
    fetched(client, file)
    with count_queries() as seen:
        fetched(client, file)
    assert len(seen) <= 4, seen
    assert not [one for one in seen if "sign_in" in one]


def test_a_store_that_is_away_is_said_and_the_page_stays(
    client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = a_thread()
    posted(who := a_person(), file := a_file(who, alt=""), parent=opening_of(thread))
    root = client.flask.application.extensions["files"]._root
    monkeypatch.setattr(
        client.flask.application.extensions["files"], "_root", root / "secret" / "x"
    )
    assert fetched(client, file).status == 404  # nothing of that name
    (root / "file").write_text("")
    monkeypatch.setattr(client.flask.application.extensions["files"], "_root", root / "file")
    page = fetched(client, file)
    assert (page.status, page.h1) == (503, "This cannot be done right now")
    shown = client.get(f"/en/threads/{thread.id}", follow=True)
    assert shown.one("article .pictures img")["alt"] == "Picture without a description"


@pytest.mark.parametrize(("column", "value"), [("dropped_at", now()), ("stored_at", None)])
def test_what_is_being_stored_or_is_going_is_not_there(
    client: CheckedClient, column: str, value: datetime | None
) -> None:
    posted(who := a_person(), file := a_file(who))
    with transaction(None):
        setattr(db.session.get_one(File, file.id), column, value)
    assert fetched(client, file).status == 404

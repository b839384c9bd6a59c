"""Who asks, answers or changes a post puts pictures and documents under it, without script."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from exchange.files.stores import StoreAway
from exchange.forum import actions, queries
from exchange.forum.models import Post, Thread
from exchange.kernel.db import db
from exchange.kernel.rulings import Refused
from exchange.people.actor import Actor
from exchange.people.passwords import hash_password
from tests.factories import a_category, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.files.bytes import A_CSV, A_DOCX, A_PDF, a_folder, a_photo, a_picture
from tests.forum.attaching import a_file, a_table, all_files, sent, under
from tests.page import CheckedClient, Page

PASSWORD = "seven bees over the hill"
SignIn = Callable[[CheckedClient, Actor], None]


@pytest.fixture
def me(client: CheckedClient, sign_in: SignIn) -> Actor:
    who = a_person("Ana")
    sign_in(client, who)
    return who


def the_thread() -> Thread:
    return db.session.scalars(select(Thread)).one()


def newest() -> int:
    db.session.rollback()
    return db.session.scalars(select(Post.id).order_by(Post.id.desc())).first() or 0


def reply_to(client: CheckedClient, **values: Any) -> Page:
    post = opening_of(a_thread())
    page = client.get(f"/en/posts/{post}/reply")
    return client.submit(page, "/reply", **({"body": "So do we."} | values))


def listed(page: Page) -> list[str]:
    """The names of the files that a form has by now."""
    return [e.text for e in page.all("[data-files] li div[translate=no]")]


def test_a_question_is_asked_with_a_picture_and_a_document(
    client: CheckedClient, me: Actor
) -> None:
    files = [sent(a_photo(size=(800, 600))), sent(A_CSV, "villages.csv")]
    asked = {"title": "Who pays the animator?", "body": "We ask.", "upload": files}
    page = client.submit("/en/ask", "/ask", category=str(a_category().id), **asked)
    assert page.h1 == "Who pays the animator?"
    picture = page.one("article img")
    assert (picture["width"], picture["height"]) == ("160", "120")
    assert (picture["loading"], picture["decoding"]) == ("lazy", "async")
    assert (
        client.get(page.one("article .pictures a")["href"]).headers["Content-Type"] == "image/webp"
    )
    document = page.one("article .attached li")
    assert "villages.csv" in document.text
    assert "CSV, 0.1 MB" in document.text
    assert len(under(newest())) == 2


def test_files_are_attached_and_the_text_goes_on(client: CheckedClient, me: Actor) -> None:
    post = opening_of(a_thread())
    page = client.get(f"/en/posts/{post}/reply")
    begun = client.submit(
        page,
        "/draft",
        button="Attach files and go on writing",
        body="We have",
        upload=[sent(a_picture()), sent(A_PDF, "Plan.pdf")],
    )
    assert begun.path == f"/en/posts/{post}/reply"
    assert begun.form("/reply").fields["body"] == ["We have"]
    assert listed(begun) == ["photo.jpg", "Plan.pdf"]
    first, second = begun.form("/reply").fields["files"]
    done = client.submit(begun, "/reply", body="We have it.", **{f"alt-{first}": "A barn"})
    assert done.one("article .pictures img")["alt"] == "A barn"
    assert under(newest()) == [int(str(first)), int(str(second))]


def test_a_file_is_left_out_again(client: CheckedClient, me: Actor) -> None:
    post = opening_of(a_thread())
    begun = client.submit(
        client.get(f"/en/posts/{post}/reply"),
        "/draft",
        body="Words",
        upload=[sent(a_picture()), sent(A_PDF, "Plan.pdf")],
    )
    first, second = (str(one) for one in begun.form("/reply").fields["files"])
    again = client.submit(begun, "/draft", remove=[first])
    assert listed(again) == ["Plan.pdf"]
    client.submit(again, "/reply")
    assert under(newest()) == [int(second)]


def test_a_preview_keeps_what_was_chosen(client: CheckedClient, me: Actor) -> None:
    shown = reply_to(client, upload=[sent(a_picture())], button="preview")
    assert listed(shown) == ["photo.jpg"]
    client.submit(shown, "/reply")
    assert len(under(newest())) == 1


def test_bad_words_do_not_lose_the_files(client: CheckedClient, me: Actor) -> None:
    shown = reply_to(client, body=" ", upload=[sent(a_picture())])
    assert shown.status == 422
    assert listed(shown) == ["photo.jpg"]
    client.submit(shown, "/reply", body="Words")
    assert len(under(newest())) == 1
    assert len(all_files()) == 1


def test_who_was_signed_out_meanwhile_gets_the_form_back_with_its_files(
    client: CheckedClient, me: Actor
) -> None:
    shown = reply_to(client, upload=[sent(a_picture())], button="preview")
    with client.flask.session_transaction() as session:
        session.clear()
    [file] = shown.form("/reply").fields["files"]
    again = client.send(shown.form("/reply").fill(**{f"alt-{file}": "A barn"}))
    assert again.status == 401
    assert again.form("/sign-in/and-continue").fields["kept.files"] == [file]
    assert again.form("/sign-in/and-continue").fields[f"kept.alt-{file}"] == ["A barn"]


def test_files_that_came_with_a_refused_form_are_named_as_lost_and_can_be_chosen_again(
    client: CheckedClient, sign_in: SignIn
) -> None:
    me = a_person("Ana", email="ana@example.org", password_hash=hash_password(PASSWORD))
    sign_in(client, me)
    address = f"/posts/{opening_of(a_thread())}/reply"
    form = client.get(f"/en{address}").form(address).fill(body="So do we.")
    files = [sent(a_picture(), "barn.jpg"), sent(A_PDF, "Plan.pdf")]
    with client.flask.session_transaction() as session:
        session.clear()
    refused = client.send(form.fill(upload=files))
    said = "These files could not be kept; please choose them again: barn.jpg, Plan.pdf"
    for page in (
        refused,
        again := client.submit(
            refused, "/and-continue", email="ana@example.org", password=PASSWORD
        ),
    ):
        assert said in page.text
        assert page.h1 == "Your text is kept, your files are not"
    client.submit(again, "/reply", upload=[sent(a_picture(), "barn.jpg")])
    assert len(under(newest())) == 1


def test_files_that_came_with_an_old_form_or_to_a_thread_that_was_locked_are_named_as_lost(
    client: CheckedClient, me: Actor
) -> None:
    thread = a_thread()
    address = f"/posts/{opening_of(thread)}/reply"
    form = client.get(f"/en{address}").form(address).fill(body="So do we.")
    with client.flask.session_transaction() as session:
        session["csrf_token"] = "another"
    page = client.send(form.fill(upload=[sent(a_picture(), "barn.jpg")]))
    assert page.status == 400
    assert "choose them again: barn.jpg" in page.text
    form = client.get(f"/en{address}").form(address).fill(body="So do we.")
    actions.lock_thread(a_moderator(), thread.id)
    page = client.send(form.fill(upload=[sent(a_picture(), "barn.jpg")]))
    assert page.status == 403
    assert "choose them again: barn.jpg" in page.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "barn.png", "none of the kinds"),
        (b"<!doctype html><script>alert(1)</script>", "barn.jpg", "none of the kinds"),
        (a_picture("JPEG", (300, 300))[:900], "barn.jpg", "damaged"),
        (b"", "barn.jpg", "damaged"),
        (a_folder(A_DOCX | {"word/vbaProject.bin": b"x"}), "plan.docx", "can run programs"),
        (a_picture() + bytes(8_000_000), "barn.jpg", "at most 8 MB"),
        (A_PDF + bytes(10_000_000) + b"%%EOF", "plan.pdf", "at most 10 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_at_the_field_and_the_text_is_kept(
    client: CheckedClient, me: Actor, content: bytes, name: str, said: str
) -> None:
    page = reply_to(client, upload=[sent(content, name), sent(A_CSV, "villages.csv")])
    assert page.status == 422
    assert said in page.one("#files-error").text
    assert page.one("#files-error").text.startswith(name)
    assert page.one("#files")["aria-invalid"] == "true"
    assert said in page.one("#errors a[href='#files']").text
    assert page.form("/reply").fields["body"] == ["So do we."]
    assert listed(page) == ["villages.csv"]
    assert newest() == opening_of(the_thread())  # no reply


def test_a_picture_that_calls_itself_otherwise_is_what_it_is(
    client: CheckedClient, me: Actor
) -> None:
    reply_to(client, upload=[sent(a_picture("PNG"), "notes.pdf")])
    [file] = all_files()
    assert (file.kind, file.media_type, file.name) == ("image", "image/webp", "notes.pdf.png")


def test_ten_files_stand_under_a_post_and_not_one_more(client: CheckedClient, me: Actor) -> None:
    many = [sent(f"a,b\n1,{n}\n".encode(), f"{n}.csv") for n in range(11)]
    page = reply_to(client, upload=many)
    assert (page.status, page.one("#files-error").text) == (422, "At most 10 files, please.")
    assert len(listed(page)) == 10
    assert len(all_files()) == 10


def test_the_limit_holds_for_a_form_that_nobody_made(app: Flask, me: Actor) -> None:
    files = [a_file(me, f"a,b\n1,{n}\n".encode()) for n in range(11)]
    with pytest.raises(Refused, match="files"):
        actions.post_reply(me, opening_of(a_thread()), body="x", lang="en", files=files)


def test_one_person_sends_only_so_much_in_a_day(
    app: Flask, client: CheckedClient, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["settings"], files_mb_a_day=1)
    monkeypatch.setitem(app.extensions, "settings", settings)
    large = A_PDF + bytes(600_000) + b"%%EOF"
    reply_to(client, upload=[sent(large, "one.pdf")])
    page = reply_to(client, upload=[sent(large, "two.pdf")])
    assert "as one person can in a day" in page.one("#files-error").text
    assert a_file(a_person(), large).id


def test_a_store_that_is_away_says_so_kindly_and_leaves_the_text(
    client: CheckedClient, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_what: object) -> None:
        raise StoreAway

    monkeypatch.setattr("exchange.files.stores.folder.FolderStore.put", away)
    page = reply_to(client, upload=[sent(a_picture())])
    assert page.status == 422
    assert "cannot be kept right now" in page.one("#files-error").text
    done = client.submit(page, "/reply")
    assert "So do we." in done.text
    assert [file.stored_at for file in all_files()] == [None]
    assert all_files()[0].dropped_at


def test_a_change_shows_the_files_takes_some_away_and_adds_others(
    client: CheckedClient, me: Actor
) -> None:
    first, second = a_file(me, alt="A barn"), a_table(me)
    post = a_reply(a_thread(), me)
    actions.edit_post(me, post, version=1, body="Words", lang="en", files=[first, second])
    page = client.get(f"/en/posts/{post}/edit")
    assert listed(page) == ["barn.jpg", "villages.csv"]
    assert page.one(f"#alt-{first.id}")["value"] == "A barn"
    client.submit(page, "/edit", remove=[str(first.id)], upload=[sent(A_PDF, "Plan.pdf")])
    names = {file.id: file.name for file in all_files()}
    assert [names[one] for one in under(post)] == ["villages.csv", "Plan.pdf"]


def test_a_stale_change_keeps_its_files(client: CheckedClient, me: Actor) -> None:
    post = a_reply(a_thread(), me)
    page = client.get(f"/en/posts/{post}/edit")
    actions.edit_post(me, post, version=1, body="Another", lang="en")
    stale = client.submit(page, "/edit", body="Mine", upload=[sent(a_picture())])
    assert stale.status == 409
    assert listed(stale) == ["photo.jpg"]
    client.submit(stale, "/edit")
    assert len(under(post)) == 1


def test_an_edit_that_says_nothing_of_files_leaves_them(app: Flask, me: Actor) -> None:
    post = a_reply(a_thread(), me)
    actions.edit_post(me, post, version=1, body="Words", lang="en", files=[file := a_table(me)])
    actions.edit_post(me, post, version=2, body="Others", lang="en")
    assert under(post) == [file.id]


def test_a_moderator_changes_a_post_with_files_of_its_author(
    client: CheckedClient, sign_in: SignIn
) -> None:
    author = a_person()
    post = actions.post_reply(
        author, opening_of(a_thread()), body="Words", lang="en", files=[file := a_file(author)]
    )
    sign_in(client, a_moderator())
    client.submit(f"/en/posts/{post}/edit", "/edit", body="Kinder words")
    assert under(post) == [file.id]


def test_nobody_attaches_what_another_has_sent(
    app: Flask, client: CheckedClient, me: Actor
) -> None:
    theirs = a_file(a_person())
    post = opening_of(a_thread())
    form = client.get(f"/en/posts/{post}/reply").form("/reply").fill(body="Words")
    data = form.data
    data.add("files", str(theirs.id))
    client.post(form.action, data)
    assert under(newest()) == []
    with pytest.raises(Refused, match="files"):
        actions.post_reply(me, post, body="x", lang="en", files=[theirs])


def test_a_file_stands_under_one_post_only(app: Flask, me: Actor) -> None:
    file, post = a_file(me), opening_of(a_thread())
    first = actions.post_reply(me, post, body="x", lang="en", files=[file])
    with pytest.raises(Refused, match="files"):
        actions.post_reply(me, post, body="y", lang="en", files=[file])
    assert under(first) == [file.id]


def test_what_a_guest_sends_reaches_no_disk_and_the_words_come_back(
    app: Flask, client: CheckedClient, me: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(f"/en/posts/{opening_of(a_thread())}/reply")
    form = page.form("/reply").fill(body="So do we.", upload=[sent(bytes(5_000_000))])
    with client.flask.session_transaction() as session:
        session.clear()

    def written(**_how: object) -> None:
        raise AssertionError("a file was written")

    monkeypatch.setattr("werkzeug.wrappers.request.default_stream_factory", written)
    again = client.send(form)
    assert again.status == 401
    assert "So do we." in again.body


def test_more_than_all_files_together_may_have_is_refused_unread(
    client: CheckedClient, me: Actor
) -> None:
    """700 KB are too much where a form takes no files."""
    kind = "multipart/form-data; boundary=x"
    reply = f"/en/posts/{opening_of(a_thread())}/reply"
    for address, size in ((reply, 101_000_000), ("/en/threads/1/accept", 700_000)):
        claimed = {"CONTENT_LENGTH": str(size)}
        page = client.post(address, b"--x", content_type=kind, environ_overrides=claimed)
        assert page.status == 413
    assert client.post(reply, {"body": "x", "upload": sent(bytes(700_000))}).status == 400


def test_words_without_end_are_no_file(client: CheckedClient, me: Actor) -> None:
    address = f"/en/posts/{opening_of(a_thread())}/reply"
    assert client.post(address, {"body": "x" * 700_000, "upload": sent(b"x")}).status == 413


def test_a_description_is_asked_for_kept_in_its_language_and_bounded(
    client: CheckedClient, me: Actor
) -> None:
    shown = reply_to(client, upload=[sent(a_picture())], button="preview")
    [file] = shown.form("/reply").fields["files"]
    page = client.submit(shown, "/reply", **{f"alt-{file}": "x" * 501})
    assert "At most 500 characters" in page.one("#files-error").text
    client.submit(page, "/reply", **{f"alt-{file}": "  A   barn "})
    [row] = all_files()
    assert (row.alt, row.alt_lang) == ("A barn", "en")


def test_fifty_equal_forms_with_a_file_are_one_post_with_one_file(
    app: Flask, client: CheckedClient, me: Actor
) -> None:
    page = client.get(f"/en/posts/{opening_of(a_thread())}/reply")
    form = page.form("/reply").fill(body="So do we.")
    cookie, before = client.flask.get_cookie("session"), newest()
    content = a_picture(size=(40, 30))

    def send(_n: int) -> tuple[int, str | None]:
        with app.app_context():
            browser = app.test_client()
            browser.set_cookie("session", cookie.value if cookie else "")
            data = {**form.data.to_dict(), "upload": sent(content)}
            answer = browser.post(form.action, data=data)
            return answer.status_code, answer.headers.get("Location")

    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(send, range(50)))
    assert len(answers) == 1
    assert newest() == before + 1
    assert [file.id for file in all_files()] == list(under(newest()))


def test_a_page_with_files_costs_one_statement_more_and_none_once_it_is_kept(
    client: CheckedClient, me: Actor, count_queries: Callable[..., Any]
) -> None:
    thread = a_thread()
    here = client.get(f"/en/threads/{thread.id}", follow=True).address
    a_reply(thread)
    with count_queries() as without:
        client.get(here)
    for _ in range(5):
        files = [a_file(me), a_table(me)]
        actions.post_reply(me, opening_of(thread), body="Words", lang="en", files=files)
    with count_queries() as cold:
        page = client.get(here)
    assert len(page.all("article .pictures img")) == 5
    assert len(cold) == len(without) + 1
    with count_queries() as kept:
        client.get(here)
    assert len(kept) == 3, kept


def test_a_page_shows_the_files_of_readable_posts_only(
    client: CheckedClient, sign_in: SignIn
) -> None:
    author, thread = a_person(), a_thread()
    post = actions.post_reply(
        author, opening_of(thread), body="Words", lang="en", files=[file := a_file(author)]
    )
    address = f"/files/{file.id}/small"
    here = f"/en/threads/{thread.id}"
    assert address in client.get(here, follow=True).body
    actions.hide_post(moderator := a_moderator(), post)
    assert address not in client.get(here, follow=True).body
    sign_in(client, moderator)
    assert address in client.get(here, follow=True).body


def test_the_files_of_a_page_are_found_by_their_posts(app: Flask, me: Actor) -> None:
    post = actions.post_reply(
        me,
        opening_of(a_thread()),
        body="x",
        lang="en",
        files=[one := a_table(me), two := a_file(me)],
    )
    assert [file.id for file in queries.files_under([post])[post]] == [one.id, two.id]
    assert queries.files_under([]) == {}

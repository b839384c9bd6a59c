"""Bodies that no form of ours sends: files, JSON, too many fields, too many bytes."""

from io import BytesIO

import pytest

from exchange.forum.models import Thread
from exchange.kernel.db import db
from tests.factories import a_category, a_moderator, a_person, a_reply, a_thread, opening_of

ASK = "/en/ask"


@pytest.fixture
def token(client, sign_in):
    sign_in(client, a_person())
    a_category()
    return client.get(ASK).form(ASK).data["csrf_token"]


@pytest.mark.parametrize("name", ["title", "body", "lang", "tags", "kind", "submission_id"])
def test_a_file_in_the_place_of_a_text_is_no_text(client, token, name):
    sent = {"csrf_token": token, name: (BytesIO(b"words"), "words.txt")}
    page = client.post(ASK, sent, content_type="multipart/form-data")
    assert page.status == 422


@pytest.mark.parametrize(
    "body",
    [
        '{"title": 5, "body": "x"}',
        '{"title": "\\ud800 who pays the animator", "body": "\\u0000"}',
        '{"submission_id": [1]}',
        "[1]",
        '"words"',
        "null",
    ],
)
def test_json_fills_no_field(client, token, body):
    headers = {"X-CSRFToken": token}
    page = client.post(ASK, body, content_type="application/json", headers=headers)
    assert page.status == 422
    assert db.session.query(Thread).count() == 0


def test_the_choice_of_mails_takes_no_file_either(client, sign_in):
    sign_in(client, a_moderator())
    form = client.get("/en/settings/mail").form("/settings/mail")
    sent = {"csrf_token": form.data["csrf_token"], "wanted": (BytesIO(b"x"), "x.txt")}
    page = client.post("/en/settings/mail", sent, content_type="multipart/form-data")
    assert page.status in (303, 422)


URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"


def _body(kind, length):
    if kind == URLENCODED:
        return b"body=" + b"a" * length
    head = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n'
    return head + b"a" * length + b"\r\n--x--\r\n"


@pytest.mark.parametrize("kind", [URLENCODED, MULTIPART])
@pytest.mark.parametrize("path", [ASK, "/en/sign-in", "/en/moderation", "/en/nowhere"])
def test_what_is_too_large_is_refused_in_words_whoever_sends_it(client, kind, path):
    page = client.post(path, _body(kind, 700_000), content_type=kind)
    assert page.status == 413
    assert "Shorten your text" in page.text


def test_the_longest_text_is_not_too_large_in_any_script(client, token):
    sent = {"csrf_token": token, "title": "Кој плаќа?", "body": "👩" * 32_000}
    page = client.post(ASK, sent)
    assert page.status == 422
    assert page.form(ASK).data["body"] == sent["body"]


@pytest.mark.parametrize("kind", [URLENCODED, "multipart/form-data"])
def test_more_fields_than_any_form_has_are_not_looked_at(client, kind):
    sent = {f"f{n}": "A" for n in range(1_002)}
    page = client.post("/en/sign-in", sent, content_type=kind)
    assert page.status == 413
    assert len(page.body) < 20_000


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5_000, "-1", "1_0", "٣", "\0", "x", ""])
def test_a_number_that_no_database_holds_names_nothing(client, sign_in, number):
    asker = a_person()
    thread = a_thread(asker)
    a_reply(thread)
    sign_in(client, asker)
    here = f"/en/threads/{thread.id}/accept"
    token = client.get(f"/en/threads/{thread.id}", follow=True).form("/accept").data["csrf_token"]
    assert client.post(here, {"csrf_token": token, "post": number}).status == 404


@pytest.mark.parametrize("version", ["9" * 30, "9" * 5_000, "-1", "\0", "\x1b[2J", ""])
def test_a_version_that_no_page_wrote_is_answered_by_a_clean_page(client, sign_in, version):
    author = a_person()
    post = opening_of(a_thread(author))
    sign_in(client, author)
    data = client.get(f"/en/posts/{post}/edit").form("/edit").data
    data["version"] = version
    page = client.post(f"/en/posts/{post}/edit", data)
    assert page.status == 422
    assert page.all(".errors li")[0].text == "This form is not complete. Load the page again."
    assert len(page.all(".errors li")) == 1

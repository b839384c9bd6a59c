"""Bodies that no form of ours sends: files, JSON, too many fields, too many bytes."""

from io import BytesIO

import pytest

from exchange.forum.models import Thread
from exchange.kernel.db import db
from tests.factories import a_category, a_moderator, a_person

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

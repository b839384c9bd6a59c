"""The whole way of a file with a store that speaks S3: sent, shown, hidden, let go."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from exchange.files.actions import collect_unused
from exchange.files.models import File
from exchange.files.stores import NotStored, open_store
from exchange.forum import actions
from exchange.forum.models import PostFile
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from tests.factories import a_moderator, a_person, a_thread, opening_of
from tests.files.bytes import a_photo
from tests.forum.attaching import all_files, sent, under
from tests.page import CheckedClient


@pytest.fixture
def bucket(app: Flask, s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    made: Any = open_store(replace(app.extensions["settings"], files=s3_server))
    monkeypatch.setitem(app.extensions, "files", made)
    yield made
    made._client._http.clear()


def test_a_file_goes_its_whole_way_through_a_bucket(
    client: CheckedClient, sign_in: Callable[..., None], bucket: Any
) -> None:
    sign_in(client, a_person())
    here = f"/en/posts/{opening_of(a_thread())}/reply"
    client.submit(here, "/reply", body="Words", upload=[sent(a_photo())])
    [row] = all_files()
    key = row.key
    assert bucket.get(f"{key}-large") == client.get(f"/files/{row.id}/large").response.data
    post = row_post(row.id)
    actions.hide_post(a_moderator(), post)
    assert client.get(f"/files/{row.id}/large").status == 404
    with transaction(None):
        long_ago = now() - timedelta(days=9)
        db.session.execute(update(File).values(uploaded_at=long_ago, used_at=long_ago))
        db.session.execute(delete(PostFile))
    collect_unused()
    assert all_files() == []
    with pytest.raises(NotStored):
        bucket.get(f"{key}-large")


def row_post(file_id: int) -> int:
    found = db.session.query(PostFile).filter_by(file_id=file_id).one()
    assert list(under(found.post_id)) == [file_id]
    return found.post_id

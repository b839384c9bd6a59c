"""Who may send files, beside what the forum's own forms ask."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from exchange.files.actions import Upload, upload_file
from exchange.kernel.rulings import NotAllowed
from exchange.kernel.submissions import new_submission_id
from exchange.people.actor import GUEST, Actor
from tests.factories import LONG_AGO, a_person
from tests.files.bytes import A_CSV
from tests.forum.attaching import all_files

NOT_WRITERS: dict[str, Callable[[], Actor]] = {
    "guest": lambda: GUEST,
    "unconfirmed": lambda: a_person(confirmed_at=None, admitted_at=None),
    "waiting": lambda: a_person(admitted_at=None),
    "suspended": lambda: a_person(suspended_at=LONG_AGO),
}


@pytest.mark.parametrize("who", NOT_WRITERS)
def test_whoever_may_not_write_sends_no_file_and_nothing_is_looked_into(
    app: Flask, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    def look(_content: bytes) -> str:
        raise AssertionError("it was looked into")

    monkeypatch.setattr("exchange.files.actions.upload.sniffed", look)
    with pytest.raises(NotAllowed):
        upload_file(NOT_WRITERS[who](), Upload("a.csv", A_CSV, new_submission_id()))
    assert all_files() == []


def test_whoever_was_suspended_meanwhile_sends_none_either(app: Flask) -> None:
    suspended = replace(a_person(suspended_at=LONG_AGO), state="active")
    with pytest.raises(NotAllowed):
        upload_file(suspended, Upload("a.csv", A_CSV, new_submission_id()))
    assert all_files() == []

"""A release that reads words by other rules indexes all texts anew at its set-up."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from exchange.kernel.db import db, transaction
from exchange.search.models import SearchDocument
from exchange.serve import install
from exchange.text.stems import NORM_VERSION
from tests.factories import a_reply, a_thread


def versions() -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(SearchDocument.norm_version)))


def test_the_set_up_indexes_anew_what_older_rules_made_and_else_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_reply(a_thread())
    with transaction(None):
        db.session.execute(update(SearchDocument).values(norm_version=NORM_VERSION + 1))
    install._index_anew()
    assert versions() == {NORM_VERSION}
    assert "Indexing all texts" in capsys.readouterr().out
    monkeypatch.setattr(install, "rebuild", None)
    install._index_anew()
    assert capsys.readouterr().out == ""


def test_the_set_up_asks_whether_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    steps: list[str] = []
    for module, name in (
        (install.database, "migrate"),
        (install.reference, "load"),
        (install, "_index_anew"),
    ):
        monkeypatch.setattr(module, name, lambda name=name: steps.append(name))
    monkeypatch.setattr(install.database, "is_new", lambda: False)
    install.folder.note(install.folder.decision(tmp_path), install.folder.NONE)
    install._fill(tmp_path, samples=False)
    assert steps == ["migrate", "load", "_index_anew"]

"""Notes wait in memory and are written together; none is lost but by a kill."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from exchange.kernel import later
from exchange.kernel.later import Later


@pytest.fixture
def book(app):
    """What was written, batch by batch; and notes that are joined by adding."""
    written = []
    yield written, Later("tests", lambda old, new: old + new, lambda notes: written.append(notes))
    app.extensions["later"].pop("tests", None)


def test_notes_by_the_same_key_are_written_as_one(book):
    written, notes = book
    notes.note("a", 1)
    notes.note("b", 5)
    notes.note("a", 2)
    assert written == []
    assert notes.noted("a") == 3
    notes.write_now()
    assert written == [{"a": 3, "b": 5}]
    assert notes.noted("a") is None


def test_without_a_note_nothing_is_written(book):
    written, notes = book
    notes.write_now()
    assert written == []


def test_what_could_not_be_written_waits_on_and_joins_what_came_meanwhile(app):
    written = []

    def write(batch):
        if not written:
            written.append("failed")
            notes.note("a", 10)
            notes.note("b", 20)
            assert notes.noted("c") == 3  # while it is being written too
            raise OperationalError("INSERT", {}, Exception("away"))
        written.append(dict(batch))

    notes = Later("tests", lambda old, new: old + new, write)
    notes.note("a", 1)
    notes.note("c", 3)
    with pytest.raises(OperationalError):
        notes.write_now()
    notes.write_now()
    assert written == ["failed", {"a": 11, "b": 20, "c": 3}]


def test_a_database_that_stays_away_does_not_fill_the_memory(book, monkeypatch):
    monkeypatch.setattr(later, "MOST", 2)
    written, notes = book
    for key in "abc":
        notes.note(key, 1)
    notes.note("a", 1)
    notes.write_now()
    assert written == [{"a": 2, "b": 1}]


@pytest.mark.parametrize(("seconds", "told"), [(1, "a moment later"), (0, "at its end")])
def test_a_process_writes_a_moment_later_and_at_its_end(tmp_path: Path, seconds, told):
    program = f"""
        import time
        from flask import Flask
        from exchange.kernel import later
        later.PAUSE = 0.1 if {seconds} else 60
        app = Flask("tests")
        notes = later.Later("tests", max, lambda batch: print(batch, flush=True))
        with app.app_context():
            notes.note("a", 1)
        time.sleep({seconds})
        print("end", flush=True)
    """
    ran = [sys.executable, "-c", textwrap.dedent(program)]
    lines = subprocess.run(ran, check=True, capture_output=True, text=True).stdout.split("\n")[:2]
    assert lines == (["{'a': 1}", "end"] if seconds else ["end", "{'a': 1}"]), told

"""The parts of a start, each alone."""

import gettext
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from exchange.serve import catalogues, children, folder, installed, lifeline, supervise
from exchange.serve.children import Child
from exchange.serve.options import CannotStart, environment, is_for_the_public, parse
from exchange.serve.supervise import Stop
from tests.serve.server import wait_until

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : 1);\\n"

msgid "Thread"
msgstr "Разговор"
"""


def test_what_the_environment_says_is_the_default() -> None:
    options = parse([], {"EXCHANGE_DATA": "/srv/exchange", "EXCHANGE_HOST": "::1"})
    assert (options.data, options.host, options.port) == (Path("/srv/exchange"), "::1", 8000)
    told = environment(options, 8000, {})
    assert told["EXCHANGE_BASE_URL"] == "http://[::1]:8000"
    assert not is_for_the_public(options, told)


def test_one_server_has_the_folder_alone_and_parts_share_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "LEAVING", 0)
    parts = [folder.lock(tmp_path, alone=False), folder.lock(tmp_path, alone=False)]
    with pytest.raises(CannotStart, match="in use by another bin/serve"):
        folder.lock(tmp_path, alone=True)
    for part in parts:
        os.close(part)
    whole = folder.lock(tmp_path, alone=True)
    with pytest.raises(CannotStart):
        folder.lock(tmp_path, alone=False)
    os.close(whole)


def test_a_set_up_is_done_until_files_or_schema_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "ROOT", tmp_path)
    lock = tmp_path / "requirements.lock"
    lock.write_text("one")
    database = tmp_path / "exchange.db"
    url = f"sqlite:///{database}"
    assert not installed.is_done(tmp_path, url)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    installed.note_done(tmp_path, url)
    assert installed.is_done(tmp_path, url)
    lock.write_text("other")
    assert not installed.is_done(tmp_path, url)
    installed.note_done(tmp_path, url)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    assert not installed.is_done(tmp_path, url)


def test_catalogues_are_compiled_and_the_latin_one_is_made(tmp_path: Path) -> None:
    source = tmp_path / "sr" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO, encoding="utf-8")
    catalogues.build(tmp_path)
    for catalogue, word in (("sr", "Разговор"), ("sr_Latn", "Razgovor")):
        compiled = tmp_path / catalogue / "LC_MESSAGES" / "messages.mo"
        with compiled.open("rb") as file:
            assert gettext.GNUTranslations(file).gettext("Thread") == word
    made = compiled.stat().st_mtime_ns
    catalogues.build(tmp_path)
    assert compiled.stat().st_mtime_ns == made


def a_child(name: str, module: str) -> Child:
    return Child(name, [module], os.environ, ())


def test_a_web_server_that_dies_at_once_is_not_waited_for() -> None:
    with pytest.raises(CannotStart, match="could not start"):
        supervise.supervise(
            [a_child("web server", "exchange.no_such")],
            Stop(),
            answers=lambda: False,
            announce=lambda: None,
        )


def test_a_web_server_that_dies_again_and_again_is_given_up(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(children, "LONGEST_PAUSE", 0.01)
    with pytest.raises(CannotStart, match="died 5 times right after its start"):
        supervise.supervise(
            [a_child("web server", "exchange.no_such")],
            Stop(),
            answers=lambda: True,
            announce=lambda: None,
        )
    assert capfd.readouterr().err.count("has died; it is started again") == 4


def test_pauses_grow_up_to_their_bound() -> None:
    child = a_child("worker", "exchange.no_such")
    child.quick_deaths = 3
    child.start()
    wait_until(lambda: not child.runs, 10)
    assert child.has_died()
    assert child.pause == 4.0
    child.quick_deaths = 20
    child.start()
    wait_until(lambda: not child.runs, 10)
    assert child.has_died()
    assert child.pause == children.LONGEST_PAUSE


def test_who_cannot_end_in_time_is_ended() -> None:
    pipe, held = os.pipe()
    stubborn = (
        "import sys, time; from exchange.serve import lifeline;"
        " lifeline.watch(int(sys.argv[1]), lambda: None, grace=0.1); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", stubborn, str(pipe)], pass_fds=[pipe]) as process:
        os.close(pipe)
        os.close(held)
        assert process.wait(10) == 1
    assert lifeline.GRACE < folder.LEAVING + 1

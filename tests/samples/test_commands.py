"""The two commands say what they do, ask before they take away, and refuse politely."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from exchange.samples.drop import are_there
from exchange.samples.marker import accounts_file, marker
from exchange.samples.people import load_people
from exchange.serve import reference
from tests import factories

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _as_it_was(app: Flask) -> Iterator[None]:
    yield
    for path in (accounts_file(), marker()):
        path.unlink(missing_ok=True)


def run(app: Flask, *words: str, said: str = "") -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["samples", *words], input=said)
    return result.exit_code, result.output


def test_load_says_where_the_accounts_are_and_refuses_to_load_twice(app: Flask) -> None:
    reference.load()
    code, told = run(app, "load")
    assert code == 0
    assert str(accounts_file()) in told
    code, told = run(app, "load")
    assert code == 1
    assert "loaded already" in told
    code, told = run(app, "drop", "--yes")
    assert code == 0
    assert "is gone" in told
    assert "funders.toml" in told


def test_drop_asks_first_and_tells_how_many_replies_of_real_people_go_too(app: Flask) -> None:
    thread = factories.a_thread(load_people("", factories.LONG_AGO)["member-rs-1"])
    factories.a_reply(thread)
    code, told = run(app, "drop", said="n\n")
    assert code == 1
    assert "which go with them: 1." in told
    assert are_there()
    code, _told = run(app, "drop", said="y\n")
    assert code == 0
    assert not are_there()


def test_drop_where_nothing_is_changes_nothing(app: Flask) -> None:
    code, told = run(app, "drop", "--yes")
    assert code == 1
    assert "There is no sample content here" in told


@pytest.mark.parametrize(
    "public", [{"loopback": False}, {"base_url": "https://exchange.example.org"}]
)
def test_an_installation_for_others_takes_no_samples(
    app: Flask, monkeypatch: pytest.MonkeyPatch, public: dict[str, object]
) -> None:
    settings = replace(app.extensions["settings"], **public)  # type: ignore[type-var]
    monkeypatch.setitem(app.extensions, "settings", settings)
    code, told = run(app, "load")
    assert code == 1
    assert "on this machine only" in told
    assert not are_there()


def test_a_record_of_the_funder_that_is_there_stays(app: Flask) -> None:
    reference.load()
    record: Path = marker().with_name("funders.toml")
    record.write_text("# our own\n", encoding="utf-8")
    try:
        assert run(app, "load")[0] == 0
        assert record.read_text(encoding="utf-8") == "# our own\n"
        run(app, "drop", "--yes")
    finally:
        record.unlink()

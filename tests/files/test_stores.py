"""A folder and a real server that speaks S3 pass the same tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exchange.files.stores import NotStored, Store, StoreAway, open_store
from exchange.kernel.settings import BadSetting, Settings
from tests.databases import settings_for

NAME = "0123456789abcdef0123456789abcdef-small"


@pytest.fixture(params=["folder", "s3"])
def a_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    address = request.getfixturevalue("s3_server") if request.param == "s3" else ""
    made = open_store(settings_for("sqlite", tmp_path, files=address))
    yield made
    made.remove(NAME)
    close(made)


def close(made: Any) -> None:
    if hasattr(made, "_client"):
        made._client._http.clear()


def test_what_is_put_comes_back_whole(a_store: Store) -> None:
    content = bytes(range(256)) * 9_000
    a_store.put(NAME, content, "image/webp")
    assert a_store.get(NAME) == content


def test_the_same_once_more_is_harmless(a_store: Store) -> None:
    for content in (b"first", b"second"):
        a_store.put(NAME, content, "text/csv")
    assert a_store.get(NAME) == b"second"


def test_what_is_not_there_is_said(a_store: Store) -> None:
    with pytest.raises(NotStored):
        a_store.get(NAME)
    a_store.remove(NAME)


def test_what_is_removed_is_gone(a_store: Store) -> None:
    a_store.put(NAME, b"words", "text/csv")
    a_store.remove(NAME)
    with pytest.raises(NotStored):
        a_store.get(NAME)


def away(kind: str, tmp_path: Path) -> Store:
    if kind == "s3":
        address = "s3+http://key:secret@127.0.0.1:9/files"
        return open_store(settings_for("sqlite", tmp_path, files=address))
    (tmp_path / "uploads").write_text("a file where the folder should be")
    return open_store(settings_for("sqlite", tmp_path))


@pytest.mark.parametrize("kind", ["folder", "s3"])
def test_a_store_that_is_away_says_so(kind: str, tmp_path: Path) -> None:
    gone = away(kind, tmp_path)
    for act in (lambda: gone.put(NAME, b"x", "text/csv"), lambda: gone.get(NAME)):
        with pytest.raises(StoreAway):
            act()
    with pytest.raises(StoreAway):
        gone.remove(NAME)
    close(gone)


def test_a_name_that_is_none_of_ours_reaches_no_file(tmp_path: Path) -> None:
    folder = open_store(settings_for("sqlite", tmp_path))
    for name in ("../secret-key", "a/b", "a.b", "a\0"):
        with pytest.raises(ValueError, match="no name of ours"):
            folder.get(name)


def test_a_write_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = open_store(settings_for("sqlite", tmp_path))

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreAway):
        folder.put(NAME, b"x", "text/csv")
    assert [path for path in (tmp_path / "uploads").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "address",
    [
        "s3://host/bucket",
        "s3://key:secret@host",
        "https://key:secret@host/bucket",
        "s3+http://key:secret@files.example.org/bucket",
    ],
)
def test_an_address_that_cannot_be_is_an_error_at_start(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSetting, match="EXCHANGE_FILES"):
        Settings.from_environ({"EXCHANGE_DATA": str(tmp_path), "EXCHANGE_FILES": address})

"""What bin/serve cannot do it says in one sentence, with an exit code that is not 0."""

import socket
import subprocess
from pathlib import Path

import pytest

from tests.serve.server import admin, serve

pytestmark = pytest.mark.slow


def one_sentence(refused: subprocess.CompletedProcess[str]) -> str:
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    return refused.stderr


def test_a_taken_port_is_named_and_no_folder_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = serve("--port", str(port), "--data", str(tmp_path / "data"))
    assert one_sentence(refused) == (
        f"Port {port} is taken by another program: end that one or choose another port with"
        " --port.\n"
    )
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = serve("--port", "0", "--data", str(tmp_path / "file" / "data"))
    assert one_sentence(refused).startswith(f"The data folder {tmp_path}/file/data cannot be writ")


def test_an_unknown_setting_is_an_error_at_start(tmp_path: Path) -> None:
    refused = serve("--port", "0", "--data", str(tmp_path / "data"), EXCHANGE_COLOUR="green")
    assert "EXCHANGE_COLOUR is not a setting" in one_sentence(refused)


def test_a_public_host_needs_its_address(tmp_path: Path) -> None:
    refused = serve("--host", "0.0.0.0", "--port", "0", "--data", str(tmp_path), "--empty")
    assert "set EXCHANGE_BASE_URL" in one_sentence(refused)


def test_a_public_first_start_must_be_empty(tmp_path: Path) -> None:
    public = {"EXCHANGE_BASE_URL": "https://exchange.example.org"}
    refused = serve("--host", "0.0.0.0", "--port", "0", "--data", str(tmp_path), **public)
    assert "add --empty" in one_sentence(refused)


def test_a_database_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    address = f"postgresql+psycopg://nobody@127.0.0.1:{port}/none"
    refused = serve("--port", "0", "--data", str(tmp_path), EXCHANGE_DATABASE_URL=address)
    assert refused.returncode == 1
    assert "The database did not answer (" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ["--port", "x"],
        ["--workers", "0"],
        ["--web-only", "--worker-only"],
        ["--dat", "x"],
        ["--data", __file__],
    ],
)
def test_a_wrong_flag_is_explained(wrong: list[str]) -> None:
    refused = serve(*wrong)
    assert refused.returncode == 2
    assert refused.stderr.startswith("usage: bin/serve")


def test_the_admin_commands_want_an_installation(tmp_path: Path) -> None:
    refused = admin("--data", str(tmp_path / "none"), "samples", "drop")
    assert one_sentence(refused).startswith(f"There is no installation in {tmp_path}/none")


@pytest.mark.parametrize("command", [["people", "list"], ["--help"]])
def test_a_file_is_no_data_folder(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").touch()
    refused = admin("--data", str(tmp_path / "file"), *command)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"{tmp_path}/file is a file: --data names the folder of an installation.\n"
    )


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_the_admin_commands_are_listed_before_there_is_an_installation(
    tmp_path: Path, flag: str
) -> None:
    helped = admin("--data", str(tmp_path / "none"), flag)
    assert (helped.returncode, helped.stderr) == (0, "")
    assert "samples" in helped.stdout
    assert "people" in helped.stdout
    assert not (tmp_path / "none").exists()


def test_a_data_folder_named_too_late_is_not_taken_for_another(tmp_path: Path) -> None:
    refused = admin("samples", "drop", "--data", str(tmp_path / "none"))
    assert one_sentence(refused).startswith("--data comes before the command")

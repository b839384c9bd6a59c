"""The real server, its real children, and every way in which they end."""

import os
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from exchange.serve import lifeline
from tests.serve.conftest import Installation
from tests.serve.server import (
    ROOT,
    Server,
    admin,
    are_gone,
    environment,
    running,
    serve,
    wait_until,
)

pytestmark = pytest.mark.slow

WEB, WORKER = "exchange.serve.web", "exchange.serve.worker"
SOON = 10  # seconds; a busy machine is slow to start Python


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/", timeout=5).close()
    except urllib.error.HTTPError as answer:
        answer.close()
    except OSError:
        return False
    return True


def all_children(server: Server) -> set[int]:
    """Gunicorn, its two web processes, the worker: it answers before the last of them is there."""
    wait_until(lambda: len(server.children()) == 4, SOON)
    return set(server.children())


def test_the_first_start_prints_the_address_and_the_sample_accounts(
    installation: Installation,
) -> None:
    accounts = (installation.data / "sample-accounts.txt").read_text(encoding="utf-8").strip()
    assert "ALTER Exchange runs at http://127.0.0.1:" in installation.said
    assert accounts
    assert accounts in installation.said


def test_what_is_secret_is_for_the_owner_only(installation: Installation) -> None:
    assert installation.data.stat().st_mode & 0o777 == 0o700
    for name in ("secret-key", "sample-accounts.txt"):
        assert (installation.data / name).stat().st_mode & 0o777 == 0o600


def test_the_second_start_sets_nothing_up_and_loads_samples_no_second_time(
    installation: Installation,
) -> None:
    with running(installation.data) as server:
        assert answers(server.address)
        assert "Setting up" not in server.output
        assert "Loading sample content" not in server.output


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_in_peace_with_all_that_it_started(
    installation: Installation, how: signal.Signals
) -> None:
    with running(installation.data) as server:
        children = all_children(server)
        assert server.end(how) == 0
        assert are_gone(children)
        assert "Traceback" not in server.output
        assert server.output.endswith("Ended.\n")


def test_ctrl_c_ends_it_in_a_background_job_too(tmp_path: Path) -> None:
    job = f'"{ROOT}/bin/serve" --worker-only --data "{tmp_path}" & echo $!; wait'
    with subprocess.Popen(
        ["/bin/sh", "-c", job], stdout=subprocess.PIPE, text=True, env=environment()
    ) as shell:
        assert shell.stdout is not None
        pid = int(shell.stdout.readline())
        while "Ctrl-C" not in (line := shell.stdout.readline()):
            assert line
        os.kill(pid, signal.SIGINT)
        assert shell.stdout.read() == "Ended.\n"


def test_its_children_end_when_it_is_killed(installation: Installation) -> None:
    with running(installation.data) as server:
        children = all_children(server)
        server.end(signal.SIGKILL)
        wait_until(lambda: are_gone(children), lifeline.GRACE + SOON)


def test_a_killed_worker_is_started_again(installation: Installation) -> None:
    with running(installation.data) as server:
        killed = server.child(WORKER)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: server.child(WORKER) not in (0, killed), SOON)
        assert "The worker has died; it is started again." in server.output
        assert answers(server.address)


def test_a_killed_web_server_is_started_again_without_its_orphans(
    installation: Installation,
) -> None:
    with running(installation.data) as server:
        killed = all_children(server) - {server.child(WORKER)}
        os.kill(min(killed), signal.SIGKILL)
        wait_until(lambda: are_gone(killed), SOON)
        wait_until(lambda: answers(server.address), SOON)
        assert not killed & set(server.children())


def test_a_second_server_on_the_same_folder_is_refused(installation: Installation) -> None:
    with running(installation.data):
        refused = serve("--port", "0", "--data", str(installation.data))
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"The data folder {installation.data} is in use by another")
    assert refused.stderr.count("\n") == 1


def test_web_only_and_worker_only_share_a_folder(installation: Installation) -> None:
    with (
        running(installation.data, "--web-only") as web,
        running(installation.data, "--worker-only") as worker,
    ):
        assert answers(web.address)
        assert all(WEB in command for command in web.children().values())
        assert [WORKER in command for command in worker.children().values()] == [True]
        assert serve("--port", "0", "--data", str(installation.data)).returncode == 1


def test_while_samples_are_loaded_no_other_host_is_served(installation: Installation) -> None:
    public = {"EXCHANGE_BASE_URL": "https://exchange.example.org"}
    for arguments in (["--host", "0.0.0.0"], []):  # itself, and through a proxy
        refused = serve("--data", str(installation.data), "--port", "0", *arguments, **public)
        assert refused.returncode == 1
        assert refused.stderr.startswith("Sample accounts are loaded in ")


def test_the_admin_commands_work_on_the_folder_that_is_named_first(
    installation: Installation,
) -> None:
    for flag in (["--data", str(installation.data)], [f"--data={installation.data}"]):
        listed = admin(*flag, "samples", "--help")
        assert listed.returncode == 0
        assert "drop" in listed.stdout


def test_an_empty_start_has_no_samples_then_or_later(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty") as server:
        assert answers(server.address)
    with running(tmp_path / "data") as server:
        assert "Loading sample content" not in server.output
    assert not (tmp_path / "data" / "sample-accounts.txt").exists()

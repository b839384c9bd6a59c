"""The first seconds on a strange machine, before there is any Python of ours."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.server import ROOT, environment

pytestmark = pytest.mark.slow

PYTHONS = ("python3", "python3.14", "python3.13", "python3.12", "python3.11")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project without an environment."""
    copy = tmp_path / "project"
    (copy / "exchange").mkdir(parents=True)
    shutil.copytree(ROOT / "bin", copy / "bin")
    shutil.copytree(ROOT / "exchange" / "serve", copy / "exchange" / "serve")
    shutil.copytree(ROOT / "exchange" / "kernel", copy / "exchange" / "kernel")
    for name in ("requirements.lock", "exchange/__init__.py"):
        shutil.copy(ROOT / name, copy / name)
    return copy


def start(
    project: Path, *arguments: str, command: str = "serve", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [project / "bin" / command, *arguments],
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def path_with(folder: Path, python: str) -> str:
    """A PATH whose every Python is this script."""
    folder.mkdir()
    for name in PYTHONS:
        (folder / name).write_text(f"#!/bin/sh\n{python}\n")
        (folder / name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_an_old_python_is_refused(project: Path, tmp_path: Path) -> None:
    refused = start(project, PATH=path_with(tmp_path / "bin", "exit 1"))
    assert refused.returncode == 1
    assert refused.stderr == (
        "Python 3.11 or newer is needed and was not found: install it and start again.\n"
    )


def test_a_missing_venv_module_is_named_with_its_package(project: Path, tmp_path: Path) -> None:
    without = f'case "$2" in *ensurepip*) exit 1 ;; esac\nexec {sys.executable} "$@"'
    refused = start(project, PATH=path_with(tmp_path / "bin", without))
    assert refused.returncode == 1
    assert refused.stderr == (
        "Python's venv module is missing: install it (on Debian: apt install python3-venv) and"
        " start again.\n"
    )


def test_no_network_at_the_first_install_is_said_and_the_next_start_tries_again(
    project: Path,
) -> None:
    nowhere = {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_FIND_LINKS": "",
        "PIP_RETRIES": "1",
        "PIP_NO_CACHE_DIR": "1",
    }
    for _ in range(2):
        refused = start(project, **nowhere)
        assert refused.returncode == 1
        assert refused.stderr.startswith("The pinned dependencies could not be downloaded: connect")
        assert refused.stderr.count("\n") == 1


def test_an_environment_that_is_current_is_used_as_it_is(project: Path) -> None:
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "$@"\n')
    python.chmod(0o755)
    shutil.copy(project / "requirements.lock", project / ".venv")
    started = start(project, "--port", "9000")
    assert started.stdout == "-P -m exchange.serve --port 9000\n"


def test_help_needs_no_environment(project: Path) -> None:
    helped = start(project, "--help")
    assert helped.returncode == 0
    assert "--worker-only" in helped.stdout
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("asked", [["--help"], ["-h"], ["samples", "--help"]])
def test_help_of_the_admin_commands_says_what_to_do_first(project: Path, asked: list[str]) -> None:
    helped = start(project, *asked, command="admin")
    assert (helped.returncode, helped.stderr) == (0, "")
    assert helped.stdout == (
        "Start bin/serve once, which installs what is needed: then bin/admin --help lists the"
        " commands.\n"
    )
    assert not (project / ".venv").exists()


def test_the_lock_for_tests_holds_every_pin_of_the_other() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line and line[0].isalpha()}

    assert pins("requirements.lock")
    assert pins("requirements.lock") <= pins("requirements-test.lock")

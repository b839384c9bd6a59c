"""bin/test itself: what makes a run red, what it starts, and that it leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.serve.server import ROOT, environment, wait_until

pytestmark = pytest.mark.slow

TOOLS = ("cat", "chmod", "dirname", "env", "ls", "sort", "tail", "pg_config", "uname")


def strict_run(folder: Path, test: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(test)
    (folder / "pytest.ini").touch()
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.no_skips", folder, *arguments],
        env=environment(PYTHONPATH=str(ROOT), PYTEST_ADDOPTS=""),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_skip_makes_the_full_run_red(tmp_path: Path) -> None:
    run = strict_run(tmp_path, "import pytest\ndef test_it(): pytest.skip('why')\n")
    assert run.returncode == 1
    assert "1 skipped: here every test must run" in run.stdout
    assert "1 skipped in" in run.stdout.splitlines()[-1]


def test_a_red_linter_makes_a_green_run_red(tmp_path: Path) -> None:
    run = strict_run(tmp_path, "def test_it(): pass\n", "--red-before=mypy")
    assert run.returncode == 1
    assert "Failed before the tests, see far above: mypy" in run.stdout
    assert "1 passed in" in run.stdout.splitlines()[-1]


def test_a_green_run_is_green(tmp_path: Path) -> None:
    assert strict_run(tmp_path, "def test_it(): pass\n", "--red-before=").returncode == 0


def needs(folder: Path, **scripts: str) -> subprocess.CompletedProcess[str]:
    """Look for what bin/test needs on a machine that has only these commands."""
    for name in TOOLS:
        if name not in scripts and (found := shutil.which(name)):
            (folder / name).symlink_to(found)
    for name, script in {"python3": f'exec {sys.executable} "$@"', **scripts}.items():
        command = folder / name.replace("_", "-")
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(0o755)
    return subprocess.run(
        ["/bin/sh", "-euc", f'root={ROOT}; . "$root/tests/run/needs.sh"; ensure_needs everything'],
        env={"PATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_missing_is_one_line_to_run_with_fresh_package_lists(tmp_path: Path) -> None:
    asked = needs(tmp_path, id="echo 1000", sudo='PATH=$PATH:/bin exec "$@"', apt_get='echo "$@"')
    assert asked.returncode == 2
    before, line = asked.stderr.split(": ", 1)
    assert before == "Run this once, then start again"
    assert line.count("\n") == 1
    run = subprocess.run(
        ["/bin/sh", "-euc", line],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    update, install = run.stdout.splitlines()
    assert update == "update"
    assert install.startswith("install --yes --no-install-recommends ")
    assert "chromium" in install.split()


def test_the_library_that_drives_the_browser_is_a_need_on_linux_alone(tmp_path: Path) -> None:
    without = f'case "$2" in *libatomic*) exit 1 ;; esac\nexec {sys.executable} "$@"'
    for system, is_named in (("Linux", True), ("Darwin", False)):
        folder = tmp_path / system
        folder.mkdir()
        asked = needs(folder, id="echo 1000", apt_get="", python3=without, uname=f"echo {system}")
        assert ("libatomic1" in asked.stderr) is is_named


def test_root_installs_what_is_missing_without_a_question(tmp_path: Path) -> None:
    installs = f"""\
echo "$DEBIAN_FRONTEND $@"
case $* in *chromium*) for name in chromium initdb ps; do
    printf '#!/bin/sh' >{tmp_path}/$name; chmod +x {tmp_path}/$name
done; esac"""
    asked = needs(tmp_path, id="echo 0", apt_get=installs)
    assert asked.returncode == 0, asked.stderr
    assert "noninteractive install --quiet=2 --yes --no-install-recommends" in asked.stderr


def test_an_installation_that_fails_ends_the_run(tmp_path: Path) -> None:
    asked = needs(tmp_path, id="echo 0", apt_get="exit 1")
    assert asked.returncode == 2
    assert asked.stderr.splitlines()[-1].startswith("The installation failed: mend it, or run: ")


def postgresql_programs() -> str:
    script = f'. "{ROOT}/tests/run/needs.sh"; find_postgresql'
    found = subprocess.run(["/bin/sh", "-euc", script], capture_output=True, text=True, check=True)
    return found.stdout.strip()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """As root the database runs as somebody else, who cannot enter pytest's own folders."""
    with tempfile.TemporaryDirectory(prefix="exchange-test-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def test_the_database_of_a_killed_run_ends_with_it(open_folder: Path) -> None:
    holder = (
        "import sys, time; from pathlib import Path; from tests.run.postgresql import cluster\n"
        "with cluster(Path(sys.argv[1])) as address: print(address, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, postgresql_programs()],
        env=environment(TMPDIR=str(open_folder), PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        address = run.stdout.readline().strip().replace("+psycopg", "")
        psycopg.connect(address).close()
        assert list(open_folder.iterdir())
        os.kill(run.pid, signal.SIGKILL)
    wait_until(lambda: not list(open_folder.iterdir()), 15)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)

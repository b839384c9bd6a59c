"""Runs of tests in a copy of the tree, each with one place switched off."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

QUICK = ["--database", "sqlite", "-m", "not browser and not catalogues and not slow and not prove"]
OF_SOURCES = ("prove", "rules/test_source.py", "rules/test_imports.py", "rules/test_templates.py")
FIXED = ["-q", "-p", "no:cacheprovider", *QUICK, *(f"--ignore=tests/{one}" for one in OF_SOURCES)]
TOO_LONG = 1_500  # seconds; who hangs without a check has noticed
ALL_GREEN, RED, NONE_LEFT, HANGS = 0, 1, 5, -1


@dataclass(frozen=True, slots=True)
class Run:
    """How it ended, and what pytest said."""

    code: int
    said: str


def run_apart(copy: Path, arguments: Sequence[str], **more: str) -> Run:
    """In a process of its own, which imports everything anew."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *FIXED, *arguments],
        cwd=copy,
        env=_environment() | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TOO_LONG,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(errors="replace"))


def _environment() -> dict[str, str]:
    """Without what is meant for this run of pytest."""
    ours = ("EXCHANGE_", "PROVE_", "PYTEST_CURRENT_TEST")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Runner:
    """Runs one job after the other in children of one prepared process."""

    HANGS = f"hangs for {TOO_LONG} s"

    def __init__(self, copy: Path, log: Path, while_importing: frozenset[int]) -> None:
        self._copy, self._log, self._while_importing = copy, log, while_importing
        self._prepared = subprocess.Popen(
            [sys.executable, "-m", "tests.prove.forked"],
            cwd=copy,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def first_failure(self, off: int, chosen: Sequence[str]) -> str:
        """The first test that fails with this place switched off; "" when none does."""
        run = self._run(off, ["-x", *chosen])
        if run.code == HANGS:
            return self.HANGS
        assert run.code in (ALL_GREEN, RED, NONE_LEFT), run.said[-3_000:]
        failed = re.search(r"^(?:FAILED|ERROR) (tests/.+?)(?: - .*)?$", run.said, re.MULTILINE)
        assert bool(failed) == (run.code == RED), run.said[-3_000:]
        return failed[1] if failed else ""

    def _run(self, off: int, arguments: Sequence[str]) -> Run:
        if off in self._while_importing:
            return run_apart(self._copy, arguments, PROVE_OFF=str(off))
        job = {"off": off, "log": str(self._log), "seconds": TOO_LONG}
        assert self._prepared.stdin is not None
        assert self._prepared.stdout is not None
        self._prepared.stdin.write(json.dumps(job | {"arguments": [*FIXED, *arguments]}) + "\n")
        self._prepared.stdin.flush()
        code = int(self._prepared.stdout.readline())
        return Run(code, self._log.read_text(errors="replace"))

    def close(self) -> None:
        """The prepared process ends with its input."""
        with self._prepared as process:
            assert process.stdin is not None
            process.stdin.close()

"""Every check is taken out in turn: some test fails each time, or nobody would notice its loss.

`PROVE_SITES=library` looks at files with these letters in their path only; `PROVE_JOBS` says how
many runs of tests go on at once; `PROVE_REPORT` names a file that says which test noticed what.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.prove.sites import Site, of_interest, switchable

pytestmark = pytest.mark.prove

ROOT = Path(__file__).parents[2]
NEEDED = ("exchange", "tests", "migrations", "translations", "bin", "pyproject.toml", "wsgi.py")
QUICK = ["--database", "sqlite", "-m", "not browser and not catalogues and not slow and not prove"]
OF_SOURCES = ("prove", "rules/test_source.py", "rules/test_imports.py", "rules/test_templates.py")
TOO_LONG = 1_500  # seconds; who hangs without a check has noticed
ALL_GREEN, RED = 0, 1

Came = Mapping[int, Sequence[str]]


def test_every_check_is_needed(tmp_path: Path) -> None:
    copy = tmp_path / "tree"
    copy.mkdir()
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    sites = list(of_interest(switchable(copy), os.environ.get("PROVE_SITES", "")))
    assert sites
    came = _who_comes_by(copy, tmp_path / "noted.json")
    with ThreadPoolExecutor(int(os.environ.get("PROVE_JOBS", "2"))) as jobs:
        noticed = list(jobs.map(lambda site: _who_notices(copy, site, came), sites))
    told = [f"{site}\t{by}" for site, by in zip(sites, noticed, strict=True)]
    if report := os.environ.get("PROVE_REPORT"):
        Path(report).write_text("\n".join(told))
    survivors = [line for line, by in zip(told, noticed, strict=True) if not by]
    assert not survivors, "taken out unnoticed:\n" + "\n".join(survivors)


def _who_comes_by(copy: Path, note: Path) -> Came:
    """Which tests pass by which place; all are green as long as each place asks.

    What is made at import or remembered is seen too rarely: this says where to begin looking,
    not where to end.
    """
    run = _pytest(copy, ["tests"], PROVE_NOTED=str(note))
    assert run.returncode == ALL_GREEN, run.stdout.decode()[-3_000:]
    came: dict[int, list[str]] = {}
    for test, numbers in json.loads(note.read_text()).items():
        for number in numbers if test else ():
            came.setdefault(number, []).append(test)
    return came


def _who_notices(copy: Path, site: Site, came: Came) -> str:
    """The first test that fails without this place; those nearest to it are asked first."""
    passing = sorted(came.get(site.number, ()), key=lambda test: not _is_near(test, site))
    near, own = [test for test in passing if _is_near(test, site)], f"tests/{site.feature}"
    for stage in (near[:40] or passing[:40], [own] if (copy / own).is_dir() else [], ["tests"]):
        if stage and (by := _first_failure(copy, site, stage)):
            return by
    return ""


def _is_near(test: str, site: Site) -> bool:
    return test.startswith(f"tests/{site.feature}/")


def _first_failure(copy: Path, site: Site, chosen: Sequence[str]) -> str:
    try:
        run = _pytest(copy, ["-x", *chosen], PROVE_OFF=str(site.number))
    except subprocess.TimeoutExpired:
        return f"hangs after {TOO_LONG} s"
    said = run.stdout.decode()
    assert run.returncode in (ALL_GREEN, RED), said[-3_000:]
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", said, re.MULTILINE)
    assert bool(failed) == (run.returncode == RED), said[-3_000:]
    return failed[1] if failed else ""


def _pytest(
    copy: Path, arguments: Sequence[str], **more: str
) -> subprocess.CompletedProcess[bytes]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("EXCHANGE_", "PROVE_"))}
    without = [f"--ignore=tests/{path}" for path in OF_SOURCES]
    fixed = ["-q", "-p", "no:cacheprovider", *QUICK, *without]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *fixed, *arguments],
        cwd=copy,
        env=kept | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=TOO_LONG,
        check=False,
    )

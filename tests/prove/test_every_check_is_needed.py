"""Every check is taken out in turn: some test fails each time, or nobody would notice its loss.

`PROVE_SITES=library` looks at files with these letters in their path only; `PROVE_JOBS` says how
many runs of tests go on at once; `PROVE_REPORT` names a file that says which test noticed what.
"""

import json
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.prove.runs import ALL_GREEN, Runner, run_apart
from tests.prove.sites import Site, of_interest, switchable

pytestmark = pytest.mark.prove

ROOT = Path(__file__).parents[2]
NEEDED = ("exchange", "tests", "migrations", "translations", "bin", "pyproject.toml", "wsgi.py")
FIRST, NEXT = 8, 40  # tests: those that meet few checks are mostly about one of them


class Came:
    """Which tests come by which place.

    What is made at import or remembered is seen too rarely: this says where to begin looking, not
    where to end.
    """

    def __init__(self, noted: dict[str, list[int]]) -> None:
        self.while_importing = frozenset(noted.pop("", ()))
        self._checks = {test: len(numbers) for test, numbers in noted.items()}
        self._tests: dict[int, list[str]] = {}
        for test, numbers in noted.items():
            for number in numbers:
                self._tests.setdefault(number, []).append(test)

    def stages(self, site: Site, has_own: bool) -> list[Sequence[str]]:
        """Tests to run one stage after the other, until one fails."""
        own = f"tests/{site.feature}"
        tests = sorted(self._tests.get(site.number, ()), key=self._checks.__getitem__)
        near = [test for test in tests if test.startswith(f"{own}/")]
        far = [test for test in tests if test not in near]
        rest = far or ([] if tests else ["tests"])
        return [near[:FIRST], near[FIRST:NEXT], far[:FIRST], [own] if has_own else [], rest]


def test_every_check_is_needed(tmp_path: Path) -> None:
    copy = _copied(tmp_path / "tree")
    sites = list(of_interest(switchable(copy), os.environ.get("PROVE_SITES", "")))
    assert sites
    came = _who_comes_by(copy, tmp_path / "noted.json")
    noticed = look_at_all(copy, sites, came, tmp_path)
    survivors = [str(site) for site, by in zip(sites, noticed, strict=True) if not by]
    assert not survivors, "taken out unnoticed:\n" + "\n".join(survivors)


def _copied(copy: Path) -> Path:
    copy.mkdir()
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    return copy


def _who_comes_by(copy: Path, note: Path) -> Came:
    """All tests, which are green as long as each place asks."""
    run = run_apart(copy, ["tests"], PROVE_NOTED=str(note))
    assert run.code == ALL_GREEN, run.said[-3_000:]
    return Came(json.loads(note.read_text()))


def look_at_all(copy: Path, sites: Sequence[Site], came: Came, folder: Path) -> list[str]:
    """For each place the test that notices its loss, or nothing."""
    jobs = int(os.environ.get("PROVE_JOBS", "2"))
    runners = [Runner(copy, folder / f"log{n}", came.while_importing) for n in range(jobs)]

    def look(site: Site) -> str:
        runner = runners.pop()
        try:
            stages = came.stages(site, (copy / "tests" / site.feature).is_dir())
            found = (noticed(runner, site, stage) for stage in stages if stage)
            by = next((by for by in found if by), "")
            _report(f"{site}\t{by}\n")
            return by
        finally:
            runners.append(runner)

    try:
        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(look, sites))
    finally:
        for runner in runners:
            runner.close()


def _report(line: str) -> None:
    """At once: what was seen so far stands there, however long the rest takes."""
    if report := os.environ.get("PROVE_REPORT"):
        with Path(report).open("a", encoding="utf-8") as file:
            file.write(line)


def noticed(runner: Runner, site: Site, stage: Sequence[str]) -> str:
    """The first test that fails again when it is run alone: others only met a busy machine."""
    doubtful: list[str] = []
    while by := runner.first_failure(site.number, [*stage, *_without(doubtful)]):
        if by == runner.HANGS or runner.first_failure(site.number, [by]):
            return by
        doubtful.append(by)
    return ""


def _without(tests: Sequence[str]) -> list[str]:
    return [f"--deselect={test}" for test in tests]

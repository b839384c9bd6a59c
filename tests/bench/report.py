"""What docs/performance.md says of the figures."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from tests.bench.dataset import VERY_LONG_THREAD
from tests.bench.sizes import Size, table_of_sizes

GROWTH = 1.25  # times what the smallest size costs


class Run(NamedTuple):
    """A database filled with so many posts."""

    database: str
    posts: int


class Figure(NamedTuple):
    """One page for one reader in one run: median of the rounds, and how far they lie apart."""

    run: Run
    who: str
    page: str
    ms: float
    spread: float
    ratio: float
    bound: int
    cold: float
    kilobytes: float


class Around(NamedTuple):
    """What else is known of a run: seconds of the bulk path, megabytes of a web process."""

    load: float
    memory: float
    sizes: list[Size]


def line(one: Figure) -> str:
    verdict = "met" if one.ratio <= one.bound else f"over by {one.ratio / (one.bound or 1) - 1:.0%}"
    bound, verdict = (f"{one.bound} ×", verdict) if one.bound else ("none", "–")
    return (
        f"| {one.run.database} | {one.who} | {one.page} | {one.ratio:.1f} × | {bound} "
        f"| {verdict} | {one.ms:.2f} (± {one.spread / 2:.2f}) | {one.cold:.0f} "
        f"| {one.kilobytes:.1f} |"
    )


def growth_line(small: Figure, large: Figure) -> str:
    grown = large.ratio / small.ratio
    verdict = "met" if grown <= GROWTH else f"over by {grown / GROWTH - 1:.0%}"
    return (
        f"| {large.run.database} | {large.who} | {large.page} | {small.ratio:.1f} × "
        f"| {large.ratio:.1f} × | {grown:.2f} | {verdict} |"
    )


def report(figures: Sequence[Figure], around: Mapping[Run, Around]) -> str:
    smallest = min(run.posts for run in around)
    larger = sorted({run.posts for run in around if run.posts > smallest})
    lines = [*_opening(), *_table(figures, around, smallest)]
    for posts in larger:
        lines += [*_table(figures, around, posts), *_growth(figures, smallest, posts)]
    lines += ["## Bytes", ""]
    for run, known in around.items():
        lines += table_of_sizes(run.database, run.posts + VERY_LONG_THREAD, known.sizes)
    return "\n".join(lines)


def _opening() -> list[str]:
    today = datetime.now(UTC).date().isoformat()
    return [
        "# What a page costs",
        "",
        f"Written by `bin/bench` on {today}: {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, two web processes of four threads, eight browsers on "
        "loopback.",
        "",
        "CPU of all server processes, web and database, divided by requests. The ratio is to "
        "the floor of the same run: a bare Flask view that returns the same bytes, already "
        "compressed, through the same server. Milliseconds mean little on another machine; "
        "the ratio is what holds. *Cold* is the first request of all, pieces not remembered.",
        "",
    ]


def _table(figures: Sequence[Figure], around: Mapping[Run, Around], posts: int) -> list[str]:
    here = {run.database: known for run, known in around.items() if run.posts == posts}
    loaded = ", ".join(f"{database} {known.load:.0f} s" for database, known in here.items())
    memory = ", ".join(f"{database} {known.memory:.0f} MB" for database, known in here.items())
    return [
        f"## {posts:,} posts, and a thread of 10,000 beside them",
        "",
        "| database | reader | page | cost | bound | | ms, median | cold ms | KB sent |",
        "|---|---|---|---|---|---|---|---|---|",
        *[line(one) for one in figures if one.run.posts == posts],
        "",
        f"Bulk load, search index included: {loaded}. Resident memory of a web process after "
        f"10,000 mixed requests: {memory} (bound 130 MB).",
        "",
    ]


def _growth(figures: Sequence[Figure], smallest: int, posts: int) -> list[str]:
    before = {
        (one.run.database, one.who, one.page): one for one in figures if one.run.posts == smallest
    }
    after = [one for one in figures if one.run.posts == posts]
    return [
        f"### From {smallest:,} to {posts:,} posts (bound {GROWTH})",
        "",
        "| database | reader | page | before | after | growth | |",
        "|---|---|---|---|---|---|---|",
        *[
            growth_line(before[one.run.database, one.who, one.page], one)
            for one in after
            if "common" not in one.page and "rare" not in one.page
        ],
        "",
        "A common word, and one in 0.5 % of the posts, stand in more posts the more there are: "
        "they have no bound of growth.",
        "",
    ]

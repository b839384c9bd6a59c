"""bin/bench: loads, serves, measures, and writes docs/performance.md."""

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from flask_migrate import upgrade
from sqlalchemy import create_engine, text

from exchange.app import create_app
from exchange.kernel.db import db
from exchange.kernel.settings import Settings
from exchange.web.addresses import numbered
from tests.bench.dataset import COMMON, RARE
from tests.bench.load import KEY, load
from tests.bench.server import Server, running
from tests.run.postgresql import cluster

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "performance.md"
PAGES = {
    "front": "/en/",
    "list": "/en/threads",
    "thread of 20 posts": "",
    "last page of 5,000 posts": "",
    "search, a rare word": f"/en/search?q={RARE}",
    "search, a common word": f"/en/search?q={COMMON}",
}
SEARCH = {"search, a rare word": 10, "search, a common word": 0}  # no bound for common words
BOUNDS = {"guest": SEARCH, "member": {"front": 7, "list": 9} | SEARCH}
GUEST_BOUND, MEMBER_BOUND = 2, 12


class Figure(NamedTuple):
    """One page for one reader on one database: median of the rounds, and how far they lie apart."""

    database: str
    who: str
    page: str
    ms: float
    spread: float
    ratio: float
    bound: int
    cold: float
    kilobytes: float


def main() -> int:
    given = _arguments()
    figures: list[Figure] = []
    loads, memory = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.on.split(","):
            with _database(kind, Path(folder), given.programs) as environment:
                loads[kind] = _fill(environment, given.posts)
                with running("wsgi:app", environment) as server:
                    figures += _measure(server, kind, environment, given)
                    memory[kind] = _memory(server, environment)
    report = _report(figures, loads, memory, given)
    print(report)
    if given.write and not given.only:
        REPORT.write_text(report, encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--posts", type=int, default=45_000)
    parser.add_argument("--seconds", type=float, default=3, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5, help="the median of so many is taken")
    parser.add_argument("--on", default="sqlite,postgresql", help="sqlite,postgresql")
    parser.add_argument("--only", default="", help="pages with this in their names; not written")
    parser.add_argument("--no-write", dest="write", action="store_false")
    parser.add_argument("--programs", type=Path, required=True, help="PostgreSQL's folder")
    return parser.parse_args()


@contextmanager
def _database(kind: str, folder: Path, programs: Path) -> Iterator[dict[str, str]]:
    """The settings of an installation on a new database."""
    data = folder / kind
    data.mkdir()
    environment = {"EXCHANGE_DATA": str(data)}
    if kind == "sqlite":
        yield environment
        return
    with cluster(programs) as server:
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE exchange_bench"))
        engine.dispose()
        url = f"{server.rpartition('/')[0]}/exchange_bench"
        yield environment | {"EXCHANGE_DATABASE_URL": url}


def _fill(environment: Mapping[str, str], posts: int) -> float:
    """Seconds that the bulk path took."""
    began = time.monotonic()
    app = create_app(Settings.from_environ(environment))
    with app.app_context():
        upgrade()
        load(posts)
        for engine in db.engines.values():
            engine.dispose()
    return time.monotonic() - began


def _pages(environment: Mapping[str, str]) -> dict[str, str]:
    """The addresses to ask for, slugs and all, so that nobody is led on."""
    app = create_app(Settings.from_environ(environment))
    with app.test_request_context("/en/"):
        where = "WHERE post_count BETWEEN 18 AND 20 ORDER BY id LIMIT 1"
        rows = db.session.execute(text(f"SELECT id, title, post_count FROM thread {where}"))
        short = rows.one()
        long = db.session.execute(text("SELECT id, title, post_count FROM thread WHERE id=1")).one()
        here = f"/en/threads/{numbered(short.id, short.title)}"
        last = -(-long.post_count // 20)
        there = f"/en/threads/{numbered(long.id, long.title)}?page={last}"
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    return PAGES | {"thread of 20 posts": here, "last page of 5,000 posts": there}


def _readers(environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The headers of a guest, and of a member as the session's cookie says."""
    app = create_app(Settings.from_environ(environment))
    with app.test_client() as browser, browser.session_transaction() as session:
        session["_user_id"], session["_fresh"] = KEY, True
    browser.get("/en/threads")  # which completes the cookie, as a browser keeps it
    cookie = browser.get_cookie("session")
    assert cookie is not None
    return {"guest": {}, "member": {"Cookie": f"session={cookie.value}"}}


def _measure(
    server: Server, kind: str, environment: Mapping[str, str], given: argparse.Namespace
) -> list[Figure]:
    pages, readers = _pages(environment), _readers(environment)
    figures = []
    for who, headers in readers.items():
        for page, path in pages.items():
            if given.only not in page:
                continue
            began = server.cpu()
            status, body = server.get(path, headers)
            assert status == 200, (path, status)
            cold = (server.cpu() - began) * 1000
            costs, floors = [], []
            with _floor(body) as floor:
                server.cost(path, headers, 1)
                for _ in range(given.rounds):
                    costs.append(server.cost(path, headers, given.seconds))
                    floors.append(floor.cost("/page", {}, max(1, given.seconds / 2)))
            ms, ground = statistics.median(costs), statistics.median(floors)
            bound = BOUNDS[who].get(page, GUEST_BOUND if who == "guest" else MEMBER_BOUND)
            spread = max(costs) - min(costs)
            figures.append(
                Figure(kind, who, page, ms, spread, ms / ground, bound, cold, len(body) / 1024)
            )
            print(_line(figures[-1]), flush=True)
    return figures


@contextmanager
def _floor(body: bytes) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page").write_bytes(body)
        with running("tests.bench.floor:app", {"FLOOR_BODIES": folder}) as server:
            yield server


def _memory(server: Server, environment: Mapping[str, str]) -> float:
    """Megabytes of the largest web process after 10,000 mixed requests."""
    paths = [p for p in _pages(environment).values() if "search" not in p]
    readers = list(_readers(environment).values())
    for n in range(10_000 // (len(paths) * len(readers) * 25) + 1):
        for path in paths:
            for headers in readers:
                for _ in range(25):
                    server.get(path if n % 2 else path.replace("/en/", "/sr/"), headers)
    return server.memory()


def _line(one: Figure) -> str:
    verdict = "met" if one.ratio <= one.bound else f"over by {one.ratio / (one.bound or 1) - 1:.0%}"
    bound, verdict = (f"{one.bound} ×", verdict) if one.bound else ("none", "–")
    return (
        f"| {one.database} | {one.who} | {one.page} | {one.ratio:.1f} × | {bound} "
        f"| {verdict} | {one.ms:.2f} (± {one.spread / 2:.2f}) | {one.cold:.0f} "
        f"| {one.kilobytes:.1f} |"
    )


def _report(
    figures: Sequence[Figure],
    loads: Mapping[str, float],
    memory: Mapping[str, float],
    given: argparse.Namespace,
) -> str:
    today = datetime.now(UTC).date().isoformat()
    loaded = ", ".join(f"{kind} {seconds:.0f} s" for kind, seconds in loads.items())
    resident = ", ".join(f"{kind} {size:.0f} MB" for kind, size in memory.items())
    return "\n".join(
        [
            "# What a page costs",
            "",
            f"Written by `bin/bench` on {today}: {given.posts:,} posts, {platform.machine()}, "
            f"{os.cpu_count()} cores, Python {platform.python_version()}, two web processes of "
            "four threads, eight browsers on loopback.",
            "",
            "CPU of all server processes, web and database, divided by requests. The ratio is to "
            "the floor of the same run: a bare Flask view that returns the same bytes, already "
            "compressed, through the same server. Milliseconds mean little on another machine; "
            "the ratio is what holds. *Cold* is the first request of all, pieces not remembered.",
            "",
            "| database | reader | page | cost | bound | | ms, median | cold ms | KB sent |",
            "|---|---|---|---|---|---|---|---|---|",
            *[_line(one) for one in figures],
            "",
            f"Bulk load, search index included: {loaded}. Resident memory of a web process after "
            f"10,000 mixed requests: {resident} (bound 130 MB).",
            "",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())

"""bin/bench: loads, serves, measures, and writes docs/performance.md."""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import Row, create_engine, text

from exchange.app import create_app
from exchange.kernel.db import db
from exchange.kernel.settings import Settings
from exchange.library.codes import path_of
from exchange.serve.database import migrate
from exchange.web.addresses import numbered
from tests.bench.dataset import COMMON, RARE, SELDOM
from tests.bench.load import KEYS, MEMBER, load
from tests.bench.questions import COORDINATOR, MENTOR
from tests.bench.report import Around, Figure, Run, line, report
from tests.bench.server import Server, running
from tests.bench.sizes import Size, sizes
from tests.run.postgresql import cluster

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "docs" / "performance.md"
PAGES = {
    "front": "/en/",
    "list": "/en/threads",
    "thread of 20 posts": "",
    "last page of 5,000 posts": "",
    "library list": "/en/experiences",
    "library list narrowed twice": "/en/experiences?country=RS&theme=theme-3",
    "library list, most used": "/en/experiences?country=RS&order=used",
    "library record": "",
    "search, a word in 200 posts": f"/en/search?q={SELDOM}",
    "search, a rare word": f"/en/search?q={RARE}",
    "search, a common word": f"/en/search?q={COMMON}",
}
SEARCH = {
    "search, a word in 200 posts": 10,
    "search, a rare word": 10,
    "search, a common word": 0,
}  # no bound for common words
DESKS = {
    "member": {"desk": "/en/desk"},
    "mentor": {"desk": "/en/desk"},
    "coordinator": {
        "all open questions": "/en/desk/all",
        "mentors and what they have": "/en/desk/mentors",
        "where mentors are short": "/en/desk/bottlenecks",
        "figures of a year": "/en/desk/figures",
    },
}
PUBLIC = ("guest", "member")  # who are asked for each page
READERS = {"member": MEMBER, "mentor": MENTOR, "coordinator": COORDINATOR}
BOUNDS = {"guest": SEARCH, "member": {"front": 7, "list": 9} | SEARCH}
GUEST_BOUND, MEMBER_BOUND = 2, 12


def main() -> int:
    given = _arguments()
    figures: list[Figure] = []
    around: dict[Run, Around] = {}
    for posts in map(int, given.posts.split(",")):
        for database in given.on.split(","):
            run = Run(database, posts)
            measured, around[run] = _run(run, given)
            figures += measured
    text_of_it = report(figures, around)
    print(text_of_it)
    if given.write and not given.only:
        REPORT.write_text(text_of_it, encoding="utf-8")
    return 0


def _run(run: Run, given: argparse.Namespace) -> tuple[list[Figure], Around]:
    with (
        tempfile.TemporaryDirectory() as folder,
        _database(run.database, Path(folder), given.programs) as environment,
    ):
        seconds, found = _fill(environment, run.posts)
        print(f"{run.database}: {run.posts:,} posts in {seconds:.0f} s", flush=True)
        with running("wsgi:app", environment) as server:
            figures = _measure(server, run, environment, given)
            return figures, Around(seconds, _memory(server, environment), found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--posts", default="45000", help="one size, or several: 45000,500000")
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


def _fill(environment: Mapping[str, str], posts: int) -> tuple[float, list[Size]]:
    """Seconds that the bulk path took, and what is there now."""
    began = time.monotonic()
    app = create_app(Settings.from_environ(environment))
    with app.app_context():
        migrate()
        load(posts)
        took = time.monotonic() - began
        with db.engine.connect() as connection:
            found = sizes(connection)
        for engine in db.engines.values():
            engine.dispose()
    return took, found


def _pages(environment: Mapping[str, str]) -> dict[str, str]:
    """The addresses to ask for, slugs and all, so that nobody is led on."""
    app = create_app(Settings.from_environ(environment))
    with app.test_request_context("/en/"):
        heads = "SELECT id, title, post_count FROM thread"
        ask = db.session.execute
        short = ask(text(f"{heads} WHERE post_count BETWEEN 18 AND 20 ORDER BY id LIMIT 1")).one()
        long = ask(text(f"{heads} WHERE id = 1")).one()
        very = ask(text(f"{heads} ORDER BY id DESC LIMIT 1")).one()
        inside = f"SELECT id FROM post WHERE thread_id = {very.id} ORDER BY path LIMIT 1 OFFSET"
        deep = ask(text(f"{inside} {very.post_count * 3 // 4}")).scalar_one()
        newest = "SELECT number, title FROM experience ORDER BY published_at DESC LIMIT 1"
        record = ask(text(newest)).one()
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    return PAGES | {
        "library record": f"/en{path_of(record.number, record.title)}",
        "thread of 20 posts": _thread(short),
        "last page of 5,000 posts": f"{_thread(long)}?page={_last(long)}",
        "10,000 replies, first page": _thread(very),
        "10,000 replies, middle": f"{_thread(very)}?page={_last(very) // 2}",
        "10,000 replies, last page": f"{_thread(very)}?page={_last(very)}",
        "10,000 replies, permalink": f"/en/posts/{deep}",
        "10,000 replies, newest first": f"{_thread(very)}?order=newest",
    }


def _thread(head: Row[tuple[int, str, int]]) -> str:
    return f"/en/threads/{numbered(head.id, head.title)}"


def _last(head: Row[tuple[int, str, int]]) -> int:
    return int(-(-head.post_count // 20))


def _readers(environment: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The headers of a guest, and of others as the session's cookie says."""
    app = create_app(Settings.from_environ(environment))
    cookies = {who: _cookie(app, KEYS[n]) for who, n in READERS.items()}
    return {"guest": {}} | {who: {"Cookie": f"session={one}"} for who, one in cookies.items()}


def _cookie(app: Flask, key: str) -> str:
    with app.test_client() as browser, browser.session_transaction() as session:
        session["_user_id"], session["_fresh"] = key, True
    browser.get("/en/threads")  # which completes the cookie, as a browser keeps it
    cookie = browser.get_cookie("session")
    assert cookie is not None
    return cookie.value


def _pages_of(who: str, pages: Mapping[str, str]) -> Mapping[str, str]:
    """Mentors and coordinators are asked for what members have not."""
    return (pages if who in PUBLIC else {}) | DESKS.get(who, {})


def _measure(
    server: Server, run: Run, environment: Mapping[str, str], given: argparse.Namespace
) -> list[Figure]:
    pages, readers = _pages(environment), _readers(environment)
    figures = []
    for who, headers in readers.items():
        for page, path in _pages_of(who, pages).items():
            if given.only not in page:
                continue
            began = server.cpu()
            status, body = server.get(path, headers)
            assert status in (200, 302), (path, status)
            cold = (server.cpu() - began) * 1000
            costs, floors = [], []
            with _floor(body) as floor:
                server.cost(path, headers, 1)
                for _ in range(given.rounds):
                    costs.append(server.cost(path, headers, given.seconds))
                    floors.append(floor.cost("/page", {}, max(1, given.seconds / 2)))
            ms, ground = statistics.median(costs), statistics.median(floors)
            bound = BOUNDS.get(who, {}).get(page, GUEST_BOUND if who == "guest" else MEMBER_BOUND)
            spread = max(costs) - min(costs)
            figures.append(
                Figure(run, who, page, ms, spread, ms / ground, bound, cold, len(body) / 1024)
            )
            print(line(figures[-1]), flush=True)
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
    readers = [headers for who, headers in _readers(environment).items() if who in PUBLIC]
    for n in range(10_000 // (len(paths) * len(readers) * 25) + 1):
        for path in paths:
            for headers in readers:
                for _ in range(25):
                    server.get(path if n % 2 else path.replace("/en/", "/sr/"), headers)
    return server.memory()


if __name__ == "__main__":
    raise SystemExit(main())

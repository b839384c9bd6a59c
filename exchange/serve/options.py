"""What `bin/serve` was asked to do."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from exchange.kernel.settings import LOOPBACK

ROOT = Path(__file__).parents[2]

_ABOUT = """\
Starts ALTER Exchange on this machine: sets up what is missing, then runs the web server and the
worker until Ctrl-C. The first start makes a data folder with an SQLite database and sample
content."""

_MORE = """\
The data folder is "data" beside this project, which git ignores; --data or EXCHANGE_DATA names
another. Whether sample content is loaded is decided at the first start with a data folder.
In production a service manager starts --web-only and --worker-only, as many as wanted: they share a
data folder with each other and load no sample content.
Settings are EXCHANGE_ variables; the README lists them all."""


class CannotStart(Exception):
    """One sentence that says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """The flags of one start, checked."""

    host: str
    port: int  # 0: any free one
    data: Path
    workers: int
    empty: bool
    runs_web: bool
    runs_worker: bool

    @property
    def is_whole(self) -> bool:
        """Web and worker in one: the way to start on one machine."""
        return self.runs_web and self.runs_worker

    @property
    def is_public(self) -> bool:
        return self.host not in LOOPBACK


def parse(arguments: Sequence[str], environ: Mapping[str, str]) -> Options:
    """Read the flags; what the environment says is the default."""
    given = _parser(environ).parse_args(arguments)
    return Options(
        host=given.host,
        port=given.port,
        data=given.data,
        workers=given.workers,
        empty=given.empty,
        runs_web=not given.worker_only,
        runs_worker=not given.web_only,
    )


def _parser(environ: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bin/serve",
        description=_ABOUT,
        epilog=_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--port", type=_port, default=8000, metavar="N", help="listen here (8000; 0: any free one)"
    )
    parser.add_argument(
        "--host",
        default=environ.get("EXCHANGE_HOST") or "127.0.0.1",
        help="listen on this address (127.0.0.1); while samples are loaded, on this machine only",
    )
    parser.add_argument(
        "--data",
        type=_folder,
        default=environ.get("EXCHANGE_DATA") or str(ROOT / "data"),
        metavar="DIR",
        help="the data folder: database, secret key, uploads, mails",
    )
    parser.add_argument("--empty", action="store_true", help="load no sample content")
    parser.add_argument(
        "--workers",
        type=_workers,
        default=2,
        metavar="N",
        help="web processes, four threads each (2)",
    )
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--web-only", action="store_true", help="run no worker here")
    only.add_argument("--worker-only", action="store_true", help="run no web server here")
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError("must be a number from 0 to 65535")
    return int(text)


def _folder(text: str) -> Path:
    folder = Path(text).absolute()
    if folder.is_file():
        raise argparse.ArgumentTypeError(f"{folder} is a file, not a folder")
    return folder


def _workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError("must be a number from 1 to 64")
    return int(text)


def address(host: str, port: int) -> str:
    """How a browser on this machine writes it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def environment(options: Options, port: int, environ: Mapping[str, str]) -> dict[str, str]:
    """What the children are told: the settings as given, and what the flags add to them."""
    told = dict(environ) | {"EXCHANGE_DATA": str(options.data), "EXCHANGE_HOST": options.host}
    if not told.get("EXCHANGE_BASE_URL"):
        if options.is_public and options.runs_web:
            raise CannotStart(
                f"To listen on {options.host}, say by which address people come: set"
                " EXCHANGE_BASE_URL, for instance to https://exchange.example.org."
            )
        host = "127.0.0.1" if options.is_public else options.host
        told["EXCHANGE_BASE_URL"] = address(host, port)
    return told


def is_for_the_public(options: Options, told: Mapping[str, str]) -> bool:
    """Whether others than the people at this machine may come, through a proxy too."""
    return options.is_public or urlsplit(told["EXCHANGE_BASE_URL"]).hostname not in LOOPBACK

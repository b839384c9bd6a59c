"""The set-up, as a process of its own that ends before the server starts and frees its memory."""

import argparse
import logging
import os
import sys
from pathlib import Path

from exchange.app import create_app
from exchange.kernel.db import db
from exchange.kernel.settings import Settings
from exchange.samples.load import load_samples
from exchange.search.actions import needs_rebuilding, rebuild
from exchange.serve import database, derived, folder, installed, lifeline, reference
from exchange.serve.options import CannotStart


def install(settings: Settings, *, samples: bool) -> None:
    """Bring files, schema and first content up to date; what is so already costs little."""
    installed.forget(settings.data)
    derived.build()
    app = create_app(settings)
    with app.app_context():
        database.check_answers()
        with folder.installing(settings.data), database.alone():
            _fill(settings.data, samples=samples)
        for engine in db.engines.values():
            engine.dispose()
    installed.note_done(settings.data, settings.database_url)


def _fill(data: Path, *, samples: bool) -> None:
    decision = folder.decision(data)
    new = database.is_new()
    if new:
        _say("Making the database …")
    if folder.takes_samples(data):
        begun = folder.noted(decision) == folder.WANTED
        folder.note(decision, folder.WANTED if samples and (new or begun) else folder.NONE)
    database.migrate()
    reference.load()
    _index_anew()
    if folder.noted(decision) == folder.WANTED:
        _say("Loading sample content …")
        load_samples()
        folder.note(decision, folder.LOADED)


def _index_anew() -> None:
    """After a release that reads words by other rules, or that brought the index."""
    if needs_rebuilding():
        _say("Indexing all texts …")
        for _batch in rebuild():
            pass


def _say(text: str) -> None:
    print(text, flush=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--lifeline", type=int, required=True)
    given = parser.parse_args(arguments)
    lifeline.watch(given.lifeline, lambda: os._exit(1))
    logging.basicConfig(level=logging.WARNING)
    try:
        install(Settings.from_environ(os.environ), samples=given.samples)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

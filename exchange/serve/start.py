"""One start of bin/serve, from the flags to the last goodbye."""

import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from exchange.kernel.settings import BadSetting, Settings
from exchange.serve import folder, installed
from exchange.serve.children import Child
from exchange.serve.listening import answers, listen
from exchange.serve.options import CannotStart, Options, environment, is_for_the_public, parse
from exchange.serve.supervise import Stop, run_once, say, supervise


def main(arguments: Sequence[str]) -> int:
    """Serve until asked to end; the exit code."""
    stop = Stop()
    stop.hear()
    options = parse(arguments, os.environ)
    try:
        _serve(options, stop)
    except (CannotStart, BadSetting) as reason:
        print(reason, file=sys.stderr, flush=True)
        return 1
    return 0


@dataclass(frozen=True, slots=True)
class _Start:
    """What all steps of one start share."""

    options: Options
    told: dict[str, str]  # the children's environment
    settings: Settings
    pipe: int  # the children's end of the lifeline
    lock: int  # theirs too: the folder is free when the last of them has ended
    stop: Stop


def _serve(options: Options, stop: Stop) -> None:
    _keep_samples_private(options)
    listener = listen(options.host, options.port) if options.runs_web else None
    port = listener.getsockname()[1] if listener else options.port
    folder.prepare(options.data)
    lock = folder.lock(options.data, alone=options.is_whole)
    told = environment(options, port, os.environ)
    pipe, held = os.pipe()  # the children read; we hold the other end until we die
    try:
        start = _Start(options, told, Settings.from_environ(told), pipe, lock, stop)
        if not installed.is_done(options.data, start.settings.database_url):
            _install(start)
        if not stop:
            _run(start, listener)
    finally:
        for number in (pipe, held, lock):
            os.close(number)
        if listener:
            listener.close()


def _keep_samples_private(options: Options) -> None:
    """Everybody who reads the data folder's password list could sign in from everywhere."""
    if not is_for_the_public(options, environment(options, options.port, os.environ)):
        return
    if folder.sample_accounts(options.data):
        raise CannotStart(
            f"Sample accounts are loaded in {options.data}, which is for this machine only: run"
            " bin/admin samples drop, or choose another folder with --data and --empty."
        )
    if options.is_whole and not options.empty and folder.takes_samples(options.data):
        raise CannotStart(
            "Sample content is for this machine only: add --empty to start for the public."
        )


def _install(start: _Start) -> None:
    say("Setting up …")
    arguments = ["exchange.serve.install", "--lifeline", str(start.pipe)]
    if start.options.is_whole and not start.options.empty:
        arguments.append("--samples")
    child = Child("set-up", arguments, start.told, (start.pipe, start.lock))
    if run_once(child, start.stop) and not start.stop:
        raise CannotStart("The set-up did not succeed: nothing was started.")


def _run(start: _Start, listener: socket.socket | None) -> None:
    options, pipe, inherits = start.options, str(start.pipe), (start.pipe, start.lock)
    children = []
    ready = partial(bool, True)
    if listener:
        number, port = listener.fileno(), listener.getsockname()[1]
        arguments = ["exchange.serve.web", str(number), str(options.workers), pipe]
        children.append(Child("web server", arguments, start.told, (*inherits, number)))
        ready = partial(answers, options.host, port, urlsplit(start.settings.base_url).netloc)
    if options.runs_worker:
        children.append(Child("worker", ["exchange.serve.worker", pipe], start.told, inherits))
    announce = partial(_announce, options, start.settings)
    supervise(children, start.stop, answers=ready, announce=announce)
    say("Ended.")


def _announce(options: Options, settings: Settings) -> None:
    if not options.runs_web:
        say("The worker of ALTER Exchange runs. Ctrl-C ends it.")
        return
    say(f"ALTER Exchange runs at {settings.base_url}/ – Ctrl-C ends it.")
    if accounts := folder.sample_accounts(options.data):
        say(f"\n{accounts}")

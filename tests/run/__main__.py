"""Linters, then pytest with the database and the browser it was given; its line comes last."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.run.postgresql import NoCluster, cluster

PYTHON = sys.executable
LINTERS = {
    "ruff check": ["-m", "ruff", "check", "--quiet"],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "mypy": ["-m", "mypy"],
}
QUICK = ["--database", "sqlite", "-m", "not browser and not catalogues and not slow"]
# One more than processors, as many tests wait for a browser or a server. Each takes its part in
# order and helps the others at its end: so it makes few databases.
SPREAD = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--dist", "worksteal"]
PROOFS = Path("tests", "prove")
ON_BOTH = ["--each-on-both", "tests/rules"]  # bin/test runs some of its tests on either database
PATIENCE = 20  # seconds that pytest may take to close after Ctrl-C


def main(arguments: Sequence[str]) -> int:
    given, pytest_arguments = _parser().parse_known_args(arguments)
    if given.prove and not PROOFS.is_dir():
        sys.stderr.write(f"There is no proof yet: put tests into {PROOFS}.\n")
        return 1
    environment = {k: v for k, v in os.environ.items() if not k.startswith("EXCHANGE_")}
    if code := _run(["-m", "exchange.serve.derived"], environment):
        return code
    if given.quick:
        chosen = [f"--ignore={PROOFS}", *SPREAD, *QUICK]
        return _run(["-m", "pytest", *chosen, *pytest_arguments], environment)
    tests = [f"--ignore={PROOFS}", *SPREAD]
    chosen = [str(PROOFS), *ON_BOTH, "-o", "timeout=3600"] if given.prove else tests
    red = [] if given.prove else [name for name in LINTERS if not _is_green(name, environment)]
    strict = ["-p", "tests.no_skips", f"--red-before={', '.join(red)}"]
    with cluster(Path(given.programs)) as address:
        environment["EXCHANGE_TEST_POSTGRESQL"] = address
        environment["EXCHANGE_TEST_CHROMIUM"] = given.chromium
        return _run(["-m", "pytest", *chosen, *strict, *pytest_arguments], environment)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--prove", action="store_true")
    parser.add_argument("--programs", default="")
    parser.add_argument("--chromium", default="")
    return parser


def _is_green(name: str, environment: Mapping[str, str]) -> bool:
    sys.stdout.write(f"{name} …\n")
    sys.stdout.flush()
    return _run(LINTERS[name], environment) == 0


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    with subprocess.Popen([PYTHON, *arguments], env=environment) as process, _ended(process):
        return process.wait()


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Leave no process behind; a terminal's Ctrl-C has reached it by itself, a signal has not."""
    try:
        yield
    except SystemExit:
        process.send_signal(signal.SIGINT)
        raise
    finally:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        sys.exit(main(sys.argv[1:]))
    except NoCluster as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)

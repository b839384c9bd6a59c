"""Files that are made from the project's own sources and never committed: fonts, catalogues."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from exchange.serve import catalogues, fonts
from exchange.serve.options import ROOT, CannotStart


def build() -> None:
    """Make what is missing or out of date, one process at a time."""
    try:
        with _alone():
            catalogues.build(ROOT / "translations")
            fonts.build(ROOT / "exchange" / "static" / "fonts")
    except OSError as error:
        raise CannotStart(
            f"The project folder {ROOT} cannot be written ({error.strerror}): fonts and"
            " translations are made there at the first start, so start once as its owner."
        ) from None


@contextmanager
def _alone() -> Iterator[None]:
    number = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


if __name__ == "__main__":
    try:
        build()
    except CannotStart as reason:
        sys.exit(str(reason))

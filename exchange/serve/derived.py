"""Files that are made at set-up and never committed: fonts, scripts as they are sent,
catalogues, the language model, coasts."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from exchange.serve import catalogues, coasts, fonts, language_model, scripts
from exchange.serve.options import ROOT, CannotStart
from exchange.text.language_model import FILE


def build() -> None:
    """Make what is missing or out of date, one process at a time."""
    try:
        with _alone():
            catalogues.build(ROOT / "translations")
            fonts.build(ROOT / "exchange" / "static" / "fonts")
            scripts.build(ROOT / "exchange" / "static")
            language_model.build(FILE)
            coasts.build()
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

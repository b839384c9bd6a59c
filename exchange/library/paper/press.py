"""HTML made into a PDF, where this machine can."""

import subprocess
import sys
from ctypes.util import find_library
from functools import cache

LONGEST = 60.0  # seconds; a whole record takes one
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "gobject-2.0", "harfbuzz")


class NotPressed(Exception):
    """The text could not be made into a PDF: its first words say why."""


@cache
def is_able() -> bool:
    """Whether the system has what WeasyPrint draws letters with; see the README."""
    return all(find_library(name) for name in LIBRARIES)


def press(html: str) -> bytes:
    try:
        done = subprocess.run(  # our own module; nothing of what anybody typed is in its words
            [sys.executable, "-m", "exchange.library.paper.child"],
            input=html.encode(),
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotPressed(f"it took longer than {LONGEST:.0f} seconds") from None
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise NotPressed(last[:200] or f"it ended with {done.returncode}")
    return done.stdout

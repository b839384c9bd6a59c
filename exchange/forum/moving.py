"""What a moderator saw before moving something, and what is told of it afterwards."""

from collections.abc import Sequence
from typing import NamedTuple


class Seen(NamedTuple):
    """How things stood on the page on which somebody decided."""

    thread_id: int  # where it stood, and that thread's edit_version
    version: int
    into_id: int = 0  # the thread of the post under which it goes


class Moved(NamedTuple):
    """Where it stands by now, and whose posts went along or lost their thread."""

    thread_id: int
    people: frozenset[int]
    reopened: Sequence[int] = ()  # threads that were duplicates of it

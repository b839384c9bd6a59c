"""What is done to several threads at once, and how they were when somebody decided that."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

MOST = 50  # threads at once: those of one page of a list, with what is pinned there
DEEDS: dict[str, Lazy] = {
    "move": _l("Move them"),
    "lock": _l("Lock them"),
    "unlock": _l("Unlock them"),
    "hide": _l("Hide them"),
    "show": _l("Show them again"),
    "tag": _l("Add a subject"),
    "untag": _l("Take a subject away"),
}
ABOUT_SUBJECTS = ("tag", "untag")
_NUMBER = "[0-9]{1,10}"
_IDS = re.compile(rf"{_NUMBER}(?:\.{_NUMBER})*")
_SEEN = re.compile(rf"{_NUMBER}-{_NUMBER}-{_NUMBER}(?:\.{_NUMBER}-{_NUMBER}-{_NUMBER})*")


class Deed(NamedTuple):
    """One of DEEDS, into which category, by which rule, with which subject."""

    what: str
    to: int = 0
    rule: str = ""
    tag: str = ""  # its slug


class Chosen(NamedTuple):
    """A thread as it was seen: its edit_version, and that of the post which opens it."""

    thread_id: int
    version: int
    post_version: int


def ids_in(text: str) -> Sequence[int]:
    """As a page of ours wrote them, each once; nothing if it did not, or they are too many."""
    found = text.split(".") if _IDS.fullmatch(text) else []
    return list(dict.fromkeys(map(int, found))) if len(found) <= MOST else []


def written(ids: Sequence[int]) -> str:
    return ".".join(map(str, ids))


def chosen_in(text: str) -> Sequence[Chosen]:
    """The same, of threads as they were seen."""
    found = text.split(".") if _SEEN.fullmatch(text) else []
    if len(found) > MOST:
        return []
    seen = [Chosen(*map(int, one.split("-"))) for one in found]
    return list({one.thread_id: one for one in seen}.values())


def written_as_seen(threads: Sequence[Chosen]) -> str:
    return ".".join("-".join(map(str, one)) for one in threads)

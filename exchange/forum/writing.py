"""What somebody is writing, where it will stand, and in which form of which page."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from exchange.files.actions import Attached


class Place(NamedTuple):
    """Where a text will stand: a thread of its own, under a post, or in a post's stead."""

    kind: str  # "ask", "announce", "reply", "edit"
    post_id: int | None = None
    version: int | None = None  # of the post that an edit began from


class Written(NamedTuple):
    """What is typed and chosen by now, fit to be posted or not."""

    title: str
    body: str
    lang: str
    choices: Mapping[str, Any]
    files: Sequence[Attached] = ()


class OpenForm(NamedTuple):
    """The form that a text comes from, by its submission id, and the saved draft it began from."""

    id: str
    draft_id: int | None = None
    version: int | None = None

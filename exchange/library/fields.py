"""The texts of a record, one by one: what can be translated, what it is called, how long it is.

A name stays over versions as far as the thing does: "title", "lessons.0", "block.seats.needs". If
what stands there is another text now, the digest tells.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import Protocol, TypeVar

from exchange.library import vocabulary
from exchange.library.body import BLOCK_TEXTS, LONG_TEXTS, Body
from exchange.library.bounds import BLOCK_TEXT, BLOCKS, LESSONS, NAME, RESULTS, SENTENCE, WORD
from exchange.library.content import LESSON, LONG_TEXT, LONGEST_SUMMARY, PLACE, TITLE, Content
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

_NUMBER = re.compile(r"\.[0-9]+\.")
LONGER = 2  # times as long a translation may be
OFFERED_WITH = ("title", "summary", "challenge", "what_was_done")  # else nobody is given it
IN_THE_RECORD = frozenset({"title", "summary"})  # in English, its authors write these themselves

TRANSLATION_STATES: Mapping[str, Lazy] = MappingProxyType(
    {
        "missing": _l("not translated yet"),
        "draft": _l("not reviewed yet"),
        "reviewed": _l("reviewed"),
        "outdated": _l("out of date"),
    }
)
_LABELS: Mapping[str, Lazy] = {
    "title": _l("Title"),
    "summary": _l("Summary"),
    "place": _l("Place"),
    "challenge": _l("The challenge"),
    "what_was_done": _l("What was done"),
    "lesson": _l("What to learn from it"),
    "situation_before": _l("The situation before"),
    "objective": _l("The objective"),
    "success_factors": _l("What made it succeed"),
    "constraints": _l("What stood in the way"),
    "differently": _l("What we would do differently"),
    "transferability": _l("Could it be done elsewhere?"),
    "sustainability": _l("How it goes on"),
    "equipment": _l("Equipment"),
}
_OF_BLOCK: Mapping[str, Lazy] = {
    "description": _l("What was done"),
    "enabled_by": _l("What made it possible"),
    "lessons": _l("What was learned"),
    "needs": _l("What it needs"),
}
_OF_PICTURE: Mapping[str, Lazy] = {
    "alt": _l("What the picture shows, for those who cannot see it"),
    "caption": _l("Caption"),
}
_LENGTHS = {"title": TITLE, "summary": LONGEST_SUMMARY, "place": PLACE, "lesson": LESSON}
_BEFORE = ("title", "summary", "place", "challenge", "situation_before", "objective")
_AFTER = LONG_TEXTS[2:]  # what comes after the lessons


@dataclass(frozen=True, slots=True)
class Field:
    """One text, as its authors wrote it; `part` is what it belongs to, where that has a name."""

    name: str
    what: Lazy
    source: str
    longest: int  # characters of the source, at most
    part: Lazy | None = None

    @property
    def label(self) -> str:
        return f"{self.part} · {self.what}" if self.part else str(self.what)

    @property
    def most(self) -> int:
        return self.longest * LONGER

    @property
    def is_line(self) -> bool:
        return self.longest <= SENTENCE and self.name != "lesson"


def most_of_all() -> int:
    """Characters that a whole translation may hold."""
    long = LONG_TEXT * len(("challenge", "what_was_done", *LONG_TEXTS))
    blocks = BLOCKS * (NAME + BLOCK_TEXT * len(BLOCK_TEXTS))
    rows = SENTENCE * len(vocabulary.PRINCIPLES) + RESULTS * (SENTENCE + WORD)
    short = TITLE + LONGEST_SUMMARY + PLACE + SENTENCE + LESSON * LESSONS
    return LONGER * (long + blocks + rows + short)


def is_markdown(name: str) -> bool:
    if name.startswith("block."):
        return not name.endswith(".title")
    return name in ("challenge", "what_was_done", *LONG_TEXTS)


def digest_of(source: str) -> str:
    """So much of it that no two texts are taken for one."""
    return sha256(source.encode()).hexdigest()[:32]


class Told(Protocol):
    """A text in another language: where it stood, and what it was translated from."""

    @property
    def field(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def source_digest(self) -> str: ...


T = TypeVar("T", bound=Told)


def placed(rows: Iterable[T], fields: Mapping[str, Field]) -> Mapping[str, T]:
    """By the name of the text that each belongs to by now: lessons and results change places."""
    by_name = {row.field: row for row in rows}
    digests = {name: digest_of(field.source) for name, field in fields.items()}
    fits = [one for one in by_name.values() if one.source_digest == digests.get(one.field)]
    found = {one.field: one for one in fits}
    free = {(_row_of(n), r.source_digest): r for n, r in by_name.items() if n not in found}
    for name, digest in digests.items():
        other = free.get((_row_of(name), digest)) if name not in found else None
        if other is not None and other.text:
            found[name] = free.pop((_row_of(name), digest))
    for one in free.values():
        if one.field in fields:
            found.setdefault(one.field, one)  # out of date
    return found


def _row_of(name: str) -> str:
    """What its kind stands in a row of; the first lesson is one of them."""
    if name == "lesson" or name.startswith("lessons."):
        return "lessons"
    return _NUMBER.sub(".", name) if name.startswith("result.") else name


def fields_of(content: Content) -> Mapping[str, Field]:
    """By name, in the order of the record: what its kind shows and its authors have written."""
    body = content.body.of_kind(content.kind)
    return {field.name: field for field in _fields(content, body) if field.source}


def _fields(content: Content, body: Body) -> Iterator[Field]:
    yield from (_plain(content, body, name) for name in (*_BEFORE, "what_was_done"))
    for one in body.principles:
        yield Field(f"principle.{one.code}", vocabulary.PRINCIPLES[one.code], one.how, SENTENCE)
    yield from _blocks(body)
    yield _plain(content, body, "equipment")
    for n, result in enumerate(body.results):
        part = _l("Result %(number)d", number=n + 1)
        yield Field(f"result.{n}.indicator", _l("What"), result.indicator, SENTENCE, part)
        yield Field(f"result.{n}.unit", _l("Unit"), result.unit, WORD, part)
    yield _plain(content, body, "lesson")
    for n, lesson in enumerate(body.lessons):
        yield Field(f"lessons.{n}", _l("Lesson %(number)d", number=n + 2), lesson, LESSON)
    yield from (_plain(content, body, name) for name in _AFTER)
    for n, picture in enumerate(body.pictures, 1):
        part = _l("Picture %(number)d", number=n)
        for name, what in _OF_PICTURE.items():
            source = str(getattr(picture, name))
            yield Field(f"picture.{picture.file}.{name}", what, source, SENTENCE, part)


def _plain(content: Content, body: Body, name: str) -> Field:
    source = str(getattr(content if name in Content.__slots__ else body, name))
    longest = SENTENCE if name == "equipment" else _LENGTHS.get(name, LONG_TEXT)
    return Field(name, _LABELS[name], source, longest)


def _blocks(body: Body) -> Iterator[Field]:
    for n, block in enumerate(body.blocks):
        part = _l("Building block %(number)d", number=n + 1)
        yield Field(f"block.{block.key}.title", _l("Title"), block.title, NAME, part)
        for name in BLOCK_TEXTS:
            source = str(getattr(block, name))
            yield Field(f"block.{block.key}.{name}", _OF_BLOCK[name], source, BLOCK_TEXT, part)

"""What an experience says, and what it still lacks before another may read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from exchange.library import vocabulary
from exchange.library.body import EMPTY, FULL, Body
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

TITLE, PLACE, LESSON = 100, 120, 600  # characters at most
SUMMARY = (300, 600)  # least and most
ENGLISH_SUMMARY = 800
LONGEST_SUMMARY = 2_000  # that a draft may keep; the bounds above hold when it is submitted
LONG_TEXT = 12_000
NOTE_OF_VERSION = 600


@dataclass(frozen=True, slots=True)
class Content:
    """All that its authors write; a draft may lack anything."""

    kind: str = "snapshot"
    scope: str = "project"
    lang: str = "en"
    title: str = ""
    summary: str = ""
    english_title: str = ""
    english_summary: str = ""
    countries: tuple[str, ...] = ()
    place: str = ""
    level: str = ""
    themes: tuple[str, ...] = ()  # slugs
    challenge: str = ""
    what_was_done: str = ""
    lead: str = ""  # an organisation's code
    start_year: int | None = None
    start_month: int | None = None
    lesson: str = ""
    maturity: str = ""
    licence: str = "CC BY 4.0"
    consent: bool = False  # to publish it
    latitude: float | None = None  # degrees, WGS 84
    longitude: float | None = None
    precision: str = ""  # of the two above
    version_note: str = ""  # what is new in this version
    body: Body = EMPTY


# In the order of the form; the words stand in sentences: "missing: place, start, lesson".
NEEDED: Mapping[str, Lazy] = {
    "title": _l("title"),
    "summary": _l("summary"),
    "english_title": _l("English title"),
    "english_summary": _l("English summary"),
    "countries": _l("country/territory"),
    "place": _l("place"),
    "level": _l("level"),
    "start": _l("start"),
    "lead": _l("lead organisation"),
    "targets": _l("target groups"),
    "themes": _l("themes"),
    "challenge": _l("challenge"),
    "situation_before": _l("situation before"),
    "objective": _l("objective"),
    "what_was_done": _l("what was done"),
    "blocks": _l("building blocks"),
    "results": _l("results"),
    "lesson": _l("lesson"),
    "success_factors": _l("success factors"),
    "constraints": _l("constraints"),
    "differently": _l("what we would do differently"),
    "transferability": _l("transferability"),
    "ratings": _l("ratings"),
    "sustainability": _l("sustainability"),
    "sustained": _l("how it goes on"),
    "maturity": _l("maturity"),
    "pictures": _l("what the pictures show, who took them, consent of those shown"),
    "contacts": _l("contact"),
    "consent": _l("consent to publication"),
}
TEXTS = (  # compared word by word when two people save at once
    "title",
    "summary",
    "english_title",
    "english_summary",
    "place",
    "challenge",
    "what_was_done",
    "lesson",
)
_IN_ENGLISH_TOO = frozenset({"english_title", "english_summary"})
_FULL_ONLY = FULL | {"targets"}  # needed for a full record; any may say whom it reached
_OF_THE_BODY = frozenset(Body.__slots__)
_EMPTY = _l("This is still missing.")


def value_of(content: Content, name: str) -> object:
    """What stands in a field, of the record or of its body."""
    return getattr(content.body if name in _OF_THE_BODY else content, name)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is: which of the needed fields are there, what is wrong with the others."""

    needed: tuple[str, ...]
    faults: Mapping[str, object]  # by field, in the order of the form

    @property
    def here(self) -> int:
        return len(self.needed) - len(self.faults)

    @property
    def is_complete(self) -> bool:
        return not self.faults

    def missing(self) -> str:
        """The fields that are not there, as words of a sentence."""
        return ", ".join(str(NEEDED[name]) for name in self.faults)


def needed_of(content: Content) -> tuple[str, ...]:
    """A snapshot and a lesson from failure need less than a full record."""
    skipped = _IN_ENGLISH_TOO if content.lang == "en" else frozenset[str]()
    skipped |= frozenset[str]() if content.kind == "full" else _FULL_ONLY
    skipped |= frozenset[str]() if content.body.pictures else {"pictures"}  # none is needed
    return tuple(name for name in NEEDED if name not in skipped)


def progress_of(content: Content) -> Progress:
    needed = needed_of(content)
    found = {name: _fault(content, name) for name in needed}
    return Progress(needed, {name: fault for name, fault in found.items() if fault})


def _fault(content: Content, name: str) -> object:
    if name == "start":
        is_here = content.start_year and content.start_month
        return None if is_here else _l("The month and the year are needed.")
    value = value_of(content, name)
    if not value:
        return _EMPTY
    if name in _PARTS:
        return _PARTS[name](content.body)
    bounds = _BOUNDS.get(name)
    return bounds(len(str(value))) if bounds else None


def _blocks(body: Body) -> Lazy | None:
    for block in body.blocks:
        if not (block.title and block.kind and block.description):
            return _l("Each building block needs a title, a kind and a description.")
    return None


def _results(body: Body) -> Lazy | None:
    is_told = all(one.indicator and one.value and one.evidence for one in body.results)
    return None if is_told else _l("Each result needs a value, and how it is known.")


def _ratings(body: Body) -> Lazy | None:
    is_rated = set(body.ratings or ()) == set(vocabulary.RATED)
    return None if is_rated else _l("All five are needed.")


def _pictures(body: Body) -> Lazy | None:
    return None if all(one.is_told for one in body.pictures) else _EMPTY


_PARTS: Mapping[str, Callable[[Body], Lazy | None]] = {
    "blocks": _blocks,
    "results": _results,
    "ratings": _ratings,
    "pictures": _pictures,
}


def _summary(length: int) -> Lazy | None:
    least, most = SUMMARY
    if length < least:
        return _l("At least %(n)d characters, please; there are %(now)d.", n=least, now=length)
    return _at_most(most)(length)


def _at_most(most: int) -> Callable[[int], Lazy | None]:
    def fault(length: int) -> Lazy | None:
        if length <= most:
            return None
        return _l("At most %(n)d characters, please; there are %(now)d.", n=most, now=length)

    return fault


_BOUNDS: Mapping[str, Callable[[int], Lazy | None]] = {
    "title": _at_most(TITLE),
    "summary": _summary,
    "english_title": _at_most(TITLE),
    "english_summary": _at_most(ENGLISH_SUMMARY),
    "lesson": _at_most(LESSON),
}

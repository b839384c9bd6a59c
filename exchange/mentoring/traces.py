"""What in a text may tell who it is about: pure, and rather too much than too little.

Names are met in any script and in any ending: the beginning of a word is enough.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exchange.text.fold import fold, words

_MAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w/.-])\+?\(?\d(?:[\s()/.-]{0,2}\d){6,14}(?!\w)")
_MENTION = re.compile(r"(?<![\w@.])@\w[\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*)?")
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"{_YEAR}-\d\d-\d\d|\d{{1,2}}\.\s?\d{{1,2}}\.\s?{_YEAR}|{_YEAR}\s?[-/]\s?{_YEAR}"
)
LEAST = 3  # letters of a name that is met in small letters, and then only as it is
SHORT = 3  # letters of a name that is met with these endings only
_ENDINGS = ("", *"aeious", "ai", "ei", "as", "es", "om", "em", "in", "ina")
SHORTEST = 3  # letters of the name of an organisation


class Trace(NamedTuple):
    """Words as they stand in the text, and what they are."""

    kind: str  # person, organisation, mention, mail, phone
    words: str


def traces_in(text: str, people: Iterable[str], organisations: Iterable[str]) -> Sequence[Trace]:
    """Each once, in the order in which they stand."""
    found = {
        *_matches("mail", _MAIL, text),
        *((at, Trace("mention", one)) for at, one in _mentions(text)),
        *((at, Trace("phone", one)) for at, one in _phones(text)),
        *_people(text, people),
        *_organisations(text, organisations),
    }
    return list(dict.fromkeys(trace for _, trace in sorted(found)))


def _matches(kind: str, what: re.Pattern[str], text: str) -> Iterator[tuple[int, Trace]]:
    for one in what.finditer(text):
        yield one.start(), Trace(kind, one[0])


def _mentions(text: str) -> Iterator[tuple[int, str]]:
    for one in _MENTION.finditer(text):
        yield one.start(), one[0]


def _phones(text: str) -> Iterator[tuple[int, str]]:
    for one in _PHONE.finditer(text):
        if not _DATE.fullmatch(one[0].strip()):
            yield one.start(), one[0].strip()


def _people(text: str, people: Iterable[str]) -> Iterator[tuple[int, Trace]]:
    """Any part of a name, whatever stands at its end; in small letters only as it is, else many a
    word that begins alike would be taken for it."""
    parts = {fold(part) for name in people for part, _, _ in words(name)}
    short = {part for part in parts if 1 < len(part) <= SHORT}
    whole = {f"{part.rstrip('aeo')}{ending}" for part in short for ending in _ENDINGS} | short
    as_they_are = {part for part in parts if len(part) >= LEAST and not part.isdecimal()}
    begun = tuple(_stem(part) for part in parts if len(part) > SHORT)
    for word, start, _ in words(text):
        folded = fold(word)
        is_one = folded in whole or (folded.startswith(begun) and _is_near(folded, parts))
        if folded in as_they_are or (is_one and word[0].isupper()):
            yield start, Trace("person", word)


def _stem(part: str) -> str:
    """Without the ending that changes."""
    return part[: max(SHORT, len(part) - 2)]


def _is_near(folded: str, parts: Iterable[str]) -> bool:
    """An ending has three letters at most more than the name."""
    return any(
        folded.startswith(_stem(part)) and len(folded) <= len(part) + SHORT
        for part in parts
        if len(part) > SHORT
    )


def _organisations(text: str, names: Iterable[str]) -> Iterator[tuple[int, Trace]]:
    """Whole names; short ones as they are written, so that no small word is taken for one."""
    stand = list(words(text))
    folded = [fold(word) for word, _, _ in stand]
    for name in names:
        parts = [fold(word) for word, _, _ in words(name)]
        if not parts or len("".join(parts)) < SHORTEST:
            continue
        first = _stem(parts[0])
        for n, word in enumerate(folded[: len(folded) - len(parts) + 1]):
            if word.startswith(first) and _is_name_at(folded[n : n + len(parts)], parts):
                start, end = stand[n][1], stand[n + len(parts) - 1][2]
                if len(parts) > 1 or text[start].isupper():
                    yield start, Trace("organisation", text[start:end])


def _is_name_at(found: Sequence[str], parts: Sequence[str]) -> bool:
    """Each word in any ending; a short one whole."""
    return all(
        one == part
        if len(part) <= SHORT + 1
        else one.startswith(_stem(part)) and len(one) <= len(part) + SHORT
        for one, part in zip(found, parts, strict=True)
    )

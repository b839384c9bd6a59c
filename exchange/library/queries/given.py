"""In which language a reader is given a record, and what is said about that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exchange.library.fields import OFFERED_WITH
from exchange.library.policy import PUBLIC
from exchange.library.queries.page import ExperiencePage
from exchange.library.queries.translations import (
    TextPair,
    Translation,
    translations_among,
    translations_of,
)
from exchange.text.languages import HBS, LANGUAGES, reads_alike

CYRILLIC, LATIN = "sr", "sr-latn"


@dataclass(frozen=True, slots=True)
class Given:
    """The language that a record is read in, and where its words come from."""

    source: str  # in which it was written
    lang: str  # in which it is read
    translation: Translation | None = None
    is_in_latin: bool = False  # of Cyrillic letters
    is_asked: bool = False  # by the address: machines need not know it under that one too
    others: tuple[str, ...] = ()  # languages and scripts in which it can be read too

    @property
    def is_original(self) -> bool:
        return self.translation is None

    @property
    def pairs(self) -> Mapping[str, TextPair]:
        return {one.name: one for one in self.translation.pairs} if self.translation else {}

    @property
    def translators(self) -> Sequence[str]:
        return _names(one.row.translator for one in self._told if one.row)

    @property
    def reviewers(self) -> Sequence[str]:
        told = [one.row for one in self._told if one.row and one.row.reviewed_at]
        return _names(row.reviewer for row in told)

    @property
    def is_reviewed(self) -> bool:
        """All that is translated."""
        return all(one.kept or (one.row and one.row.state == "reviewed") for one in self._told)

    @property
    def is_begun_review(self) -> bool:
        return any(one.row and one.row.state == "reviewed" for one in self._told)

    @property
    def has_gaps(self) -> bool:
        return any(one.state == "missing" for one in self.pairs.values())

    @property
    def outdated(self) -> Sequence[TextPair]:
        return [one for one in self._told if one.state == "outdated"]

    @property
    def _told(self) -> Sequence[TextPair]:
        return [one for one in self.pairs.values() if one.state != "missing"]


def _names(names: Iterable[str | None]) -> Sequence[str]:
    return list(dict.fromkeys(filter(None, names)))


def given_to(page: ExperiencePage, langs: Sequence[str], asked: str | None = None) -> Given:
    """What somebody is given who reads these languages, the page's own first, or who asked for
    one of them. A draft is read as it was written."""
    source = page.row.lang
    if page.row.state not in PUBLIC:
        return Given(source, source, is_asked=bool(asked))
    rows = translations_of(page.row.id, _wanted(source, langs, asked))
    begun = translations_among(page, [row for row in rows if not row.is_given_back])
    offered = {one.into: one for one in begun if is_offered(one)}
    chosen = _choose(source, langs, tuple(offered), asked)
    text = chosen or source
    latin = text == CYRILLIC and (asked == LATIN or (not asked and _reads_latin(langs[0])))
    return Given(
        source=source,
        lang=LATIN if latin else text,
        translation=offered.get(chosen) if chosen else None,
        is_in_latin=latin,
        is_asked=bool(asked),
        others=_others(source, tuple(offered), text, latin),
    )


def _wanted(source: str, langs: Sequence[str], asked: str | None) -> Sequence[str]:
    """Those that may be chosen below, with all that are read like them."""
    wanted = (*langs, "en", asked or "en")
    alike = [one.code for one in LANGUAGES if any(reads_alike(one.code, w) for w in wanted)]
    return [one for one in alike if not reads_alike(one, source)]


def _reads_latin(lang: str) -> bool:
    return lang in HBS and lang != CYRILLIC


def is_offered(translation: Translation) -> bool:
    """Whether so much is there that somebody is better served by it."""
    states = {one.name: one.state for one in translation.pairs}
    return translation.is_begun and all(
        states.get(name, "draft") != "missing" for name in OFFERED_WITH
    )


def _choose(
    source: str, langs: Sequence[str], offered: Sequence[str], asked: str | None
) -> str | None:
    """None for the original."""
    if asked and (asked in offered or reads_alike(asked, source)):
        return asked if asked in offered else None
    for lang in (*langs, "en"):
        if reads_alike(lang, source):
            return None
        alike = [one for one in offered if reads_alike(one, lang)]
        if alike:
            return lang if lang in alike else alike[0]
    return None


def _others(source: str, offered: Sequence[str], text: str, is_latin: bool) -> tuple[str, ...]:
    """The original first, then translations; of what is read now, its other script."""
    found = [one for one in (source, *offered) if one != text]
    if text == CYRILLIC:
        found.insert(0, CYRILLIC if is_latin else LATIN)
    return tuple(found)

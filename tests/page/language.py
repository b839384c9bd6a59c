"""A page is in one language, says which, and mixes in no English."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.pofile import read_po

from exchange.text.cyrillic import to_latin
from tests.page.tree import Document, normalised

CATALOGUES = Path(__file__).parents[2] / "translations"
HTML_LANG = {  # as it stands in <html lang>, by the code in addresses
    "en": "en",
    "lv": "lv",
    "sq": "sq",
    "bs": "bs",
    "hr": "hr",
    "sr": "sr-Cyrl",
    "sr-latn": "sr-Latn",
    "cnr": "cnr",
    "mk": "mk",
    "tr": "tr",
}
_MASTER = {"sr-latn": "sr", "cnr": "sr_Latn_ME"}  # whose catalogue says what has a translation
_KNOWN = {*HTML_LANG.values(), "sr", "x-default"}
_SAID_ALOUD = ("alt", "aria-label", "placeholder", "title")
_MUTE = {"script", "style", "textarea"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]")
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[^\W\d_]+")


class English(NamedTuple):
    """What must not stand on a page, because its language has other words for it."""

    sentences: frozenset[str]
    patterns: re.Pattern[str] | None

    def has(self, text: str) -> bool:
        return text in self.sentences or bool(self.patterns and self.patterns.fullmatch(text))


def the_language_is_said(page: Document, language: str) -> Iterator[str]:
    said = page.root.get("lang")
    if said != HTML_LANG[language]:
        yield f'<html lang="{said}"> on a page in {language}: it should be {HTML_LANG[language]}'
    for element in page.elements:
        for name in ("lang", "hreflang"):
            if name in element and element[name] not in _KNOWN:
                yield f"{element!r} has {name}={element[name]!r}, which is none of {sorted(_KNOWN)}"


def no_english_is_mixed_in(page: Document, language: str) -> Iterator[str]:
    if language == "en":
        return
    for text in sorted(set(_texts(page))):
        if is_english(text, language):
            yield (
                f"{text!r} is English on a page in {language}, and there is a translation: mark "
                "it, and make it inside the request (lazy, if it is made below the views)"
            )


def _texts(page: Document) -> Iterator[str]:
    """Our words on the page; those of people carry their own lang, or data-own."""
    for element in page.elements:
        if element.is_own or element.tag in _MUTE:
            continue
        for child in element.children:
            if isinstance(child, str) and (text := normalised(child)):
                yield text
        for name in _SAID_ALOUD:
            if name in element.attrs:
                yield normalised(element.attrs[name])


@cache
def is_english(text: str, language: str) -> bool:
    return english_that_has_a_translation(language).has(text)


@cache
def english_that_has_a_translation(language: str) -> English:
    """A missing translation is for the rules of the catalogues to find, not for every page."""
    path = CATALOGUES / _MASTER.get(language, language) / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return English(frozenset(), None)
    pairs = []
    with path.open("rb") as file:
        for message in read_po(file):
            strings = _forms(message.string)
            if language == "sr-latn":
                strings = tuple(map(to_latin, strings))
            if message.id and all(strings) and not message.fuzzy:
                pairs.append((_forms(message.id), strings))
    return english_of(pairs)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)


def english_of(pairs: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> English:
    """Whole strings, their pieces around tags and placeholders, and patterns for those between."""
    sentences: set[str] = set()
    patterns: set[str] = set()
    for ids, strings in pairs:
        kept = {piece for string in strings for piece in _pieces(string)}
        for text in ids:
            sentences.update(p for p in _pieces(text) if _is_telling(p) and p not in kept)
            patterns.update(_patterns(text, kept))
    return English(
        frozenset(sentences), re.compile("|".join(sorted(patterns))) if patterns else None
    )


def _pieces(text: str) -> Iterator[str]:
    for stretch in _TAG.split(text):
        yield normalised(stretch)
        for piece in _PLACEHOLDER.split(stretch):
            yield normalised(piece)


def _patterns(text: str, kept: set[str]) -> Iterator[str]:
    for stretch in map(normalised, _TAG.split(text)):
        if _PLACEHOLDER.search(stretch) and _is_telling(stretch) and stretch not in kept:
            yield ".+?".join(map(re.escape, _PLACEHOLDER.split(stretch)))


def _is_telling(text: str) -> bool:
    """Two words or more: one word is often the same in several languages."""
    return len(_WORD.findall(_PLACEHOLDER.sub(" ", text))) >= 2

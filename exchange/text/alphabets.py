"""Sorting by the reader's alphabet, in Python: SQLite has no collations."""

import re
import unicodedata
from functools import cache, lru_cache

from exchange.text.cyrillic import to_latin
from exchange.text.languages import HBS

SortKey = tuple[tuple[int, ...], str]

_ENGLISH = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_LATIN_HBS = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š ś t u v w x y z ž ź"
_ALPHABETS = {
    "en": _ENGLISH,
    "lv": "a b c č d e f g ģ h i y j k ķ l ļ m n ņ o p q r ŗ s š t u v w x z ž",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
    "bs": _LATIN_HBS,
    "hr": _LATIN_HBS,
    "sr-latn": _LATIN_HBS,
    "cnr": _LATIN_HBS,
    "sr": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
}
_SPACE, _DIGIT, _LETTER, _FOREIGN = 1, 10, 100, 1000  # spaces, figures, ours, other scripts


@cache
def _alphabet(code: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Each letter's place, and a pattern that takes the longest letter (lj before l)."""
    letters = _ALPHABETS[code].split()
    longest_first = sorted(letters, key=len, reverse=True)
    places = {letter: _LETTER + place for place, letter in enumerate(letters)}
    return places, re.compile("|".join(longest_first) + "|.", re.DOTALL)


@lru_cache(20_000)
def sort_key(text: str, language_code: str) -> SortKey:
    """Sort by this: spaces, figures, the letters of the language, then other scripts."""
    places, letter = _alphabet(language_code)
    lowered = _small(text, language_code)
    return tuple(_weight(found, places) for found in letter.findall(lowered)), lowered


def _small(text: str, language_code: str) -> str:
    """Small letters as the language makes them: a Turkish I is ı."""
    text = unicodedata.normalize("NFC", text)
    if language_code == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    elif language_code in HBS and language_code != "sr":
        text = to_latin(text)
    return text.lower().replace("i̇", "i")


def _weight(letter: str, places: dict[str, int]) -> int:
    if letter in places:
        return places[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base in places:
        return places[base]
    if letter.isdigit():
        return _DIGIT + int(unicodedata.digit(letter, 0))
    return _FOREIGN + ord(base) if letter.isalpha() else _SPACE

"""One form for every spelling of a word: no script, no diacritics, no case.

The index and the query are folded alike, so that "opstina", "Opština" and "ОПШТИНА" meet.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_CYRILLIC = dict(zip("абвгдезијклмнопрстуфхцѐѝ", "abvgdezijklmnoprstufhcei", strict=True))
_CYRILLIC |= {"ђ": "đ", "ж": "ž", "љ": "lj", "њ": "nj", "ћ": "ć", "ч": "č", "џ": "dž", "ш": "š"}
_CYRILLIC |= {"ѓ": "gj", "ќ": "kj", "ѕ": "dz"}
# letters of the neighbours, met in borrowed words and names
_CYRILLIC |= {"й": "j", "щ": "št", "ъ": "a", "ь": "", "ы": "i", "э": "e", "ю": "ju", "я": "ja"}
_LATIN = {"ı": "i", "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"}
_LATIN |= {"þ": "th", "ŧ": "t", "ħ": "h"}


def _both_cases(letters: dict[str, str]) -> dict[int, str]:
    """A table for str.translate; the capitals of ı and ß are letters of their own."""
    table = {ord(letter): plain for letter, plain in letters.items()}
    for letter, plain in letters.items():
        if len(letter.upper()) == 1:
            table.setdefault(ord(letter.upper()), plain.capitalize())
    return table


_FROM_CYRILLIC = _both_cases(_CYRILLIC)
_FROM_LATIN = _both_cases(_LATIN) | {ord("İ"): "I", ord("I"): "I"}
_APOSTROPHES = re.compile("['’ʼ]")
_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"  # marks that no letter has taken in stay with theirs
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ]{_LETTERS})*")


def plain(text: str) -> str:
    """The text in letters without marks, case kept: "Ђорђевић" is "Dordevic"."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text).translate(_FROM_CYRILLIC).translate(_FROM_LATIN)
    if text.isascii():
        return text
    bare = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(bare).translate(_FROM_CYRILLIC).translate(_FROM_LATIN)


@lru_cache(100_000)
def fold(word: str) -> str:
    """The form under which a word is indexed; ı, i, I and İ are one, so are đ, dj and d."""
    folded = _APOSTROPHES.sub("", plain(word)).casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", folded)
    return folded.replace("dj", "d")


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word as it is written, with where it starts and ends."""
    for found in _WORD.finditer(text):
        yield found[0], found.start(), found.end()


def folded_words(text: str) -> str:
    """All words of a text in that form: what is equal here is the same to a search."""
    return " ".join(fold(word) for word, _, _ in words(text))

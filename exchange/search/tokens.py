"""From texts to what the index holds. Pure: no database knows of this, both hold the same."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from exchange.text.fold import fold, words
from exchange.text.stems import group_of, query_stems, stems

FEW_WORDS = 8  # a text with fewer leaves its language open: it gets the stems of all groups
_LONGEST = 60  # letters; what is longer is no word, and PostgreSQL would refuse it
_OTHER = re.compile("[^a-z0-9]")

THREADS, OPENINGS, EXPERIENCES = ":threads", ":openings", ":experiences"  # no word has a colon


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document in one language."""

    text: str
    lang: str
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the index holds of one document, each list in the order of the text."""

    title: tuple[str, ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]
    facets: tuple[str, ...]


def token(folded: str) -> str:
    """A folded word in letters and figures that both databases take as they are, as one word.

    Letter by letter, so that the beginning of a word gives the beginning of its token.
    """
    cut = folded[:_LONGEST]
    return _OTHER.sub(lambda found: f"x{ord(found[0]):x}x", cut)[:_LONGEST]


def facet_of_language(lang: str) -> str:
    """One token on both databases: SQLite would cut a word in two at anything but letters."""
    return f":{lang.replace('-', '')}"


def group_for(lang: str, *texts: str) -> str | None:
    """The group whose stems a document of these texts gets; None for those of all six."""
    counted = (word for text in texts for word in words(text))
    if sum(1 for _ in islice(counted, FEW_WORDS)) < FEW_WORDS:
        return None
    try:
        group: str = group_of(lang)
    except KeyError:
        return None
    return group


def tokens_of(parts: Sequence[Part], facets: Iterable[str]) -> Tokens:
    """A document's parts as the index holds them."""
    title: list[str] = []
    plain: list[str] = []
    stemmed: list[str] = []
    for part in parts:
        alike = [other.text for other in parts if other.lang == part.lang]
        group = group_for(part.lang, *alike)
        for word, _, _ in words(part.text):
            folded = fold(word)
            if own := token(folded):
                (title if part.is_title else plain).append(own)
                stemmed += (token(s) for s in _stems(folded, group) if s != folded)
    return Tokens(tuple(title), tuple(plain), tuple(stemmed), tuple(facets))


def _stems(folded: str, group: str | None) -> tuple[str, ...]:
    return query_stems(folded) if group is None else stems(folded, group)

"""What a title is about: its words, and the subjects of our vocabulary that it names.

A subject is the same thought in ten languages, so that a question asked in Turkish finds the one
that was asked in Albanian. Pure: the vocabulary is given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exchange.search.query import Term, term_of
from exchange.text.fold import fold, words
from exchange.text.function_words import FUNCTION_WORDS

MOST_THOUGHTS = 12
_SHORTEST = 4  # letters; an abbreviation in capitals may be shorter


@dataclass(frozen=True, slots=True)
class Thought:
    """One word, or one subject by its names: other languages say the same in words of theirs."""

    words: tuple[Term, ...] = ()
    others: tuple[tuple[Term, ...], ...] = ()

    @property
    def points(self) -> int:
        return 1 if self.words else 2


def thoughts_of(title: str, subjects: Iterable[tuple[str, ...]]) -> Sequence[Thought]:
    """The subjects first: they say most. `subjects`: all that each of them is called."""
    typed = tuple(dict.fromkeys(_content(title)))
    stems = {form for term in typed for form in term.forms}
    named = [names for names in map(in_words, subjects) if named_by(names, stems)]
    found = [Thought(others=names) for names in named] + [Thought(words=(term,)) for term in typed]
    return found[:MOST_THOUGHTS]


@lru_cache(1_000)
def in_words(names: tuple[str, ...]) -> tuple[tuple[Term, ...], ...]:
    """What a subject is called, name by name, without words that say nothing."""
    return tuple(dict.fromkeys(found for name in names if (found := tuple(_content(name)))))


def named_by(names: Iterable[Sequence[Term]], stems: set[str]) -> int:
    """How many words the longest of these names has that stands among the stems as a whole."""
    fits = (name for name in names if all(stems.intersection(term.forms) for term in name))
    return max(map(len, fits), default=0)


def _content(text: str) -> Iterable[Term]:
    for word, _, _ in words(text):
        folded = fold(word)
        is_short = len(folded) < _SHORTEST and not (word.isupper() and len(word) > 1)
        if not is_short and not folded.isdigit() and folded not in FUNCTION_WORDS:
            yield term_of(folded)

"""All subjects, with how much is said about each that the reader may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exchange.forum.queries import threads_by_tag
from exchange.kernel.validity import kept
from exchange.library.queries import experiences_by_tag
from exchange.people.actor import Actor
from exchange.search.queries import is_called
from exchange.search.query import parse
from exchange.tags.queries import Subject, TagRow, in_order, kept_vocabulary
from exchange.text.fold import folded_words


@dataclass(frozen=True, slots=True)
class SubjectPage:
    """Themes and the other subjects, each in the order of the reader's alphabet."""

    themes: Sequence[TagRow]
    others: Sequence[TagRow]
    threads: Mapping[int, int]  # by subject
    experiences: Mapping[int, int]


def subject_page(actor: Actor, lang: str, asked: str = "") -> SubjectPage:
    """All of them, or those whose name or synonym, in any language, is or holds what is asked."""
    known = kept_vocabulary()
    found = in_order((one.tag for one in (_called(known, asked) if asked else known)), lang)
    threads, experiences = _counts(actor.eyes)
    return SubjectPage(
        themes=[tag for tag in found if tag.is_theme],
        others=[tag for tag in found if not tag.is_theme],
        threads=threads,
        experiences=experiences,
    )


def _called(known: Iterable[Subject], asked: str) -> Sequence[Subject]:
    query, part = parse(asked), folded_words(asked)
    if not part:
        return ()
    return [
        one
        for one in known
        if is_called(one, query) or any(part in folded_words(word) for word in one.words)
    ]


@kept("front")
def _counts(eyes: Actor) -> tuple[Mapping[int, int], Mapping[int, int]]:
    return threads_by_tag(eyes), experiences_by_tag()

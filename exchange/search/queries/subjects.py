"""Subjects of the vocabulary by any of their names or synonyms."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from exchange.kernel.validity import kept
from exchange.search.query import Query, Term
from exchange.search.thoughts import in_words, named_by
from exchange.tags.queries import Subject, TagRow, vocabulary

MOST = 3

Name = tuple[TagRow, tuple[Term, ...]]


@kept("tags", beside="front")
def _names_by_first_word() -> Mapping[str, Sequence[Name]]:
    """Every name and synonym by the forms of its first word. The search page asks for this before
    anything else that is kept: its statement for the version of "front" brings that of this."""
    names: dict[str, list[Name]] = defaultdict(list)
    for subject in vocabulary():
        for name in in_words(subject.words):
            for form in dict.fromkeys(name[0].forms):
                names[form].append((subject.tag, name))
    return dict(names)


def subjects_named(query: Query) -> Sequence[TagRow]:
    """Those of which the query says a name as a whole, in whatever language, script or inflection;
    what is named in more words first, then as the vocabulary goes."""
    known, stems = _names_by_first_word(), _stems(query)
    found: dict[int, tuple[int, TagRow]] = {}
    for tag, name in (one for form in stems for one in known.get(form, ())):
        said = named_by([name], stems)
        if said > found.get(tag.id, (0, tag))[0]:
            found[tag.id] = said, tag
    best = sorted(found.values(), key=lambda pair: (-pair[0], pair[1].id))
    return [tag for _, tag in best[:MOST]]


def is_called(subject: Subject, query: Query) -> bool:
    """Whether the query says one of its names as a whole."""
    return bool(named_by(in_words(subject.words), _stems(query)))


def _stems(query: Query) -> set[str]:
    return {form for term in query.terms for form in term.forms}

"""Marking the original words of a search hit, in the part of the text where they stand densest."""

from collections import Counter
from collections.abc import Sequence

from exchange.text.fold import fold, words
from exchange.text.stems import query_stems, stems

WINDOW = 30  # words shown
_LEAD = 4  # words shown before the first hit
_BEGINNING = 200  # characters shown where nothing is hit

Piece = tuple[str, bool]  # a stretch of the text, and whether it is a hit


def mark_words(
    text: str,
    query_words: Sequence[str],
    *,
    group: str | None = None,
    window: int = WINDOW,
    last_is_prefix: bool = False,
) -> list[Piece]:
    """The densest part of a plain text as (piece, is_hit); group is that of the text, if known."""
    found = list(words(text))
    hits = _hits([word for word, _, _ in found], query_words, group, last_is_prefix)
    if not hits:
        cut = text if len(text) <= _BEGINNING else text[:_BEGINNING].rpartition(" ")[0] + " …"
        return [(cut, False)] if cut else []
    start = max(_densest(hits, window) - _LEAD, 0)
    shown = found[start : start + window]
    end = len(text) if start + window >= len(found) else shown[-1][2]
    return _pieces(text, shown, start, hits, end)


def _hits(
    written: Sequence[str], query_words: Sequence[str], group: str | None, last_is_prefix: bool
) -> dict[int, int]:
    """The place of each word that is hit, with the number of the query word it answers."""
    asked = [fold(word) for word in query_words]
    wanted: dict[str, int] = {}
    for number, word in enumerate(asked):
        for form in (word, *query_stems(word)):
            wanted.setdefault(form, number)
    prefix = asked[-1] if last_is_prefix and asked else ""
    hits: dict[int, int] = {}
    for place, word in enumerate(written):
        folded = fold(word)
        forms = (folded, *(stems(folded, group) if group else query_stems(folded)))
        answered = next((wanted[form] for form in forms if form in wanted), None)
        if answered is None and prefix and folded.startswith(prefix):
            answered = len(asked) - 1
        if answered is not None:
            hits[place] = answered
    return hits


def _densest(hits: dict[int, int], window: int) -> int:
    """Where the window begins that holds most different query words, then most hits."""
    places = sorted(hits)
    inside: Counter[int] = Counter()
    best, best_place, end = (0, 0), places[0], 0
    for count, place in enumerate(places):
        while end < len(places) and places[end] < place + window - _LEAD:
            inside[hits[places[end]]] += 1
            end += 1
        worth = (len(inside), end - count)
        if worth > best:
            best, best_place = worth, place
        inside[hits[place]] -= 1
        inside += Counter()  # forgets the words that left the window
    return best_place


def _pieces(
    text: str, shown: Sequence[tuple[str, int, int]], start: int, hits: dict[int, int], end: int
) -> list[Piece]:
    pieces: list[Piece] = [("… ", False)] if start else []
    at = shown[0][1] if start else 0
    for place, (word, begins, ends) in enumerate(shown, start):
        if place in hits:
            pieces += [(text[at:begins], False), (word, True)]
            at = ends
    pieces.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]

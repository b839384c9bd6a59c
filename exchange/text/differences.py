"""Which words of a text are new and which are gone: Myers' way, bounded in work."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MOST_WORK = 80_000  # for all that one page shows; what takes more is told as old and new, whole
STEP = 5  # what a step to another diagonal costs; a piece found equal costs 1
CONTEXT = 160  # characters of what stayed, shown on each side of a change
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Stretch(NamedTuple):
    """Words that stayed ("same"), went ("gone") or came ("new"); "skipped" stayed, unshown."""

    kind: str
    words: str


class _Match(NamedTuple):
    """`length` pieces that are equal, from `old` and `new` on."""

    old: int
    new: int
    length: int


class _Part(NamedTuple):
    """What stands where in the old and in the new; equal where it stayed."""

    old: Sequence[str]
    new: Sequence[str]


class Work:
    """How much may still be done for one page."""

    def __init__(self, left: int = MOST_WORK) -> None:
        self.left = left


def differences(old: str, new: str, work: Work | None = None) -> Sequence[Stretch]:
    """Line by line, and word by word in lines that differ, as far as the work allows."""
    work = work or Work()
    parts: list[_Part] = []
    for part in _parts(_LINES.findall(old), _LINES.findall(new), work):
        if part.old == part.new or work.left <= 0:
            parts.append(part)
        else:
            parts += _parts(_words(part.old), _words(part.new), work)
    return list(_shortened(list(_joined(parts))))


def _words(lines: Sequence[str]) -> Sequence[str]:
    return _WORDS.findall("".join(lines))


def _parts(old: Sequence[str], new: Sequence[str], work: Work) -> Iterator[_Part]:
    """In order, what stayed and what did not; all in one if finding that takes too long."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    last_old, last_new = len(old) - end, len(new) - end
    inner = _matches(old[start:last_old], new[start:last_new], work)
    x, y = 0, 0
    for match in (
        _Match(0, 0, start),
        *(_Match(start + one.old, start + one.new, one.length) for one in inner),
        _Match(last_old, last_new, end),
    ):
        if x < match.old or y < match.new:
            yield _Part(old[x : match.old], new[y : match.new])
        x, y = match.old + match.length, match.new + match.length
        if match.length:
            yield _Part(old[match.old : x], new[match.new : y])


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many pieces are equal from the beginning on; by halves, as comparing slices is fast."""
    least, most = 0, min(len(old), len(new))
    while least < most:
        half = (least + most + 1) // 2
        if old[least:half] == new[least:half]:
            least = half
        else:
            most = half - 1
    return least


def _matches(old: Sequence[str], new: Sequence[str], work: Work) -> Sequence[_Match]:
    """Myers 1986: the furthest way on each diagonal with 0, 1, 2 … pieces gone or new."""
    if not old or not new or work.left <= 0:
        return ()
    ways: dict[int, tuple[int, _Way]] = {1: (0, None)}  # where each ends, and what it matched
    for changes in range(len(old) + len(new) + 1):
        for diagonal in range(-changes, changes + 1, 2):
            down = diagonal == -changes or (
                diagonal != changes and ways[diagonal - 1][0] < ways[diagonal + 1][0]
            )
            end, way = ways[diagonal + 1] if down else ways[diagonal - 1]
            x = begin = end if down else end + 1
            while x < len(old) and x - diagonal < len(new) and old[x] == new[x - diagonal]:
                x += 1
            if x > begin:
                way = (_Match(begin, begin - diagonal, x - begin), way)
            if x >= len(old) and x - diagonal >= len(new):
                return list(_back(way))[::-1]
            ways[diagonal] = (x, way)
            work.left -= STEP + x - begin
            if work.left <= 0:
                return ()
    return ()


_Way = tuple[_Match, "_Way"] | None  # the last match, and the way before it


def _back(way: _Way) -> Iterator[_Match]:
    while way is not None:
        match, way = way
        yield match


def _joined(parts: Sequence[_Part]) -> Iterator[Stretch]:
    """Neighbours in one; a space that stayed between two changes goes with them."""
    gone = new = ""
    for n, part in enumerate(parts):
        was, now = "".join(part.old), "".join(part.new)
        is_last = n == len(parts) - 1
        if was != now or (was.isspace() and (gone or new) and not is_last):
            gone, new = gone + was, new + now
            continue
        yield from _change(gone, new)
        gone = new = ""
        yield Stretch("same", was)
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterator[Stretch]:
    if gone:
        yield Stretch("gone", gone)
    if new:
        yield Stretch("new", new)


def _shortened(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Of what stayed, what stands next to a change."""
    for n, (kind, text) in enumerate(stretches):
        before, after = n > 0, n < len(stretches) - 1
        if kind != "same" or len(text) <= CONTEXT * (before + after) + CONTEXT:
            yield Stretch(kind, text)
            continue
        head = text[:CONTEXT].rpartition(" ")[0] if before else ""
        tail = text[-CONTEXT:].partition(" ")[2] if after else ""
        yield from (Stretch("same", head),) if head else ()
        yield Stretch("skipped", text[len(head) : len(text) - len(tail)])
        yield from (Stretch("same", tail),) if tail else ()

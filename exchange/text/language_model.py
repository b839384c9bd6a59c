"""How likely each of our languages is for a text: py3langid's model, as a file of our own.

Counted are sequences of bytes, weighed by naive Bayes. The file holds their automaton sparsely
(only where a state differs from the one it falls back to, 105,000 transitions in place of 9.8
million) and the weights of our languages alone. It is mapped, not read: processes share its 5 MB,
and none of them needs numpy. `exchange.serve.language_model` makes it at set-up.
"""

import math
import mmap
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("languages.model")
_HEAD = 256  # bytes: the stamp, then how many numbers each column has


class Tables(NamedTuple):
    """The columns of the file; what is one byte or four is said by its type."""

    languages: tuple[str, ...]  # one may stand twice: its shares are added
    starts: "memoryview[int]"  # of each state's own transitions, and the end of the last
    signs: "memoryview[int]"  # the bytes they are for, as bytes
    targets: "memoryview[int]"  # the states they lead to
    fallbacks: "memoryview[int]"  # the state that knows what this one does not; the first knows all
    features: "memoryview[int]"  # what is counted on entering a state, or -1
    weights: "memoryview[float]"  # feature by feature, one of each language
    priors: "memoryview[float]"


_FORMATS = {"signs": "B", "features": "i", "weights": "f", "priors": "f"}  # the others: "I"
_COLUMNS = Tables._fields[1:]


def is_made(path: Path, stamp: str) -> bool:
    """Whether this file was made to this recipe."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(_HEAD).partition(b"\n")[0] == stamp.encode()


def save(path: Path, stamp: str, tables: Tables) -> None:
    """Whole or not at all."""
    counts = " ".join(str(len(getattr(tables, name))) for name in _COLUMNS)
    head = f"{stamp}\n{' '.join(tables.languages)}\n{counts}\n".encode().ljust(_HEAD)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("wb") as file:
        file.write(head)
        for name in _COLUMNS:
            data = getattr(tables, name).tobytes()
            file.write(data.ljust(-(-len(data) // 4) * 4))
    unfinished.replace(path)


def load(path: Path) -> Tables:
    """Map the file into memory."""
    with path.open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    _stamp, languages, counts, _rest = bytes(whole[:_HEAD]).decode().split("\n")
    begin, columns = _HEAD, {}
    for name, count in zip(_COLUMNS, map(int, counts.split()), strict=True):
        kind = _FORMATS.get(name, "I")
        size = count if kind == "B" else 4 * count
        columns[name] = whole[begin : begin + size].cast(kind)  # type: ignore[call-overload]
        begin += -(-size // 4) * 4
    return Tables(tuple(languages.split()), **columns)


class Model:
    """The loaded file, ready to be asked from any thread."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._signs = bytes(tables.signs)  # searched byte by byte, which only bytes do fast

    def shares(self, text: str) -> dict[str, float]:
        """Each language's share of 1."""
        tables = self._tables
        data = _encoded(text)
        scores = self._scores(self._counts(data))
        calm = 1 / math.sqrt(len(data) or 1)  # so that a short text is less sure of itself
        best = max(scores)
        powers = [math.exp((score - best) * calm) for score in scores]
        whole = sum(powers)
        found = dict.fromkeys(tables.languages, 0.0)
        for language, power in zip(tables.languages, powers, strict=True):
            found[language] += power / whole
        return found

    def _counts(self, data: bytes) -> dict[int, int]:
        """How often each feature occurs."""
        _languages, starts, _signs, targets, fallbacks, features, _weights, _priors = self._tables
        find, state, counts = self._signs.find, 0, dict[int, int]()
        for sign in data:
            while (place := find(sign, starts[state], starts[state + 1])) < 0:
                state = fallbacks[state]
            state = targets[place]
            if (feature := features[state]) >= 0:
                counts[feature] = counts.get(feature, 0) + 1
        return counts

    def _scores(self, counts: dict[int, int]) -> list[float]:
        columns = len(self._tables.languages)
        if not counts:
            return [0.0] * columns
        scores, weights = list(self._tables.priors), self._tables.weights
        for feature, count in counts.items():
            weight = math.log1p(count)
            row = weights[feature * columns : (feature + 1) * columns]
            for column, value in enumerate(row):
                scores[column] += weight * value
        return scores


def _encoded(text: str) -> bytes:
    """As the model was trained: composed, and not in capitals alone."""
    text = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", text).encode(errors="surrogatepass")


@cache
def model() -> Model:
    """The one of this process."""
    try:
        return Model(load(FILE))
    except FileNotFoundError:
        raise RuntimeError(f"{FILE} is missing: bin/serve and bin/test make it") from None

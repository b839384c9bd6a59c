"""The model that recognises languages, cut down to ours: made at set-up, never committed."""

import importlib.metadata
import sys
from pathlib import Path
from typing import Any

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from exchange.text.language_model import FILE, Tables, is_made, save

LANGUAGES = ("en", "lv", "sq", "bs", "hr", "sr", "mk", "tr")  # Montenegrin has no model
_RECIPE = 1  # raise it with every change of the file


def build(path: Path) -> None:
    """Make what is missing, or made to another recipe."""
    version = importlib.metadata.version("py3langid")
    stamp = f"{_RECIPE} {version} {sys.byteorder} {' '.join(LANGUAGES)}"
    if not is_made(path, stamp):
        save(path, stamp, _tables())


def _tables() -> Tables:
    whole = LanguageIdentifier.from_model_file(MODEL_FILE)
    whole.set_languages(LANGUAGES)
    dense = np.asarray(whole.tk_nextmove).reshape(-1, 256)[np.asarray(whole.tk_row)]
    fallbacks = _fallbacks(dense)
    own = dense != dense[fallbacks]
    own[0] = True
    return Tables(
        tuple(whole.nb_classes),
        starts=_column(np.append(0, np.cumsum(own.sum(axis=1))), "u4"),
        signs=_column(np.nonzero(own)[1], "u1"),
        targets=_column(dense[own], "u4"),
        fallbacks=_column(fallbacks, "u4"),
        features=_column(whole.tk_output, "i4"),
        weights=_column(whole.nb_ptc.ravel(), "f4"),
        priors=_column(whole.nb_pc, "f4"),
    )


def _column(numbers: Any, kind: str) -> "memoryview[Any]":
    return np.ascontiguousarray(numbers, dtype=kind).data


def _fallbacks(dense: Any) -> Any:
    """For each state one nearer to the first, which nearly always leads to the same states.

    A state stands for the bytes on the shortest way to it; it falls back to the state that stands
    for all of them but the first, as in the automaton of Aho and Corasick.
    """
    fallbacks = np.zeros(len(dense), dtype=np.intp)
    is_reached = np.zeros(len(dense), dtype=bool)
    is_reached[0] = True
    front = np.array([0])
    while len(front):
        rows, signs = np.nonzero(~is_reached[dense[front]])
        children, first = np.unique(dense[front[rows], signs], return_index=True)
        parents, signs = front[rows[first]], signs[first]
        fallbacks[children] = np.where(parents == 0, 0, dense[fallbacks[parents], signs])
        is_reached[children] = True
        front = children
    return fallbacks


if __name__ == "__main__":
    build(FILE)

"""In a copy of the tree: which place is switched off, and which tests come by which place."""

import atexit
import json
import os
from pathlib import Path

from sqlalchemy import true

from exchange.kernel.rulings import ALLOWED

__all__ = ["ALLOWED", "is_on", "switch_off", "true"]

_noted_in = os.environ.get("PROVE_NOTED")
_off = {int(os.environ.get("PROVE_OFF", "-1"))}
_seen: dict[str, set[int]] = {}


def switch_off(number: int) -> None:
    """This place from now on, and no other."""
    _off.clear()
    _off.add(number)


def is_on(number: int) -> bool:
    """Whether the place of this number asks; notes the test that came by, "" while importing."""
    if _noted_in:
        test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
        _seen.setdefault(test, set()).add(number)
    return number not in _off


def _note() -> None:
    told = {test: sorted(numbers) for test, numbers in _seen.items()}
    Path(str(_noted_in)).write_text(json.dumps(told))


if _noted_in:
    atexit.register(_note)

"""How a certificate is called, for good: ABCD-EFGH-JKLM-NPQR. Nobody guesses it, and anybody can
type it from paper."""

import re
import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another
_PARTS, _PART = 4, 4  # 80 bits
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]+")  # hyphens and what is typed for them


def new_code() -> str:
    return _written("".join(secrets.choice(LETTERS) for _ in range(_PARTS * _PART)))


def code_in(typed: str) -> str | None:
    """The number as its paper writes it, however somebody typed it; None if there is none."""
    letters = _BETWEEN.sub("", typed)
    if len(letters) != _PARTS * _PART or not letters.isascii():
        return None
    return _written(letters.upper())  # ascii: nothing else comes here


def _written(letters: str) -> str:
    return "-".join(letters[at : at + _PART] for at in range(0, len(letters), _PART))

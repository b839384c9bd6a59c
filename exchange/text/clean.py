"""What people type, made orderly before it is kept: one line, many lines, a slug."""

import re
import unicodedata

from exchange.text.fold import plain
from exchange.text.wording import Lazy, lazy

SLUG_LENGTH = 60


class Unfit(ValueError):
    """A text that cannot be kept, with the reason to show."""

    def __init__(self, reason: Lazy) -> None:
        super().__init__(str(reason))
        self.reason = reason


_BROKEN = re.compile("[\x00\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NO_CHARACTERS = "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_DROPPED = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef"
    f"{_NO_CHARACTERS}]"  # no page may hold them
)
_PAGE_BREAKS = re.compile("[\x0b\x0c\x85]")  # line breaks that HTML does not know
_WHITE_SPACE = re.compile(r"\s+")
_LOOKS_EMPTY = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs without ink
_NO_INK = frozenset(("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"))
_NOT_IN_A_SLUG = re.compile("[^a-z0-9]+")
_DJ = str.maketrans({"đ": "dj", "Đ": "dj", "ђ": "dj", "Ђ": "dj"})


def tidy_line(text: str) -> str:
    """One line: composed, without control characters, single spaces; "" when nothing shows."""
    return _shown(_WHITE_SPACE.sub(" ", _composed(text)).strip())


def tidy_text(text: str) -> str:
    """Several lines: the same, with line breaks and inner spaces kept."""
    return _shown(_composed(text).strip())


def refuse_broken(text: str) -> None:
    """NUL and lone surrogates come from programs, not from people; no database takes them."""
    if _BROKEN.search(text):
        raise Unfit(lazy("The text contains characters that cannot be stored."))


def without_tricks(text: str) -> str:
    """Without signs that turn the order of others round, or that no page may hold."""
    return _DROPPED.sub("", text)


def printable(text: str) -> str:
    """A text as its sender gets it back: a sign stands for what no database takes, and what would
    be dropped is dropped; all else is as it was typed, joiners and hard spaces too."""
    return without_tricks(_PAGE_BREAKS.sub("\n", _BROKEN.sub("\ufffd", text)))


def slug(text: str) -> str:
    """A short name for an address: [a-z0-9-], at most 60, cut at a word; may be ""."""
    letters = _NOT_IN_A_SLUG.sub("-", plain(text.translate(_DJ)).lower()).strip("-")
    if len(letters) <= SLUG_LENGTH:
        return letters
    whole_words, dash, _ = letters[: SLUG_LENGTH + 1].rpartition("-")
    return whole_words if dash else letters[:SLUG_LENGTH]


def _composed(text: str) -> str:
    refuse_broken(text)
    text = without_tricks(_LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def _shown(text: str) -> str:
    return text if any(map(_has_ink, text)) else ""


def _has_ink(character: str) -> bool:
    if character.isspace() or character in _LOOKS_EMPTY:
        return False
    return unicodedata.category(character) not in _NO_INK

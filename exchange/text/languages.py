"""The ten languages: what each is called in addresses, catalogues, HTML and CLDR."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exchange.text.detection import recognise
from exchange.text.language_names import language_name

__all__ = [
    "BY_CODE",
    "DEFAULT",
    "HBS",
    "LANGUAGES",
    "Language",
    "detect",
    "language_name",
    "negotiate",
    "reads_alike",
]


@dataclass(frozen=True, slots=True)
class Language:
    """One language in one script, under each of the names that others know it by."""

    code: str  # in addresses and in the database
    catalogue: str  # gettext
    html: str  # the lang attribute
    own_name: str
    cldr: str  # Babel's dates, numbers and territories


LANGUAGES: tuple[Language, ...] = (
    Language("en", "en", "en", "English", "en_GB"),
    Language("lv", "lv", "lv", "Latviešu", "lv"),
    Language("sq", "sq", "sq", "Shqip", "sq"),
    Language("bs", "bs", "bs", "Bosanski", "bs"),
    Language("hr", "hr", "hr", "Hrvatski", "hr"),
    Language("sr", "sr", "sr-Cyrl", "Српски", "sr"),
    Language("sr-latn", "sr_Latn", "sr-Latn", "Srpski", "sr_Latn"),
    Language("cnr", "sr_Latn_ME", "cnr", "Crnogorski", "sr_Latn_ME"),
    Language("mk", "mk", "mk", "Македонски", "mk"),
    Language("tr", "tr", "tr", "Türkçe", "tr"),
)
BY_CODE: Mapping[str, Language] = MappingProxyType({one.code: one for one in LANGUAGES})
DEFAULT = "en"

HBS = frozenset({"bs", "hr", "sr", "sr-latn", "cnr"})  # written differently, read alike

_HEADER_LIMIT = 1000  # characters: a browser sends a few dozen
_WEIGHT = re.compile(r"q=([01](?:\.\d{0,3})?)", re.IGNORECASE)
_EXACT_RULES: tuple[tuple[str, str], ...] = (
    ("cnr", "cnr"),
    ("sr-me", "cnr"),
    ("sr-latn-me", "cnr"),
    ("sr-cyrl", "sr"),
    ("sr-latn", "sr-latn"),
    ("sh", "sr-latn"),
)


def negotiate(accept_language: str, *, serbian_script: str = "Cyrl") -> str:
    """The address code that suits an Accept-Language header best; English when none does."""
    for tag in _wanted_tags(accept_language[:_HEADER_LIMIT]):
        if code := _code_for(tag, serbian_script):
            return code
    return DEFAULT


def _wanted_tags(header: str) -> list[str]:
    """The header's tags in lower case, the most wanted first, refused ones (q=0) left out."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, options = part.partition(";")
        weight = _WEIGHT.search(options)
        quality = float(weight[1]) if weight else 1.0
        if quality > 0:
            weighted.append((quality, tag.strip().replace("_", "-").lower()))
    weighted.sort(key=lambda pair: -pair[0])
    return [tag for _, tag in weighted]


def _code_for(tag: str, serbian_script: str) -> str | None:
    for beginning, code in _EXACT_RULES:
        if tag == beginning or tag.startswith(beginning + "-"):
            return code
    primary = tag.partition("-")[0]
    if primary == "sr":
        return "sr-latn" if serbian_script == "Latn" else "sr"
    return primary if primary in BY_CODE else None


def detect(text: str, hint: str | None = None) -> str | None:
    """The language a text is written in, None when unsure.

    Bosnian, Croatian, Montenegrin and Serbian cannot be told apart by a machine: the hint (the
    language of the interface, say) decides between them as far as the script allows.
    """
    found = recognise(text, hint)
    if found is None or found.language not in HBS:
        return found.language if found else None
    if found.is_cyrillic:
        return "sr"
    if hint in HBS:
        return "sr-latn" if hint == "sr" else hint
    return "sr-latn" if found.language == "sr" else found.language


def reads_alike(one: str, other: str) -> bool:
    """Whether a reader of one language needs no translation from the other."""
    return one == other or (one in HBS and other in HBS)

"""Serbian Cyrillic to Latin, which loses nothing; ASCII (placeholders, HTML) stays as it is."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from exchange.text.plurals import PLURAL_FORMS

_CYRILLIC = "абвгдђежзијклмнопрстћуфхцчш"
_LATIN = "abvgdđežzijklmnoprstćufhcčš"
_ONE_TO_ONE = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _LATIN.upper())
_DIGRAPHS = {"љ": "lj", "њ": "nj", "џ": "dž"}
_SMALL = str.maketrans(_DIGRAPHS)
_CAPITAL = re.compile("[ЉЊЏ]")
_ADDRESS = re.compile(r"((?:https?://|mailto:)[^\s<>\"']+)")


def to_latin(text: str) -> str:
    """The same text in Latin letters; addresses of the web keep their own."""
    if text.isascii():
        return text
    if "://" not in text and "mailto:" not in text:
        return _transliterate(text)
    parts = _ADDRESS.split(text)
    parts[::2] = map(_transliterate, parts[::2])
    return "".join(parts)


def _transliterate(text: str) -> str:
    return _CAPITAL.sub(_capital_digraph, text).translate(_SMALL).translate(_ONE_TO_ONE)


def _capital_digraph(found: re.Match[str]) -> str:
    """Љ is Lj in a word and LJ in a word of capitals."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    letters = _DIGRAPHS[found[0].lower()]
    is_shouted = after.isupper() or (not after.isalpha() and before.isupper())
    return letters.upper() if is_shouted else letters.capitalize()


def build_latin_catalogue(source: Path, target: Path) -> None:
    """Write the sr_Latn catalogue from the Cyrillic master."""
    with source.open("rb") as file:
        master = read_po(file, locale="sr")
    latin = Catalog(
        locale="sr_Latn",
        project=master.project,
        version=master.version,
        copyright_holder=master.copyright_holder,
        creation_date=master.creation_date,
        revision_date=master.revision_date,
        fuzzy=False,
    )
    latin.mime_headers = [("Plural-Forms", PLURAL_FORMS["sr_Latn"])]
    for message in master:
        if message.id:
            latin[message.id] = _in_latin(message)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_po(file, latin, width=100)


def _in_latin(message: Message) -> Message:
    given = message.string or ""
    return Message(
        message.id,
        to_latin(given) if isinstance(given, str) else tuple(map(to_latin, given)),
        locations=message.locations,
        flags=message.flags,
        auto_comments=message.auto_comments,
        user_comments=message.user_comments,
        context=message.context,
    )

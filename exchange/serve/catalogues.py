"""The translations as the application reads them: sr_Latn made from sr, every .po compiled."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from exchange.text.cyrillic import build_latin_catalogue

_MASTER, _LATIN = "sr", "sr_Latn"
_SOURCE = Path("LC_MESSAGES", "messages.po")


def build(translations: Path) -> None:
    """Make what is missing or older than its source."""
    master = translations / _MASTER / _SOURCE
    latin = translations / _LATIN / _SOURCE
    if master.exists() and _is_older(latin, master):
        unfinished = latin.with_suffix(".po.unfinished")
        build_latin_catalogue(master, unfinished)
        unfinished.replace(latin)
    for source in _sources(translations):
        if _is_older(_compiled(source), source):
            _compile(source)


def _sources(translations: Path) -> Iterator[Path]:
    return translations.glob(f"*/{_SOURCE}")


def _compiled(source: Path) -> Path:
    return source.with_suffix(".mo")


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    unfinished = source.with_suffix(".mo.unfinished")
    unfinished.write_bytes(compiled.getvalue())
    unfinished.replace(_compiled(source))

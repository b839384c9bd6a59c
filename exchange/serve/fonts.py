"""The two families cut down to our letters, as web fonts: made at set-up, never committed.

Their licence reserves the name "Source" for the originals, so what is cut is called Exchange Sans
and Exchange Serif. The Cyrillic files carry figures and plain Latin letters too: a Serbian or
Macedonian reader loads no other file.
"""

import hashlib
import importlib.metadata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

__all__ = ["CYRILLIC", "FONTS", "LATIN", "LATIN_RANGES", "VERSION", "Font", "build"]

_LATIN_BLOCKS = ((0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B))
_PUNCTUATION = ((0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2032, 0x2033))
_SIGNS = (0x2026, 0x2030, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2197)
_MATHS = (0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713)
_SERBIAN_MACEDONIAN = "ЂЃЅЈЉЊЋЌЏђѓѕјљњћќџЀѐЍѝ"
_OTHER_CYRILLIC = ((0x410, 0x44F), (0x401, 0x401), (0x451, 0x451))
_NUMERO = 0x2116

LATIN_RANGES = (*_LATIN_BLOCKS, *_PUNCTUATION, *((c, c) for c in (*_SIGNS, *_MATHS)))


def _codes(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


LATIN = _codes(LATIN_RANGES)
CYRILLIC = _codes(_OTHER_CYRILLIC) | {_NUMERO, *map(ord, _SERBIAN_MACEDONIAN)}
_PLAIN = _codes([_LATIN_BLOCKS[0], *_PUNCTUATION]) | {0xA0, 0xAB, 0xB7, 0xBB, 0xD7, *_SIGNS, 0x2713}

_FEATURES = ["kern", "liga", "locl", "ccmp", "mark"]  # locl: the Serbian and Macedonian shapes
_COPYRIGHT, _FAMILY, _FULL_NAME, _POSTSCRIPT_NAME, _LICENCE, _LICENCE_ADDRESS = 0, 1, 4, 6, 13, 14
_MICROSOFT = 3
_STAMP = "stamp.txt"


@dataclass(frozen=True, slots=True)
class Font:
    """One file to make: from which original, at which weights, with which letters."""

    file: str
    family: str
    package: str
    original: str
    axes: Mapping[str, float | tuple[float, float]]
    letters: frozenset[int]


def _cuts(name: str, family: str, package: str, original: str, **axes: Any) -> tuple[Font, Font]:
    latin = Font(f"{name}-latin.woff2", family, package, original, axes, LATIN)
    cyrillic = Font(f"{name}-cyrillic.woff2", family, package, original, axes, CYRILLIC | _PLAIN)
    return latin, cyrillic


_SANS = ("Exchange Sans", "fontpkg-source-sans-3")
_SERIF = ("Exchange Serif", "fontpkg-source-serif-4")
FONTS: tuple[Font, ...] = (
    *_cuts("sans", *_SANS, "SourceSans3[wght].ttf", wght=(400, 700)),
    *_cuts("sans-italic", *_SANS, "SourceSans3-Italic[wght].ttf", wght=400),
    *_cuts("serif", *_SERIF, "SourceSerif4[opsz,wght].ttf", wght=600, opsz=24),
)


def _version() -> str:
    """Changes with the letters, the weights, the originals and the tool that cuts them."""
    packages = ("fonttools", "brotli", *sorted({font.package for font in FONTS}))
    about = [f"{name} {importlib.metadata.version(name)}" for name in packages]
    about += [f"{f.file} {sorted(f.axes.items())} {sorted(f.letters)} {_FEATURES}" for f in FONTS]
    return hashlib.sha256("\n".join(about).encode()).hexdigest()[:8]


VERSION = _version()


def build(target: Path) -> None:
    """Make in this folder what is missing there, or made to another recipe."""
    stamp = target / _STAMP
    is_ours = stamp.exists() and stamp.read_text() == VERSION
    missing = [font for font in FONTS if not (is_ours and (target / font.file).exists())]
    if not missing:
        return
    target.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    for font in missing:
        _cut(font, target / font.file)
    stamp.write_text(VERSION)


def _cut(font: Font, path: Path) -> None:
    module = font.package.replace("-", "_")
    with resources.as_file(resources.files(module) / "files" / font.original) as original:
        cut = TTFont(original)
        subsetter = Subsetter(_options())
        subsetter.populate(unicodes=font.letters)
        subsetter.subset(cut)
        cut = instantiateVariableFont(cut, font.axes, inplace=True)
    _rename(cut, font.family)
    cut.flavor = "woff2"
    unfinished = path.with_suffix(".unfinished")
    cut.save(unfinished)
    cut.close()
    unfinished.replace(path)


def _options() -> Options:
    options = Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [_COPYRIGHT, _FAMILY, _LICENCE, _LICENCE_ADDRESS]
    options.drop_tables += ["DSIG", "STAT", "meta"]
    return options


def _rename(font: Any, family: str) -> None:
    names = font["name"]
    for number in (_FAMILY, _FULL_NAME, _POSTSCRIPT_NAME):
        words = family.replace(" ", "") if number == _POSTSCRIPT_NAME else family
        names.setName(words, number, _MICROSOFT, 1, 0x409)

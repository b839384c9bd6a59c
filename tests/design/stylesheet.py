"""The style sheet as tests look at it: its tokens in both themes, and contrast by WCAG."""

import colorsys
import re
from pathlib import Path

STATIC = Path(__file__).parents[2] / "exchange" / "static"
CSS = (STATIC / "exchange.css").read_text(encoding="utf-8")

_TOKEN = re.compile(r"--([\w-]+):([^;}]+)")
_FACE = re.compile(r"\.av-(\d+)\{--hue:(\d+)\}")
FACES = {int(number): int(hue) for number, hue in _FACE.findall(CSS)}

Colour = tuple[float, float, float]


def _block(beginning: str) -> dict[str, str]:
    place = CSS.index(beginning)
    return dict(_TOKEN.findall(CSS[place : CSS.index("}", place)]))


LIGHT = _block(":root{")
DARK = LIGHT | _block("@media screen and (prefers-color-scheme:dark)")
THEMES = {"light": LIGHT, "dark": DARK}


def colour(text: str) -> Colour:
    """#abc or #aabbcc as three numbers from 0 to 1."""
    digits = text.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def of_hue(hue: int, saturation: float, lightness: str) -> Colour:
    return colorsys.hls_to_rgb(hue / 360, float(lightness.rstrip("%")) / 100, saturation)


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""A cover for a record that has no picture: its place, theme and title over fields seen from above.

The same for the same words and code, wherever it is drawn. One file of its own: no script, no style
sheet, no font but those of the machine, every word escaped. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from exchange.text.clean import printable

WIDTH, HEIGHT, CELL, MARGIN = 672, 420, 56, 36  # pixels
ROWS, COLUMNS = 2, WIDTH // CELL
_FITS = ((42, 3), (34, 4), (28, 5))  # size of the letters, and how many lines of them
_SERIF = "'Source Serif 4', Charter, Georgia, 'Noto Serif', serif"
_SANS = "'Source Sans 3', system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_PAPER, _LINE, _INK, _SOFT = "#ffffff", "#e3e1d6", "#20261f", "#5d665b"
_SMALL = 25  # pixels: the letters of theme and place


@dataclass(frozen=True, slots=True)
class _Colours:
    """Of a theme, from pale to strong; its name stands on the paper in `words`."""

    tones: tuple[str, str, str]
    words: str


_GREEN = _Colours(("#e6efe5", "#a9c4ae", "#2c5e3f"), "#1f4630")
_WHEAT = _Colours(("#fbf1da", "#ecca88", "#d99a2b"), "#7a4f05")
_CLAY = _Colours(("#f9e7e1", "#dba895", "#a8442a"), "#a8442a")
_SKY = _Colours(("#e3ecf4", "#9dbad2", "#2b5c8a"), "#2b5c8a")
_ALL = (_GREEN, _WHEAT, _CLAY, _SKY)
_OF_THEMES = {
    **dict.fromkeys(("environment", "leader", "volunteers", "platform"), _GREEN),
    **dict.fromkeys(("short-chains", "culture", "tourism", "capacity-building"), _WHEAT),
    **dict.fromkeys(("women", "vulnerable-groups", "social-enterprise", "consultation"), _CLAY),
    **dict.fromkeys(("youth", "digital", "services", "rural-policy"), _SKY),
}


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on it, in the language of the record."""

    code: str
    title: str
    place: str
    themes: Sequence[tuple[str, str]]  # slugs and names
    html_lang: str


def cover_svg(cover: Cover) -> str:
    themes = [_colours_of(slug) for slug, _name in cover.themes[:2]] or [_GREEN]
    title = _clean(cover.title) or cover.code
    size, lines = _fitted(title)
    parts = [
        Markup('<path fill="{}" d="M0 0h{w}v{h}H0z"/>').format(_PAPER, w=WIDTH, h=HEIGHT),
        *_fields(cover.code, themes),
        _line(_cut(_clean(_theme(cover)), _SMALL), ROWS * CELL + 44, _SMALL, themes[0].words),
        *(
            _line(words, ROWS * CELL + 62 + round(size * 1.18) * n, size, _INK, is_title=True)
            for n, words in enumerate(lines, start=1)
        ),
        _line(_cut(_clean(cover.place), _SMALL), HEIGHT - 28, _SMALL, _SOFT),
        Markup('<path fill="none" stroke="{}" stroke-width="2" d="M1 1h{w}v{h}H1z"/>').format(
            _LINE, w=WIDTH - 2, h=HEIGHT - 2
        ),
    ]
    return str(_beginning(cover, title) + Markup("\n").join(parts) + Markup("\n</svg>\n"))


def _beginning(cover: Cover, title: str) -> Markup:
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}"'
        ' lang="{lang}"><title>{title}</title>\n'
    ).format(w=WIDTH, h=HEIGHT, lang=cover.html_lang, title=title)


def _theme(cover: Cover) -> str:
    return " · ".join(name for _slug, name in cover.themes[:2])


def _colours_of(slug: str) -> _Colours:
    return _OF_THEMES.get(slug) or _ALL[sha256(slug.encode()).digest()[0] % len(_ALL)]


# The fields: squares, each plain, cut across, rounded or in furrows, as the code says.


def _fields(code: str, themes: Sequence[_Colours]) -> Iterator[Markup]:
    seed = sha256(code.encode()).digest() + sha256(code[::-1].encode()).digest()
    for n in range(ROWS * COLUMNS):
        row, column = divmod(n, COLUMNS)
        shape, tone = seed[n], seed[(n * 7 + 3) % len(seed)]
        colours = themes[1 if len(themes) > 1 and tone % 3 == 0 else 0]
        ground, figure = colours.tones[tone // 3 % 3], colours.tones[(tone // 3 + 1 + tone % 2) % 3]
        yield _field(column * CELL, row * CELL, (ground, figure), shape)


def _field(x: int, y: int, colours: tuple[str, str], shape: int) -> Markup:
    ground = Markup('<path fill="{}" d="M{} {}h{c}v{c}h-{c}z"/>').format(colours[0], x, y, c=CELL)
    right, below = x + CELL, y + CELL
    drawn = (
        f"M{x} {y}h{CELL}l-{CELL} {CELL}z",
        f"M{right} {y}v{CELL}h-{CELL}z",
        f"M{x} {below}v-{CELL}a{CELL} {CELL} 0 0 1 {CELL} {CELL}z",
        f"M{right} {y}v{CELL}a{CELL} {CELL} 0 0 1 -{CELL} -{CELL}z",
        "".join(f"M{x} {y + step}h{CELL}v7h-{CELL}z" for step in range(7, CELL, 14)),
        "".join(f"M{x + step} {y}v{CELL}h7v-{CELL}z" for step in range(7, CELL, 14)),
        "",
    )[shape % 7]
    figure = Markup('<path fill="{}" d="{}"/>').format(colours[1], drawn) if drawn else Markup("")
    return ground + figure


# The words: no program measures them for us, so each letter is taken to be rather wide.


def _clean(text: str) -> str:
    return " ".join(printable(text).split())


def _line(words: str, y: int, size: int, colour: str, *, is_title: bool = False) -> Markup:
    if not words:
        return Markup("")
    font, weight = (_SERIF, 600) if is_title else (_SANS, 400)
    return Markup(
        '<text x="{}" y="{}" font-family="{}" font-size="{}" font-weight="{}" fill="{}">{}</text>'
    ).format(MARGIN, y, font, size, weight, colour, words)


def _fitted(title: str) -> tuple[int, Sequence[str]]:
    """The largest letters in which it fits, and its lines."""
    for size, most in _FITS:
        lines = _wrapped(title, size)
        if len(lines) <= most:
            return size, lines
    size, most = _FITS[-1]
    return size, [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), size)]


def _wrapped(text: str, size: int) -> Sequence[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer, size) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
            continue
        lines.append("")
        for letter in word:
            if _width(lines[-1] + letter, size) > WIDTH - 2 * MARGIN:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def _cut(text: str, size: int) -> str:
    """As much of it as stands in one line."""
    if _width(text, size) <= WIDTH - 2 * MARGIN:
        return text
    while text and _width(text + "…", size) > WIDTH - 2 * MARGIN:
        text = text[:-1]
    return text.rstrip() + "…"


def _width(text: str, size: int) -> float:
    return size * sum(map(_share, text))


def _share(letter: str) -> float:
    """Of the height of the letters."""
    if letter in " .,:;!|'’‘іїјilıft()[]-–":
        return 0.43
    if letter in "mwMWшщжюфыњљђШЩЖЮФЫЊЉЂ—…@%" or ord(letter) > 0x2E7F:
        return 1.12
    if letter.isupper():
        return 0.86
    return 0.74 if "Ѐ" <= letter <= "ӿ" else 0.69

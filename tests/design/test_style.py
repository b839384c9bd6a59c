import gzip
import re

import pytest

from exchange.serve.scripts import made_small
from tests.design.stylesheet import CSS, DARK, LIGHT, STATIC

TEMPLATES = STATIC.parent / "templates"
DRAWN_LIGHT = {
    "paper": "#fbfaf5",
    "card": "#fff",
    "ink": "#20261f",
    "soft": "#5d665b",
    "line": "#e3e1d6",
    "edge": "#7c8276",
    "field": "#2c5e3f",
    "deep": "#1f4630",
    "pale": "#e6efe5",
    "wheat": "#d99a2b",
    "wheat-ink": "#9a6a12",
    "wheat-pale": "#fbf1da",
    "clay": "#a8442a",
    "sky": "#2b5c8a",
}
DRAWN_DARK = {
    "paper": "#171b16",
    "card": "#1f241e",
    "ink": "#e9e8df",
    "soft": "#a9b0a5",
    "line": "#333a32",
    "edge": "#7b8479",
    "field": "#7fbf95",
    "on-field": "#10140f",
    "deep": "#a5d6b5",
    "pale": "#22332a",
    "wheat": "#e0ac4a",
    "wheat-pale": "#3a2f16",
    "clay": "#ee9a7e",
    "sky": "#8dbbe6",
}
CLASS = re.compile(r'class="([^"{]*)"')


@pytest.mark.parametrize(("theme", "drawn"), [(LIGHT, DRAWN_LIGHT), (DARK, DRAWN_DARK)])
def test_the_tokens_are_those_that_were_drawn(theme: dict[str, str], drawn: dict[str, str]) -> None:
    assert {name: theme[name] for name in drawn} == drawn


def test_the_style_is_light_enough_for_a_village_connection() -> None:
    assert len(CSS.encode()) <= 36_000
    assert len(gzip.compress(CSS.encode(), 9)) <= 9_500


def test_all_scripts_together_weigh_little() -> None:
    assert sum(len(made_small(path).encode()) for path in STATIC.glob("*.js")) <= 12_000


def test_the_style_and_the_drawings_ask_no_other_host() -> None:
    for path in (*STATIC.glob("*.css"), *STATIC.glob("*.js"), *STATIC.glob("*.svg")):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "//" not in re.sub(r"\s//\s[^\n]*", "", text), path.name


def test_every_colour_outside_the_tokens_is_a_token() -> None:
    tokens = CSS.index("*,::before")
    rules = CSS[tokens : CSS.index("@media print")]
    loose = re.findall(r"#[0-9a-f]{3,8}\b", rules)
    assert loose == ["#fff"], "only the white edge of the emblem is not a token"


def test_classes_of_the_frame_and_the_macros_have_a_style() -> None:
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", CSS)) | _ONLY_NAMES
    for path in TEMPLATES.rglob("*.html"):
        for names in CLASS.findall(path.read_text(encoding="utf-8")):
            assert set(names.split()) <= known, f"{path.name}: {names}"


_ONLY_NAMES = {"flashes", "me"}  # name a part for readers of the page's source


def test_the_emblem_is_two_by_three_and_unmodified() -> None:
    emblem = (STATIC / "emblem-eu.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 810 540" width="60" height="40"' in emblem
    assert emblem.count("<use ") == 12
    assert 'fill="#039"' in emblem
    assert 'fill="#fc0"' in emblem


def test_scripts_are_sent_without_what_only_their_readers_need() -> None:
    for path in STATIC.glob("*.js"):
        small = made_small(path)
        assert "/*" not in small
        assert "// " not in small
        assert len(small) < path.stat().st_size

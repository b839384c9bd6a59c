import pytest

from tests.design.stylesheet import FACES, THEMES, colour, contrast, of_hue

TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2 AA: words; borders of controls, focus, meaningful signs

WORDS = [
    *((ink, ground) for ink in ("ink", "soft", "deep") for ground in ("paper", "card", "band")),
    *((ink, "pale") for ink in ("ink", "soft", "deep", "field")),
    *((ink, ground) for ink in ("clay", "field") for ground in ("paper", "card")),
    *((ink, "wheat-pale") for ink in ("ink", "deep", "wheat-deep")),
    *((ink, "clay-pale") for ink in ("ink", "clay")),
    ("on-field", "field"),
    ("on-field", "deep"),
]
SHAPES = [
    *(
        (shape, ground)
        for shape in ("edge", "sky", "field", "clay")
        for ground in ("paper", "card")
    ),
    ("edge", "band"),
    ("sky", "pale"),
    ("sky", "band"),
    ("sky", "clay-pale"),
    ("wheat-ink", "paper"),
    ("wheat-ink", "card"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read_on_every_ground_they_stand_on(theme: str, ink: str, ground: str) -> None:
    tokens = THEMES[theme]
    assert contrast(colour(tokens[ink]), colour(tokens[ground])) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_borders_and_focus_can_be_seen(theme: str, shape: str, ground: str) -> None:
    tokens = THEMES[theme]
    assert contrast(colour(tokens[shape]), colour(tokens[ground])) >= SHAPE


@pytest.mark.parametrize("theme", THEMES)
def test_initials_can_be_read_in_all_twelve_colours(theme: str) -> None:
    tokens = THEMES[theme]
    assert sorted(FACES) == list(range(12))
    for hue in FACES.values():
        ground = of_hue(hue, 0.34, tokens["face"])
        assert contrast(of_hue(hue, 0.45, tokens["face-ink"]), ground) >= TEXT


def test_the_measure_of_contrast_is_that_of_the_standard() -> None:
    assert contrast(colour("#000"), colour("#fff")) == pytest.approx(21)
    assert contrast(colour("#777"), colour("#fff")) == pytest.approx(4.48, abs=0.01)

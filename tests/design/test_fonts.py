import re
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exchange.serve import fonts
from tests.design.stylesheet import CSS, STATIC

pytestmark = pytest.mark.slow

OURS_LATIN = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ĀāČčĒēĢģĪīĶķĻļŅņŠšŪūŽžÇçËëĆćĐđŚśŹźĞğİıÖöŞşÜüÂâÎîÛû.,:;!?()[]–—„“”‘’«»·…€→←✓×%*"
)
OURS_CYRILLIC = (
    "АБВГДЂЃЕЖЗЅИЈКЌЛЉМНЊОПРСТЋУФХЦЧЏШабвгдђѓежзѕијкќлљмнњопрстћуфхцчџшЀѐЍѝ0123456789.,:;!?–„“”·→✓"
)
# Advance widths of Arial (1/2048 em), and of the fonts made to its measure
ARIAL = dict.fromkeys("abdeghnopqu", 1139) | dict.fromkeys("cksvxyz", 1024)
ARIAL |= dict.fromkeys(" ft", 569) | dict.fromkeys("ijl", 455) | {"m": 1706, "r": 682, "w": 1479}
A_SENTENCE = "we have three candidate territories and village associations are ready to begin"


@pytest.fixture(scope="module")
def made() -> Path:
    """The folder that pages are served from: made once per machine."""
    folder = STATIC / "fonts"
    fonts.build(folder)
    return folder


def _face(folder: Path, name: str) -> TTFont:
    return TTFont(folder / name)


@pytest.mark.parametrize("family", ["sans", "serif"])
@pytest.mark.parametrize(
    ("script", "letters"), [("latin", OURS_LATIN), ("cyrillic", OURS_CYRILLIC)]
)
def test_every_letter_of_our_languages_is_there(
    made: Path, family: str, script: str, letters: str
) -> None:
    known = _face(made, f"{family}-{script}.woff2").getBestCmap()
    assert not [letter for letter in letters if ord(letter) not in known]


def test_a_first_visit_loads_little(made: Path) -> None:
    for script in ("latin", "cyrillic"):
        loaded = [made / f"sans-{script}.woff2", made / f"serif-{script}.woff2"]
        assert sum(path.stat().st_size for path in loaded) <= 60_000


@pytest.mark.parametrize("name", ["sans-cyrillic.woff2", "sans-italic-cyrillic.woff2"])
def test_serbian_keeps_its_own_shapes(made: Path, name: str) -> None:
    scripts = _face(made, name)["GSUB"].table.ScriptList.ScriptRecord
    serbian = {tag.LangSysTag for s in scripts for tag in s.Script.LangSysRecord}
    assert "SRB " in serbian


def test_the_weights_run_from_400_to_700(made: Path) -> None:
    (axis,) = _face(made, "sans-latin.woff2")["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 700)


def test_what_is_cut_does_not_carry_the_reserved_name(made: Path) -> None:
    for font in fonts.FONTS:
        names = _face(made, font.file)["name"]
        assert names.getDebugName(1) == font.family
        assert "SIL Open Font License" in names.getDebugName(13)


def test_a_second_build_changes_nothing(made: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    fonts.build(made)
    assert {path.name: path.stat().st_mtime_ns for path in made.iterdir()} == before


def test_a_missing_file_is_made_again_and_the_others_are_left(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fonts"
    shutil.copytree(made, folder)
    (folder / "sans-italic-cyrillic.woff2").unlink()
    kept = (folder / "sans-latin.woff2").stat().st_mtime_ns
    fonts.build(folder)
    assert (folder / "sans-italic-cyrillic.woff2").stat().st_size > 10_000
    assert (folder / "sans-latin.woff2").stat().st_mtime_ns == kept


def test_the_style_names_every_file_with_its_version() -> None:
    asked = set(re.findall(r'url\("fonts/([^"]+)"\)', CSS))
    assert asked == {f"{font.file}?v={fonts.VERSION}" for font in fonts.FONTS}


def test_the_style_asks_for_a_file_only_for_letters_that_are_in_it() -> None:
    inside = {font.file: font.letters for font in fonts.FONTS}
    for file, ranges in re.findall(r"fonts/([\w-]+\.woff2)[^}]*unicode-range:([^;}]+)", CSS):
        asked = {code for part in ranges.split(",") for code in _codes(part)}
        own = asked - set(range(0x400, 0x460))  # the block is asked for whole
        assert own <= inside[file], file


def _codes(part: str) -> range:
    first, _, last = part.removeprefix("U+").partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def test_the_font_in_the_meantime_is_as_wide_as_ours(made: Path) -> None:
    ours = _face(made, "sans-latin.woff2")
    known, widths = ours.getBestCmap(), ours["hmtx"]
    wide = sum(widths[known[ord(letter)]][0] for letter in A_SENTENCE) / 1000
    meantime = sum(ARIAL[letter] for letter in A_SENTENCE) / 2048
    stretched = float(re.findall(r'local\("Arial"\).*?size-adjust:([\d.]+)%', CSS)[0]) / 100
    assert wide == pytest.approx(meantime * stretched, rel=0.015)

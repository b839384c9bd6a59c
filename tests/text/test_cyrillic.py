import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from exchange.text.cyrillic import build_latin_catalogue, to_latin

MASTER = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: sr\\n"

#. Shown on the button
#: templates/thread.html:3
msgid "Ask"
msgstr "Питај"

msgctxt "state"
msgid "open"
msgstr "отворено"

#, python-format
msgid "%(num)d post by %(user)s"
msgid_plural "%(num)d posts by %(user)s"
msgstr[0] "%(num)d објава од %(user)s"
msgstr[1] "%(num)d објаве од %(user)s"
msgstr[2] "%(num)d објава, Његош %(user)s"

msgid "Later"
msgstr ""
"""


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("ЉУБАВ Љубав љубав", "LJUBAV Ljubav ljubav"),
        ("ЊЕГОШ Његош Џ КОЊ Коњ", "NJEGOŠ Njegoš Dž KONJ Konj"),
        ("Ђак, чвор, џеп, ћуп, жаба, шума", "Đak, čvor, džep, ćup, žaba, šuma"),
        ('<a href="%(url)s">погледај</a> {email}', '<a href="%(url)s">pogledaj</a> {email}'),
        ("види https://пример.срб/пут и пиши", "vidi https://пример.срб/пут i piši"),
        ("već latinica", "već latinica"),
    ],
)
def test_cyrillic_becomes_latin_and_nothing_else_changes(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_never_touched(text: str) -> None:
    assert to_latin(text) == text


@given(
    st.text(st.sampled_from("абвгдђежзијклљмнњопрстћуфхцчџшАБВГДЂЕЖЗИЈКЛЉМНЊОПРСТЋУФХЦЧЏШ %(a)s"))
)
def test_no_serbian_letter_stays_cyrillic(text: str) -> None:
    assert not re.search("[Ѐ-ӿ]", to_latin(text))


def test_the_latin_catalogue_is_built_from_the_master(tmp_path: Path) -> None:
    source, target = tmp_path / "sr.po", tmp_path / "sr_Latn" / "LC_MESSAGES" / "messages.po"
    source.write_text(MASTER, encoding="utf-8")
    build_latin_catalogue(source, target)
    with target.open("rb") as file:
        latin = read_po(file, locale="sr_Latn")
    assert latin["Ask"].string == "Pitaj"
    assert latin.get("open", context="state").string == "otvoreno"
    assert latin["Later"].string == ""
    assert latin["%(num)d post by %(user)s"].string == (
        "%(num)d objava od %(user)s",
        "%(num)d objave od %(user)s",
        "%(num)d objava, Njegoš %(user)s",
    )
    assert latin.num_plurals == 3
    assert "n%100>14" in latin.plural_expr
    first = target.read_bytes()
    build_latin_catalogue(source, target)
    assert target.read_bytes() == first

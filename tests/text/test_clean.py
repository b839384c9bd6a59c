import html
import re
import unicodedata
from collections.abc import Callable

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text.clean import SLUG_LENGTH, Unfit, printable, slug, tidy_line, tidy_text

storable = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(storable)
def test_a_tidy_text_is_tidy_already(text: str) -> None:
    once = tidy_text(text)
    assert tidy_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", once)


@given(storable)
def test_a_tidy_line_is_one_line(text: str) -> None:
    once = tidy_line(text)
    assert tidy_line(once) == once
    assert len(once.splitlines()) <= 1
    assert "  " not in once


@given(storable)
def test_a_slug_is_short_and_plain(text: str) -> None:
    made = slug(text)
    assert re.fullmatch("(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= SLUG_LENGTH
    assert slug(made) == made


@pytest.mark.parametrize("tidy", [tidy_line, tidy_text])
@pytest.mark.parametrize("blank", list("\t \u00a0\u200b\u3164\u2800\u202e\n"))
def test_what_shows_nothing_is_nothing(tidy: Callable[[str], str], blank: str) -> None:
    assert tidy(blank * 3) == ""


@pytest.mark.parametrize("tidy", [tidy_line, tidy_text])
@pytest.mark.parametrize("broken", ["a\0b", "a\ud83d", "\udfff"])
def test_what_no_database_takes_is_refused(tidy: Callable[[str], str], broken: str) -> None:
    with pytest.raises(Unfit) as refused:
        tidy(broken)
    assert str(refused.value.reason) == "The text contains characters that cannot be stored."


@given(storable)
def test_whoever_gets_their_text_back_has_lost_nothing_that_would_have_been_kept(text: str) -> None:
    assert tidy_text(printable(text)) == tidy_text(text)


@pytest.mark.parametrize(
    "text", ["👩‍🌾 ģimene", "5\u00a0km", "co\u00adoperative", "a\r\n\tb", "می‌خواهم"]
)
def test_joiners_and_hard_spaces_come_back_as_they_were(text: str) -> None:
    assert printable(text) == text


@given(st.text(st.characters(), min_size=1))
def test_what_comes_back_can_stand_on_a_page(text: str) -> None:
    html5lib.HTMLParser(strict=True).parseFragment(f"<p>{html.escape(printable(text))}</p>")
    html5lib.HTMLParser(strict=True).parseFragment(f"<p>{html.escape(_tidy(text))}</p>")


def _tidy(text: str) -> str:
    try:
        return tidy_text(text)
    except Unfit:
        return ""


def test_lines_are_kept_in_a_text_and_joined_in_a_line() -> None:
    typed = "\r\nЈедан\rдва\r\n\r\n  tri\u2028four \x07\u202e"
    assert tidy_text(typed) == "Један\nдва\n\n  tri\nfour"
    assert tidy_line(typed) == "Један два tri four"


def test_letters_are_composed_and_emoji_stay_whole() -> None:
    assert tidy_line("z\u030cena") == "žena"
    assert tidy_line("👩‍🌾 family") == "👩‍🌾 family"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Шта је ЛЕАДЕР?", "sta-je-leader"),
        ("Ђорђе Đorđević", "djordje-djordjevic"),
        ("Iğdır'da ışık: İPARD", "igdir-da-isik-ipard"),
        ("Çmimi i qumështit, Kukës", "cmimi-i-qumeshtit-kukes"),
        ("Ķekavas ciems — lauku attīstība", "kekavas-ciems-lauku-attistiba"),
        ("Ќе има ли ѓубре?", "kje-ima-li-gjubre"),
        ("🙂 ?!", ""),
        ("a" * 70, "a" * 60),
        ("word " * 20, "-".join(["word"] * 12)),
    ],
)
def test_a_slug_can_be_read_aloud(text: str, made: str) -> None:
    assert slug(text) == made

import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.text.fold import fold, words
from exchange.text.marks import mark_words
from exchange.text.stems import GROUPS, NORM_VERSION, group_of, query_stems, stems

PAIRS = json.loads((Path(__file__).parent / "search_pairs.json").read_text(encoding="utf-8"))
OUT_OF_REACH = {("ujë", "Mungesa e ujit në fshat.")}  # two letters are left: for the dictionary


def finds(query: str, text: str, code: str) -> bool:
    indexed: set[str] = set()
    for word, _, _ in words(text):
        indexed |= {fold(word), *stems(fold(word), group_of(code))}
    return all({fold(word), *query_stems(fold(word))} & indexed for word, _, _ in words(query))


def test_words_are_found_in_other_inflections_and_scripts() -> None:
    missed = {(pair[0], pair[1]) for pair in PAIRS["must_find"] if not finds(*pair)}
    assert len(PAIRS["must_find"]) >= 40
    assert missed == OUT_OF_REACH


def test_words_that_only_begin_alike_are_not_found() -> None:
    assert len(PAIRS["must_not_find"]) >= 20
    assert [pair for pair in PAIRS["must_not_find"] if finds(*pair)] == []


@pytest.mark.parametrize(
    ("spellings", "folded"),
    [
        ("Opština opstina ОПШТИНА општина", "opstina"),
        ("Đorđević Djordjevic Dordevic Ђорђевић", "dordevic"),
        ("KIRSAL kırsal Kırsal kirsal KİRSAL", "kirsal"),
        ("Qumësht qumesht", "qumesht"),
        ("Ķekava kekava", "kekava"),
        ("Ѓубре gjubre", "gjubre"),
        ("Strasse Straße", "strasse"),
    ],
)
def test_all_spellings_of_a_word_fold_to_one(spellings: str, folded: str) -> None:
    assert {fold(word) for word in spellings.split()} == {folded}


@given(st.text(st.sampled_from("abčćđžšljnjабвгђжљњћџѓќѕëçıİIğāķ'’ß")))
def test_a_folded_word_of_our_languages_is_plain(word: str) -> None:
    assert fold(word).isascii()
    assert fold(word) == fold(word).lower()


def test_words_know_where_they_stand() -> None:
    text = "Јован’s z\u030cena, 12 kom_ada!"
    assert all(text[start:end] == word for word, start, end in words(text))
    assert [word for word, _, _ in words(text)] == ["Јован’s", "z\u030cena", "12", "kom", "ada"]


def test_each_language_has_its_group() -> None:
    codes = ["en", "lv", "sq", "bs", "hr", "sr", "sr-latn", "cnr", "mk", "tr"]
    assert {group_of(code) for code in codes} == set(GROUPS)
    with pytest.raises(KeyError):
        group_of("de")


@pytest.mark.parametrize("group", GROUPS)
def test_short_words_and_figures_have_no_stem(group: str) -> None:
    assert stems("ag", group) == ()
    assert stems("2026", group) == ()
    assert NORM_VERSION >= 1


@given(st.text(st.sampled_from("abcdeghijklmnoprstuvz"), min_size=3), st.sampled_from(GROUPS))
def test_a_stem_is_never_empty(word: str, group: str) -> None:
    assert all(len(stem) >= 2 for stem in stems(word, group))


def test_threads_do_not_mix_their_words() -> None:
    made: dict[str, str] = {}

    def stem_many(letter: str) -> None:
        for n in range(300):
            word = f"{letter}{'ar' * (n + 3)}ming"
            made[word] = stems.__wrapped__(word, "en")[0]

    threads = [threading.Thread(target=stem_many, args=(letter,)) for letter in "bdfg"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(word == stem + "ing" for word, stem in made.items())


def test_the_original_words_are_marked() -> None:
    assert mark_words("Задругама треба млеко.", ["zadruga", "mlijeko"]) == [
        ("Задругама", True),
        (" треба ", False),
        ("млеко", True),
        (".", False),
    ]


def test_the_densest_part_is_shown() -> None:
    text = "Zadruga. " + "bla " * 60 + "zadruge i mlijeko " + "bla " * 60
    pieces = mark_words(text, ["zadruga", "mleko"], window=12)
    assert [piece for piece, is_hit in pieces if is_hit] == ["zadruge", "mlijeko"]
    assert pieces[0] == ("… ", False)
    assert pieces[-1][0].endswith(" …")


def test_a_text_without_a_hit_shows_its_beginning() -> None:
    assert mark_words("", ["a"]) == []
    assert mark_words("Sir i hleb", ["voda"]) == [("Sir i hleb", False)]
    [(shown, is_hit)] = mark_words("sir " * 200, ["voda"])
    assert len(shown) <= 202
    assert not is_hit


def test_the_last_word_may_be_half_typed() -> None:
    assert mark_words("Poljoprivreda", ["poljopr"]) == [("Poljoprivreda", False)]
    assert mark_words("Poljoprivreda", ["poljopr"], last_is_prefix=True) == [
        ("Poljoprivreda", True)
    ]


def test_the_group_of_the_text_may_be_given() -> None:
    assert mark_words("Köylerimizde su var", ["koy"], group="tr")[0] == ("Köylerimizde", True)


@given(st.lists(st.sampled_from(["zadruga", "selo", "x", "\n", " ", "."])), st.integers(5, 40))
def test_the_pieces_are_the_text(parts: list[str], window: int) -> None:
    text = " ".join(parts)
    shown = "".join(piece for piece, _ in mark_words(text, ["selo"], window=window))
    assert shown.removeprefix("… ").removesuffix(" …") in text

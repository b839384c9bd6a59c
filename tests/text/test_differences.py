"""What is told of two texts gives both of them back, and never costs more than a little."""

import random

import pytest

from exchange.text import differences as module
from exchange.text.differences import Stretch, Work, differences


def told(old, new):
    return [(stretch.kind, stretch.words) for stretch in differences(old, new)]


def both(stretches):
    was = "".join(s.words for s in stretches if s.kind != "new")
    return was, "".join(s.words for s in stretches if s.kind != "gone")


def test_one_word_is_told_within_what_stayed():
    assert told("Forty per cent.", "Sixty per cent.") == [
        ("gone", "Forty"),
        ("new", "Sixty"),
        ("same", " per cent."),
    ]


def test_words_next_to_each_other_are_one_change():
    assert told("we paid forty euros", "we paid about fifty euros, once") == [
        ("same", "we paid "),
        ("gone", "forty "),
        ("new", "about fifty "),
        ("same", "euros"),
        ("new", ", once"),
    ]


def test_what_only_came_or_only_went_is_told_as_that():
    assert told("", "All new.") == [("new", "All new.")]
    assert told("All gone.", "") == [("gone", "All gone.")]
    assert told("", "") == []


def test_of_a_long_text_what_stands_by_the_change_is_shown():
    before, after = "word " * 500, "term " * 500
    stretches = differences(f"{before}old {after}", f"{before}new {after}")
    assert [s.kind for s in stretches] == ["skipped", "same", "gone", "new", "same", "skipped"]
    assert both(stretches) == (f"{before}old {after}", f"{before}new {after}")
    assert all(len(s.words) <= module.CONTEXT for s in stretches if s.kind == "same")


@pytest.mark.parametrize("alphabet", ["ab \n", "a. \n", "ab cd ef gh\n", "šđжћ ı\n"])
@pytest.mark.parametrize("work", [0, 50, module.MOST_WORK])
def test_both_texts_come_back_whole(alphabet, work):
    chance = random.Random(20160913)
    for _ in range(150):
        old = "".join(chance.choice(alphabet) for _ in range(chance.randrange(120)))
        at = chance.randrange(len(old) + 1)
        came = "".join(chance.choice(alphabet) for _ in range(chance.randrange(30)))
        for new in (old[:at] + came + old[at + chance.randrange(20) :], came):
            stretches = differences(old, new, Work(work))
            assert both(stretches) == (old, new)
            assert all(isinstance(s, Stretch) and s.words for s in stretches)


def test_a_page_of_the_worst_texts_costs_no_more_than_its_work(monkeypatch):
    chance = random.Random(1)
    old, new = ("\n".join(chance.choice("ab") for _ in range(16_000)) for _ in range(2))
    work = Work()
    for _ in range(5):
        assert both(differences(old, new, work)) == (old, new)
    assert -16_000 < work.left <= 0
    assert told("a b", "a c")[0] == ("same", "a ")
    assert differences("a b", "a c", work) == [Stretch("gone", "a b"), Stretch("new", "a c")]

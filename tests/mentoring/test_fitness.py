"""Who fits a question: a table of cases, and that the share is fair."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from exchange.mentoring.fitness import Asked, MentorFacts, from_reasons, rank, weigh
from exchange.mentoring.reasons import sentence_of
from exchange.tags.queries import TagRow
from exchange.text.wording import use_language

IPARD, LEADER, MILK = 1, 2, 3
QUESTION = Asked(7, 99, "mk", "MK", 1, False, False)
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def a_mentor(number: int = 1, **given: Any) -> MentorFacts:
    facts: dict[str, Any] = {
        "reads": ["mk", "en"],
        "writes": ["mk"],
        "countries": [],
        "themes": {},
        "open": 0,
        "most_open": 3,
        "is_away": False,
        "helped": 0,
        "asked_lately": 0,
        "last_asked_at": None,
    }
    return MentorFacts(id=number, **(facts | given))


def order(*mentors: MentorFacts, asked: Asked = QUESTION) -> list[int]:
    return [one.mentor_id for one in rank(asked, mentors) if one.is_free]


BETTER: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "who knows the theme before who does not": ({"themes": {IPARD: "some"}}, {}),
    "who knows it better": ({"themes": {IPARD: "expert"}}, {"themes": {IPARD: "well"}}),
    "who knows more of its themes": (
        {"themes": {IPARD: "well", LEADER: "well"}},
        {"themes": {IPARD: "expert"}},
    ),
    "who writes its language before who reads it alone": ({}, {"writes": ["en"]}),
    "who knows the country": ({"countries": ["MK"]}, {"countries": ["RS"]}),
    "who has fewer open questions": ({"open": 0}, {"open": 2}),
    "who has helped this asker": ({"helped": 1}, {"helped": 0}),
    "who knows the theme before who knows the country": (
        {"themes": {IPARD: "well"}},
        {"countries": ["MK"]},
    ),
    "of equals, whoever was asked less often": ({"asked_lately": 1}, {"asked_lately": 2}),
    "of equals who were asked as often, whoever longest ago": (
        {"asked_lately": 1, "last_asked_at": START},
        {"asked_lately": 1, "last_asked_at": START + timedelta(hours=1)},
    ),
    "who fits better, though asked more often": (
        {"themes": {IPARD: "some"}, "asked_lately": 30},
        {"asked_lately": 0},
    ),
}


@pytest.mark.parametrize("case", BETTER)
def test_the_first_is(case: str) -> None:
    better, other = BETTER[case]
    assert order(a_mentor(2, **better), a_mentor(1, **other)) == [2, 1]
    assert order(a_mentor(1, **other), a_mentor(2, **better)) == [2, 1]


def test_who_has_not_answered_to_many_comes_after_all_others_and_is_asked_still() -> None:
    knows = {"themes": {IPARD: "expert"}, "writes": ["mk"]}
    a_few = a_mentor(1, **knows, waiting=8)
    many = a_mentor(2, **knows, waiting=9)
    with_two_open = a_mentor(3, **knows, open=2, waiting=3)
    reads_alone = a_mentor(4, writes=["en"])
    assert order(many, with_two_open, reads_alone, a_few) == [1, 4, 2, 3]


NEVER: dict[str, MentorFacts] = {
    "whoever asked it": a_mentor(99),
    "who cannot read it": a_mentor(reads=["tr"], writes=["tr"]),
    "who has as many as they want": a_mentor(open=3),
    "who has more than they want": a_mentor(open=5),
    "who wants none": a_mentor(most_open=0),
    "who is away": a_mentor(is_away=True),
}


@pytest.mark.parametrize("case", NEVER)
def test_nobody_asks(case: str) -> None:
    assert order(NEVER[case], a_mentor(2)) == [2]


def test_who_has_too_many_or_is_away_may_still_be_chosen_by_somebody() -> None:
    full, away = a_mentor(1, open=3), a_mentor(2, is_away=True)
    assert {one.mentor_id for one in rank(QUESTION, [full, away, a_mentor(99)])} == {1, 2}


def test_languages_that_are_read_alike_are_one() -> None:
    asked = replace(QUESTION, lang="cnr")
    assert order(a_mentor(reads=["en"], writes=["hr"]), asked=asked) == [1]
    fit = weigh(asked, a_mentor(reads=["sr"], writes=["bs"]))
    assert fit is not None
    assert fit.language == "writes"


def test_equal_ones_stand_in_the_order_of_their_numbers() -> None:
    assert order(a_mentor(3), a_mentor(1), a_mentor(2)) == [1, 2, 3]


def test_a_question_without_subjects_favours_nobody() -> None:
    assert order(a_mentor(2), a_mentor(1)) == [1, 2]
    with_country_unknown = replace(QUESTION, country="")
    assert order(a_mentor(2, countries=["", "MK"]), a_mentor(1), asked=with_country_unknown) == [
        1,
        2,
    ]


def test_the_reasons_are_kept_and_said_in_any_language() -> None:
    mentor = a_mentor(themes={LEADER: "some", IPARD: "expert"}, open=1, countries=["MK"], helped=2)
    fit = weigh(QUESTION, mentor)
    assert fit is not None
    kept = from_reasons({**fit.as_reasons(), "themes": [[IPARD, "expert"], [LEADER, "some"]]})
    assert kept == fit
    tags = {
        IPARD: TagRow(IPARD, "ipard", {"en": "IPARD"}, True),
        LEADER: TagRow(LEADER, "leader", {"en": "LEADER"}, True),
    }
    assert sentence_of(kept, tags) == (
        "Knows: IPARD, LEADER. Reads and writes: Macedonian. Open questions: 1 of 3. "
        "Knows the country/territory. Answers that this asker accepted: 2."
    )
    with use_language("lv"):
        assert "maķedoniešu" in sentence_of(kept, tags)


def test_what_does_not_hold_is_not_said() -> None:
    fit = weigh(QUESTION, a_mentor(writes=[], most_open=1))
    assert fit is not None
    assert sentence_of(fit, {}) == "Reads: Macedonian. Open questions: 0 of 1."


class _Year:
    """Questions that are asked one after the other; each is put to three, taken by whoever of these
    is at the desk, and answered some questions later. Those that nobody takes wait for all three
    until others have answered them."""

    def __init__(
        self, *mentors: MentorFacts, answered_after: int = 4, untaken: float = 0, silent: int = 20
    ) -> None:
        self.mentors = {one.id: one for one in mentors}
        self.asked: Counter[int] = Counter({one.id: 0 for one in mentors})
        self._open: list[int] = []
        self._chance = Random(answered_after)
        self._after = answered_after
        self._untaken, self._silent = untaken, silent
        self._waiting: list[list[int]] = []

    def ask(self, asked: Asked, number: int, themes: dict[int, dict[int, str]]) -> None:
        if self._open and len(self._open) >= self._after:
            self._change(self._open.pop(0), open=-1)
        if len(self._waiting) > self._silent:
            for one in self._waiting.pop(0):
                self._change(one, waiting=-1)
        now = [replace(one, themes=themes.get(one.id, {})) for one in self.mentors.values()]
        chosen = [one.mentor_id for one in rank(asked, now) if one.is_free][:3]
        for one in chosen:
            self.asked[one] += 1
            moment = START + timedelta(minutes=number)
            self._change(one, asked_lately=1)
            self.mentors[one] = replace(self.mentors[one], last_asked_at=moment)
        if chosen and self._untaken and self._chance.random() < self._untaken:
            self._waiting.append(chosen)
            for one in chosen:
                self._change(one, waiting=1)
        elif chosen:
            taker = self._chance.choice(chosen)
            self._open.append(taker)
            self._change(taker, open=1)

    def _change(self, mentor: int, **by: int) -> None:
        row = self.mentors[mentor]
        self.mentors[mentor] = replace(row, **{k: getattr(row, k) + v for k, v in by.items()})


def _ratio(counted: Counter[int], group: list[int]) -> float:
    numbers = [counted[one] for one in group]
    return max(numbers) / min(numbers)


@pytest.mark.parametrize("answered_after", [0, 3, 8])
@pytest.mark.parametrize("mentors", [4, 7, 12, 30])
def test_of_a_thousand_questions_equal_mentors_are_asked_as_often_whoever_takes_what(
    mentors: int, answered_after: int
) -> None:
    lot = [a_mentor(n) for n in range(1, mentors + 1)]
    year = _Year(*lot, answered_after=answered_after)
    for number in range(1_000):
        year.ask(QUESTION, number, {})
    assert _ratio(year.asked, list(year.asked)) <= 1.3


@pytest.mark.parametrize("mentors", [4, 7, 12, 30])
@pytest.mark.parametrize("silent", [5, 20, 60])
def test_equal_mentors_are_asked_as_often_though_many_questions_wait(
    mentors: int, silent: int
) -> None:
    lot = [a_mentor(n) for n in range(1, mentors + 1)]
    year = _Year(*lot, untaken=0.6, silent=silent)
    for number in range(1_000):
        year.ask(QUESTION, number, {})
    assert _ratio(year.asked, list(year.asked)) <= 1.3


def test_in_a_mixed_lot_those_who_are_alike_are_asked_as_often() -> None:
    """Six know IPARD, six know milk, three know both, and six read Turkish alone."""
    ipard, milk = list(range(1, 7)), list(range(11, 17))
    both, turkish = list(range(21, 24)), list(range(31, 37))
    year = _Year(
        *(a_mentor(n) for n in (*ipard, *milk, *both)),
        *(a_mentor(n, reads=["tr"], writes=["tr"]) for n in turkish),
    )
    well = "well"
    for number in range(1_000):
        tag = (IPARD, MILK)[number % 2]
        knowing = ((ipard, milk)[number % 2], both)
        themes = {one: {tag: well} for group in knowing for one in group}
        lang = "tr" if number % 5 == 0 else "mk"
        year.ask(replace(QUESTION, lang=lang), number, {} if lang == "tr" else themes)
    for group in (ipard, milk, both, turkish):
        assert _ratio(year.asked, group) <= 1.3, group
    assert all(year.asked[one] for one in year.mentors)


def test_the_same_facts_give_the_same_order_however_they_stand() -> None:
    mentors = [a_mentor(n, asked_lately=n % 3, open=n % 2) for n in range(1, 20)]
    assert order(*mentors) == order(*reversed(mentors))

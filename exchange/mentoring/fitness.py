"""How well a mentor fits a question, and why: pure, over facts that are read once for all.

Points are few and plain, so that whoever is asked can be told why in one sentence. Of equals the
share is fair: whoever got fewer lately is asked first, and who got clearly more is not asked in the
first round while others are there who fit as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

from exchange.text.languages import reads_alike

THEME = {"some": 4, "well": 7, "expert": 10}  # for each subject of the question
WRITES = 6  # its language, not reads it alone
COUNTRY = 5
FREE = 4  # with nothing open; less as more is
ASKED_FOR_ONE = 3  # questions that a mentor is asked to take, of which they take one
HELPED, MOST_HELPED = 2, 3  # for each answer that this asker accepted, up to so many
FAIR = 1.2  # times what an equal got: then one is spared, so that nobody gets 1.3 times as many
CLEARLY = 2  # more, at least, before anybody is spared
AT_LEAST = 2  # are asked, whatever is fair
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is, to whom it could be put."""

    thread_id: int
    asker_id: int
    lang: str
    country: str  # where its asker is at home; "" if nobody knows
    category_id: int
    in_room: bool
    is_sample: bool


@dataclass(frozen=True, slots=True)
class MentorFacts:
    """What counts of an active mentor who may enter where the question is."""

    id: int
    reads: Sequence[str]
    writes: Sequence[str]
    countries: Sequence[str]
    themes: Mapping[int, str]  # subjects of the question that they know, with the level
    open: int
    most_open: int
    is_away: bool
    helped: int  # answers of theirs that this asker accepted
    asked_lately: int
    last_asked_at: datetime | None
    waiting: int = 0  # open questions that they are asked to take, and have not answered
    taken_lately: int = 0  # or given to them

    @property
    def load(self) -> int:
        """What they have, and may have soon: of three that they are asked to take, one."""
        return self.open + self.waiting // ASKED_FOR_ONE

    @property
    def for_room(self) -> int:
        """Points, as long as they want more than they have."""
        free = self.most_open - self.open
        return FREE * free // self.most_open if free > 0 else 0


@dataclass(frozen=True, slots=True)
class Fitness:
    """How well one fits, in ids and codes: said in the language of whoever reads it."""

    mentor_id: int
    points: int
    themes: tuple[tuple[int, str], ...]  # the best known first
    lang: str
    language: Literal["writes", "reads"]
    country: str  # that they know; "" if they do not
    open: int
    most_open: int
    helped: int
    is_away: bool = False

    @property
    def is_free(self) -> bool:
        """Whether they are asked without anybody choosing them."""
        return self.open < self.most_open and not self.is_away

    def as_reasons(self) -> dict[str, Any]:
        """To be kept with the proposal."""
        return asdict(self)


def from_reasons(kept: Mapping[str, Any]) -> Fitness:
    """What was kept, as it was."""
    return Fitness(**{**kept, "themes": tuple((tag, level) for tag, level in kept["themes"])})


def weigh(asked: Asked, mentor: MentorFacts) -> Fitness | None:
    """None for whoever asked it, or cannot read it."""
    reads = any(reads_alike(asked.lang, one) for one in (*mentor.reads, *mentor.writes))
    if mentor.id == asked.asker_id or not reads:
        return None
    writes = any(reads_alike(asked.lang, one) for one in mentor.writes)
    knows_country = bool(asked.country) and asked.country in mentor.countries
    levels = sorted(mentor.themes.items(), key=lambda one: (-THEME[one[1]], one[0]))
    points = (
        sum(THEME[level] for _, level in levels)
        + WRITES * writes
        + COUNTRY * knows_country
        + mentor.for_room
        + HELPED * min(mentor.helped, MOST_HELPED)
    )
    return Fitness(
        mentor_id=mentor.id,
        points=points,
        themes=tuple(levels),
        lang=asked.lang,
        language="writes" if writes else "reads",
        country=asked.country if knows_country else "",
        open=mentor.open,
        most_open=mentor.most_open,
        helped=mentor.helped,
        is_away=mentor.is_away,
    )


class _Weighed(NamedTuple):
    fit: Fitness
    mentor: MentorFacts

    @property
    def worth(self) -> int:
        """How well they fit, whatever they have in hand."""
        return self.fit.points - self.mentor.for_room

    @property
    def is_ready(self) -> bool:
        """Whoever leaves questions unanswered is no reason to spare another; one is enough, of a
        mentor who took none lately."""
        most = ASKED_FOR_ONE if self.mentor.taken_lately else 1
        return self.fit.is_free and self.mentor.waiting < most


def rank(asked: Asked, mentors: Iterable[MentorFacts]) -> list[Fitness]:
    """All who can read it, those who fit best first; of equals whoever leaves no questions
    unanswered, then who got fewer lately, then who was asked least lately. After all others those
    who have not answered to as many as would fill their hands."""
    return [one.fit for one in _ranked(asked, mentors)]


def choose_first(asked: Asked, mentors: Iterable[MentorFacts], number: int) -> list[Fitness]:
    """Whom a question is put to that was never put to anybody: the first of those who are free.

    Who got clearly more lately than another who fits as well is spared, for whoever is quick would
    have them all. Nobody who fits less stands in for them: then fewer are asked.
    """
    free = [one for one in _ranked(asked, mentors) if one.fit.is_free]
    least = _least(free)
    spared = [one for one in free[:number] if _is_spared(one, least)]
    chosen = [one for one in free[:number] if one not in spared]
    others = [one for one in free[number:] if not _is_spared(one, least)] if spared else []
    for one in spared:
        stand_in = next((other for other in others if other.worth >= one.worth), None)
        if stand_in is not None:
            others.remove(stand_in)
            chosen.append(stand_in)
    lacking = max(AT_LEAST - len(chosen), 0)
    chosen += sorted(spared, key=lambda one: one.mentor.taken_lately)[:lacking]
    return [one.fit for one in chosen]


def _least(free: Iterable[_Weighed]) -> Mapping[int, int]:
    """By how well they fit, what the one got lately who got fewest; of those who answer."""
    least: dict[int, int] = {}
    for one in free:
        if one.is_ready:
            got = one.mentor.taken_lately
            least[one.worth] = min(least.get(one.worth, got), got)
    return least


def _is_spared(one: _Weighed, least_of: Mapping[int, int]) -> bool:
    """With one more they would have more than is fair beside the least of their equals."""
    taken = one.mentor.taken_lately
    least = least_of.get(one.worth, taken)
    return taken >= least + CLEARLY and taken + 1 > FAIR * least


def _ranked(asked: Asked, mentors: Iterable[MentorFacts]) -> list[_Weighed]:
    found = [_Weighed(fit, one) for one in mentors if (fit := weigh(asked, one)) is not None]
    return sorted(found, key=_place)


def _place(one: _Weighed) -> tuple[bool, int, bool, int, int, datetime, int]:
    mentor = one.mentor
    is_silent = mentor.load >= mentor.most_open
    lately = mentor.taken_lately, mentor.asked_lately, mentor.last_asked_at or _NEVER
    return (is_silent, -one.fit.points, not one.is_ready, *lately, mentor.id)

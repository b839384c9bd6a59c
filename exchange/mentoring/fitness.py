"""How well a mentor fits a question, and why: pure, over facts that are read once for all.

Points are few and plain, so that whoever is asked can be told why in one sentence.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from exchange.text.languages import reads_alike

THEME = {"some": 4, "well": 7, "expert": 10}  # for each subject of the question
WRITES = 6  # its language, not reads it alone
COUNTRY = 5
FREE = 4  # with nothing open; less as more is
ASKED_FOR_ONE = 3  # questions that a mentor is asked to take, of which they take one
HELPED, MOST_HELPED = 2, 3  # for each answer that this asker accepted, up to so many
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

    @property
    def load(self) -> int:
        """What they have, and may have soon: of three that they are asked to take, one."""
        return self.open + self.waiting // ASKED_FOR_ONE


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
    free = max(mentor.most_open - mentor.open, 0)
    points = (
        sum(THEME[level] for _, level in levels)
        + WRITES * writes
        + COUNTRY * knows_country
        + (FREE * free // mentor.most_open if free else 0)
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


def rank(asked: Asked, mentors: Iterable[MentorFacts]) -> list[Fitness]:
    """All who can read it, those who fit best first; of equals whoever was asked least lately.
    After all others those who have not answered to as many as would fill their hands."""
    found = [
        (
            one.load >= one.most_open,
            -fit.points,
            one.asked_lately,
            one.last_asked_at or _NEVER,
            one.id,
            fit,
        )
        for one in mentors
        if (fit := weigh(asked, one)) is not None
    ]
    return [last for *_order, last in sorted(found, key=lambda one: one[:5])]

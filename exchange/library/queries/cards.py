"""What a link to an experience shows of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading, built_once
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience
from exchange.library.policy import PUBLIC
from exchange.library.queries.titles import JOINED, TOLD, title_of
from exchange.people.models import Organisation


class ExperienceCard(NamedTuple):
    """The version of a record that everybody may read."""

    number: int
    title: str
    lang: str
    is_sample: bool
    lead: str | None
    published_at: datetime | None
    told_title: str | None
    told_lang: str | None
    told_digest: str | None

    @property
    def told(self) -> tuple[str, str]:
        """The title in the language of the page, if it can be had, and its language."""
        return title_of(self)

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)


@built_once
def _cards() -> Reading[ExperienceCard]:
    return Reading(
        ExperienceCard,
        select(
            Experience.number,
            Experience.title,
            Experience.lang,
            Experience.is_sample,
            Organisation.name.label("lead"),
            Experience.published_at,
            *TOLD,
        )
        .outerjoin(Organisation, Organisation.id == Experience.lead_id)
        .outerjoin(*JOINED)
        .where(
            Experience.number.in_(bindparam("numbers", expanding=True)),
            Experience.state.in_(PUBLIC),
        )
        .order_by(Experience.version),
    )


def cards_of(numbers: Sequence[int], told_in: str) -> Mapping[int, ExperienceCard]:
    """By number, the newest version that is published; drafts are links, for their readers too."""
    if not numbers:
        return {}
    return {card.number: card for card in _cards().all(numbers=list(numbers), told_in=told_in)}

"""Which PDFs of a version are made, or being made."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.library.models import ExperiencePaper

AGAIN = timedelta(minutes=2)  # a paper whose worker died may be asked for again


class PaperRow(NamedTuple):
    """A PDF of a version: made, failed, or waiting for the worker."""

    form: str
    key: str
    look: int
    bytes: int | None
    asked_at: datetime
    made_at: datetime | None
    failed_at: datetime | None

    @property
    def is_waited_for(self) -> bool:
        is_open = self.made_at is None and self.failed_at is None
        return is_open and self.asked_at > now() - AGAIN


class PaperToMake(NamedTuple):
    """What the worker is to put on paper."""

    experience_id: int
    lang: str
    form: str
    made_at: datetime | None


_OF_VERSION = Reading(
    PaperRow,
    select(
        ExperiencePaper.form,
        ExperiencePaper.key,
        ExperiencePaper.look,
        ExperiencePaper.bytes,
        ExperiencePaper.asked_at,
        ExperiencePaper.made_at,
        ExperiencePaper.failed_at,
    ).where(
        ExperiencePaper.experience_id == bindparam("experience_id"),
        ExperiencePaper.lang == bindparam("lang"),
    ),
)
_TO_MAKE = Reading(
    PaperToMake,
    select(
        ExperiencePaper.experience_id,
        ExperiencePaper.lang,
        ExperiencePaper.form,
        ExperiencePaper.made_at,
    ).where(
        ExperiencePaper.id == bindparam("paper_id"), ExperiencePaper.experience_id.is_not(None)
    ),
)


def papers_of(experience_id: int, lang: str) -> Mapping[str, PaperRow]:
    """By form, those of a version in a language. Ask first whether the version may be seen."""
    return {row.form: row for row in _OF_VERSION.all(experience_id=experience_id, lang=lang)}


def paper_to_make(paper_id: int) -> PaperToMake | None:
    return _TO_MAKE.first(paper_id=paper_id)

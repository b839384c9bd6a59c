"""What a mentor says of themselves: for themselves, and for whoever opens their page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from exchange.forum.reminders import today_in
from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.mentoring.absences import away_until
from exchange.mentoring.levels import AtLevel, by_level
from exchange.mentoring.models import MentorProfile, Question
from exchange.mentoring.models.who import USUALLY_OPEN
from exchange.mentoring.policy.who import may_see_load
from exchange.mentoring.queries.away import AbsenceRow, absences_of
from exchange.people.actor import Actor
from exchange.people.models import Account, Expertise
from exchange.people.queries import PersonRow
from exchange.tags.queries import TagRow, tag_list
from exchange.text import dates


class ProfileRow(NamedTuple):
    """As it is kept; all None where nothing was said."""

    writes: list[str] | None
    countries: list[str] | None
    most_open: int | None
    edit_version: int | None
    open: int  # questions that they have now


class _Known(NamedTuple):
    tag_id: int
    level: str


_OPEN = (
    select(func.count())
    .select_from(Question)
    .where(Question.mentor_id == Account.id, Question.ended_at.is_(None))
    .correlate(Account)
    .scalar_subquery()
)
_PROFILE = Reading(
    ProfileRow,
    select(
        MentorProfile.writes,
        MentorProfile.countries,
        MentorProfile.most_open,
        MentorProfile.edit_version,
        _OPEN.label("open"),
    )
    .select_from(Account)
    .outerjoin(MentorProfile, MentorProfile.account_id == Account.id)
    .where(Account.id == bindparam("account_id")),
)
_KNOWN = Reading(
    _Known,
    select(Expertise.tag_id, Expertise.level).where(
        Expertise.account_id == bindparam("account_id")
    ),
)
_NOTHING = ProfileRow(None, None, None, None, 0)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What a mentor has said; version 0 where they have said nothing yet."""

    levels: Mapping[int, str]  # by theme
    themes: Sequence[TagRow]  # all that can be chosen
    writes: Sequence[str]
    countries: Sequence[str]
    most_open: int
    edit_version: int

    @property
    def known(self) -> Sequence[AtLevel]:
        return by_level(self.themes, self.levels)


@dataclass(frozen=True, slots=True)
class Load:
    """What only the mentor and those who coordinate see."""

    most_open: int
    open: int
    absences: Sequence[AbsenceRow]  # of today and to come


@dataclass(frozen=True, slots=True)
class MentorOnPage:
    """A mentor as members see them."""

    known: Sequence[AtLevel]
    writes: Sequence[str]
    countries: Sequence[str]
    away_until: date | None
    load: Load | None

    @property
    def away_words(self) -> str:
        return dates.days(self.away_until, self.away_until) if self.away_until else ""


def own_profile(actor: Actor, lang: str) -> OwnProfile:
    """To be filled in; who has said nothing yet writes the language of their pages."""
    row = _profile(actor.id)
    return OwnProfile(
        levels=levels_of(actor.id),
        themes=tag_list(lang, themes_only=True),
        writes=[actor.language] if row.writes is None else row.writes,
        countries=row.countries or [],
        most_open=USUALLY_OPEN if row.most_open is None else row.most_open,
        edit_version=row.edit_version or 0,
    )


def levels_of(account_id: int) -> Mapping[int, str]:
    """How well somebody says they know each theme, by its id."""
    return {row.tag_id: row.level for row in _KNOWN.all(account_id=account_id)}


def mentor_on_page(actor: Actor, person: PersonRow, lang: str) -> MentorOnPage:
    """Of a mentor whose page the actor may open."""
    row, absences = _profile(person.id), absences_of(person.id, person.timezone)
    most_open = USUALLY_OPEN if row.most_open is None else row.most_open
    sees_load = may_see_load(actor, person.id)
    return MentorOnPage(
        known=by_level(tag_list(lang, themes_only=True), levels_of(person.id)),
        writes=row.writes or (),
        countries=row.countries or (),
        away_until=away_until(absences, today_in(person.timezone, now())),
        load=Load(most_open, row.open, absences) if sees_load else None,
    )


def _profile(account_id: int) -> ProfileRow:
    return _PROFILE.first(account_id=account_id) or _NOTHING

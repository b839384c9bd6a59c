"""The mentors with what they know; a few dozen people, so a page shows all of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from sqlalchemy import select

from exchange.kernel.reading import Reading
from exchange.mentoring.levels import AtLevel, by_level
from exchange.mentoring.models import MentorProfile
from exchange.mentoring.queries.away import mentors_away
from exchange.people.models import Account, Expertise, Organisation
from exchange.tags.queries import TagRow, tag_list
from exchange.text import dates
from exchange.text.countries import country_name, sort_key


class MentorRow(NamedTuple):
    """A mentor as everybody may see them."""

    id: int
    name: str
    reads: list[str]
    is_sample: bool
    organisation: str | None
    country: str | None  # of the organisation
    writes: list[str] | None  # None where they have said nothing of themselves
    countries: list[str] | None  # known

    @property
    def writes_otherwise(self) -> list[str]:
        """The languages that they write, where these are not those that they read."""
        return self.writes if self.writes and set(self.writes) != set(self.reads) else []

    def knows_country(self, code: str) -> bool:
        return code == self.country or code in (self.countries or ())


class _Known(NamedTuple):
    account_id: int
    tag_id: int
    level: str


_IS_MENTOR = (  # the role counts for active people only, as in Actor
    Account.is_mentor.is_(True),
    Account.confirmed_at.is_not(None),
    Account.admitted_at.is_not(None),
    Account.suspended_at.is_(None),
)
_MENTORS = Reading(
    MentorRow,
    select(
        Account.id,
        Account.name,
        Account.reads,
        Account.is_sample,
        Organisation.name.label("organisation"),
        Organisation.country,
        MentorProfile.writes,
        MentorProfile.countries,
    )
    .outerjoin(MentorProfile, MentorProfile.account_id == Account.id)
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(*_IS_MENTOR),
)
_KNOWN = Reading(
    _Known,
    select(Expertise.account_id, Expertise.tag_id, Expertise.level)
    .join(Account, Account.id == Expertise.account_id)
    .where(*_IS_MENTOR),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a mentor should know and read, and where; None for what is left open."""

    theme: str | None = None  # a slug
    reads: str | None = None  # a language
    country: str | None = None  # a code

    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class MentorPage:
    """The mentors asked for, in the order of the reader's alphabet, and what can be asked for."""

    mentors: Sequence[MentorRow]
    themes: Mapping[int, Sequence[AtLevel]]  # by mentor, the highest level first
    away: Mapping[int, str]  # until which day, of those who are away today
    silent: frozenset[int]  # mentors who have said nothing of themselves yet
    known_themes: Sequence[TagRow]  # of any mentor
    read_languages: frozenset[str]
    known_countries: Sequence[str]  # in the order of the reader's alphabet

    def theme_options(self, lang: str) -> list[tuple[str, str, str]]:
        """Value and words of each theme to choose, and their language if it is another one."""
        return [tag.option(lang) for tag in self.known_themes]

    @property
    def has_samples(self) -> bool:
        return any(one.is_sample for one in self.mentors)


def mentor_page(wanted: Wanted, lang: str) -> MentorPage:
    """Public, so nobody's actor is asked."""
    everyone, known = _MENTORS.all(), _known_by_mentor()
    offered = tag_list(lang, themes_only=True)
    used = set().union(*known.values())
    wanted_id = next((tag.id for tag in offered if tag.slug == wanted.theme), None)
    found = [one for one in everyone if _fits(one, known[one.id], wanted, wanted_id)]
    return MentorPage(
        mentors=sorted(found, key=lambda one: (sort_key(one.name, lang), one.id)),
        themes={one.id: by_level(offered, known[one.id]) for one in found},
        away={mentor: dates.days(until, until) for mentor, until in mentors_away().items()},
        silent=frozenset(one.id for one in everyone if one.writes is None),
        known_themes=[tag for tag in offered if tag.id in used],
        read_languages=frozenset(code for one in everyone for code in one.reads),
        known_countries=_countries(everyone, lang),
    )


def _known_by_mentor() -> Mapping[int, Mapping[int, str]]:
    """How well each knows which theme."""
    known: dict[int, dict[int, str]] = defaultdict(dict)
    for row in _KNOWN.all():
        known[row.account_id][row.tag_id] = row.level
    return known


def _fits(one: MentorRow, known: Collection[int], wanted: Wanted, theme: int | None) -> bool:
    return (
        (wanted.theme is None or theme in known)
        and (wanted.reads is None or wanted.reads in one.reads)
        and (wanted.country is None or one.knows_country(wanted.country))
    )


def _countries(mentors: Sequence[MentorRow], lang: str) -> Sequence[str]:
    codes = {code for one in mentors for code in (*(one.countries or ()), one.country) if code}
    return sorted(codes, key=lambda code: sort_key(country_name(code, lang), lang))

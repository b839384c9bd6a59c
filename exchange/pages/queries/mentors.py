"""The mentors with what they know; a few dozen people, so a page shows all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.people.models import Account, Expertise, Organisation
from exchange.tags.queries import TagRow, tag_list
from exchange.text.countries import sort_key


class MentorRow(NamedTuple):
    """A mentor as everybody may see them."""

    id: int
    name: str
    reads: list[str]
    is_sample: bool
    organisation: str | None
    country: str | None


class _Known(NamedTuple):
    account_id: int
    tag_id: int


class _Theme(NamedTuple):
    tag_id: int


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
    )
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(*_IS_MENTOR),
)
_KNOWN = Reading(
    _Known,
    select(Expertise.account_id, Expertise.tag_id)
    .join(Account, Account.id == Expertise.account_id)
    .where(*_IS_MENTOR),
)
_OWN = Reading(
    _Theme, select(Expertise.tag_id).where(Expertise.account_id == bindparam("account_id"))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a mentor should know and read; None for what is left open."""

    theme: str | None = None  # a slug
    reads: str | None = None  # a language

    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class MentorPage:
    """The mentors asked for, in the order of the reader's alphabet, and what can be asked for."""

    mentors: Sequence[MentorRow]
    themes: Mapping[int, Sequence[TagRow]]  # by mentor
    known_themes: Sequence[TagRow]  # of any mentor
    read_languages: frozenset[str]

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
    themes = {one.id: [tag for tag in offered if tag.id in known[one.id]] for one in everyone}
    used = set().union(*known.values())
    found = [one for one in everyone if _fits(one, themes[one.id], wanted)]
    return MentorPage(
        mentors=sorted(found, key=lambda one: (sort_key(one.name, lang), one.id)),
        themes=themes,
        known_themes=[tag for tag in offered if tag.id in used],
        read_languages=frozenset(code for one in everyone for code in one.reads),
    )


def _known_by_mentor() -> Mapping[int, set[int]]:
    known: dict[int, set[int]] = defaultdict(set)
    for row in _KNOWN.all():
        known[row.account_id].add(row.tag_id)
    return known


def _fits(one: MentorRow, themes: Sequence[TagRow], wanted: Wanted) -> bool:
    knows = wanted.theme is None or any(tag.slug == wanted.theme for tag in themes)
    return knows and (wanted.reads is None or wanted.reads in one.reads)


def expertise_of(account_id: int) -> frozenset[int]:
    """The ids of the themes that somebody says they know."""
    return frozenset(row.tag_id for row in _OWN.all(account_id=account_id))

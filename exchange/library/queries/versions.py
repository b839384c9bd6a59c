"""Versions of a record as the database has them, the people in them, what readers decided."""

from datetime import date, datetime
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.forum.policy import visible_to
from exchange.kernel.reading import Reading, built_once
from exchange.library.codes import code_of
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceCountry,
    ExperienceMove,
    ExperienceTag,
    ExperienceVerdict,
)
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow
from exchange.text.dates import month_year


def month_of(year: int | None, month: int | None) -> str:
    """In the reader's language; the year alone where no month is known."""
    if not year or not month:
        return str(year or "")
    return month_year(date(year, month, 1))


class ExperienceRow(NamedTuple):
    """One version with the names that go with it."""

    id: int
    number: int
    version: int
    state: str
    moved_at: datetime
    kind: str
    scope: str
    lang: str
    title: str
    summary: str
    english_title: str
    english_summary: str
    place: str
    level: str
    challenge: str
    challenge_html: str
    what_was_done: str
    what_was_done_html: str
    lead_id: int | None
    start_year: int | None
    start_month: int | None
    lesson: str
    maturity: str
    latitude: float | None
    longitude: float | None
    precision: str
    version_note: str
    body: dict[str, Any]
    body_html: dict[str, str]
    licence: str
    consent_at: datetime | None
    reader_id: int | None
    reading: str
    edited_by_id: int | None
    origin_thread_id: int | None
    origin_post_id: int | None
    edited_at: datetime
    edit_version: int
    published_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str
    is_sample: bool
    lead: str | None
    lead_code: str | None
    holder: str | None
    edited_by: str | None
    origin_title: str | None
    origin_lang: str | None
    origin_state: str | None
    withdrawn_by_id: int | None
    country_codes: str | None  # with commas between

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def start(self) -> str:
        """Month and year in the reader's language."""
        return month_of(self.start_year, self.start_month)

    @property
    def challenge_text(self) -> Markup:
        return Markup(self.challenge_html)  # noqa: S704  through the walls when it was saved

    @property
    def done_text(self) -> Markup:
        return Markup(self.what_was_done_html)  # noqa: S704  likewise

    def html_of(self, name: str) -> Markup:
        """Any of its long texts, by the name that `library.fields` gives it."""
        own = {"challenge": self.challenge_html, "what_was_done": self.what_was_done_html}
        key = name.removeprefix("block.")
        return Markup(own.get(name) or self.body_html.get(key, ""))  # noqa: S704  likewise

    def text_of(self, name: str) -> Markup:
        """A long text of its body, by the name that `Body.long_texts` gives it."""
        return Markup(self.body_html.get(name, ""))  # noqa: S704  likewise


class PersonRow(NamedTuple):
    """A person credited in a version."""

    experience_id: int
    id: int
    role: str
    name: str
    is_mentor: bool
    is_sample: bool
    organisation: str | None
    country: str | None
    asked_at: datetime | None
    answer: str  # to whether their words may be in it


class VerdictRow(NamedTuple):
    """What a reader decided, the latest first."""

    id: int
    reading: str
    verdict: str
    edit_version: int
    note: str
    lang: str
    relevance: int | None
    evidence: int | None
    transferability: int | None
    clarity: int | None
    given_at: datetime
    reader_id: int
    reader: str
    organisation: str | None


class _Number(NamedTuple):
    number: int


_lead, _holder, _editor = aliased(Organisation), aliased(Account), aliased(Account)
_OWN_COLUMNS = ExperienceRow._fields[: ExperienceRow._fields.index("lead")]


@built_once
def versions(eyes: Actor) -> Reading[ExperienceRow]:
    """All versions of a record, the newest first; the thread's title if it may be seen."""
    thread = and_(Experience.origin_thread_id == Thread.id, visible_to(eyes))
    withdrawn_by = (
        select(ExperienceMove.by_id)
        .where(
            ExperienceMove.experience_id == Experience.id, ExperienceMove.to_state == "withdrawn"
        )
        .order_by(ExperienceMove.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    countries = (
        select(func.aggregate_strings(ExperienceCountry.country, ","))
        .where(ExperienceCountry.experience_id == Experience.id)
        .scalar_subquery()
    )
    own = [getattr(Experience, name) for name in _OWN_COLUMNS]
    rows: Select[*tuple[Any, ...]] = (
        select(
            *own,
            _lead.name.label("lead"),
            _lead.code.label("lead_code"),
            _holder.name.label("holder"),
            _editor.name.label("edited_by"),
            Thread.title.label("origin_title"),
            Thread.lang.label("origin_lang"),
            Thread.state.label("origin_state"),
            withdrawn_by.label("withdrawn_by_id"),
            countries.label("country_codes"),
        )
        .outerjoin(_lead, _lead.id == Experience.lead_id)
        .outerjoin(_holder, _holder.id == Experience.reader_id)
        .outerjoin(_editor, _editor.id == Experience.edited_by_id)
        .outerjoin(Thread, thread)
        .where(Experience.number == bindparam("number"))
        .order_by(Experience.version.desc())
    )
    return Reading(ExperienceRow, rows)


PEOPLE = Reading(
    PersonRow,
    select(
        ExperienceAuthor.experience_id,
        Account.id,
        ExperienceAuthor.role,
        Account.name,
        Account.is_mentor,
        Account.is_sample,
        Organisation.name.label("organisation"),
        Organisation.country,
        ExperienceAuthor.asked_at,
        ExperienceAuthor.answer,
    )
    .join(Experience, Experience.id == ExperienceAuthor.experience_id)
    .join(Account, Account.id == ExperienceAuthor.account_id)
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(Experience.number == bindparam("number"))
    .order_by(ExperienceAuthor.role, ExperienceAuthor.position, Account.id),
)
NUMBER = Reading(
    _Number, select(Experience.number).where(Experience.id == bindparam("experience_id"))
)
THEMES = Reading(
    TagRow,
    select(Tag.id, Tag.slug, Tag.names, Tag.is_theme)
    .join(ExperienceTag, ExperienceTag.tag_id == Tag.id)
    .where(ExperienceTag.experience_id == bindparam("experience_id"))
    .order_by(Tag.slug),
)
VERDICTS = Reading(
    VerdictRow,
    select(
        ExperienceVerdict.id,
        ExperienceVerdict.reading,
        ExperienceVerdict.verdict,
        ExperienceVerdict.edit_version,
        ExperienceVerdict.note,
        ExperienceVerdict.lang,
        ExperienceVerdict.relevance,
        ExperienceVerdict.evidence,
        ExperienceVerdict.transferability,
        ExperienceVerdict.clarity,
        ExperienceVerdict.given_at,
        ExperienceVerdict.reader_id,
        Account.name.label("reader"),
        Organisation.name.label("organisation"),
    )
    .join(Account, Account.id == ExperienceVerdict.reader_id)
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .where(ExperienceVerdict.experience_id == bindparam("experience_id"))
    .order_by(ExperienceVerdict.given_at.desc(), ExperienceVerdict.id.desc()),
)

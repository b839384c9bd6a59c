"""One record: the version that is asked for, who is in it, and what the actor may do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from exchange.kernel.rulings import NotFound
from exchange.kernel.validity import kept
from exchange.library import policy
from exchange.library.body import Body, body_from
from exchange.library.boxes import is_far_from
from exchange.library.content import Content, Progress, progress_of
from exchange.library.doubts import money_doubt
from exchange.library.policy import Facts, may_view
from exchange.library.queries.readers import Readers, readers_of, with_readers
from exchange.library.queries.versions import (
    NUMBER,
    PEOPLE,
    THEMES,
    VERDICTS,
    ExperienceRow,
    PersonRow,
    VerdictRow,
    month_of,
    versions,
)
from exchange.library.vocabulary import ACCEPTED, READINGS
from exchange.people.actor import GUEST, Actor
from exchange.tags.queries import TagRow
from exchange.text.languages import reads_alike
from exchange.text.wording import Lazy, gettext


@dataclass(frozen=True, slots=True)
class ExperiencePage:
    """All that the pages of one version show, and what the rules say about it."""

    row: ExperienceRow
    facts: Facts
    people: Sequence[PersonRow]
    countries: Sequence[str]
    themes: Sequence[TagRow]
    verdicts: Sequence[VerdictRow]
    body: Body  # what its kind shows, with whom this actor may ask
    others: Sequence[ExperienceRow]  # other versions that the actor may see, the newest first

    @property
    def newer(self) -> ExperienceRow | None:
        """A draft of the next version."""
        return next((one for one in self.others if one.state in policy.IN_WORK), None)

    @property
    def public(self) -> ExperienceRow | None:
        """Another version, which everyone reads."""
        return next((one for one in self.others if one.state == "published"), None)

    @property
    def authors(self) -> Sequence[PersonRow]:
        return [person for person in self.people if person.role == "author"]

    @property
    def words_of(self) -> Sequence[PersonRow]:
        return [person for person in self.people if person.role == "words"]

    @property
    def not_agreed(self) -> Sequence[PersonRow]:
        """Those who do not want their words in it."""
        return [person for person in self.people if person.answer == "declined"]

    @property
    def notes(self) -> Sequence[VerdictRow]:
        """The signed notes that it is, or would be, published with."""
        return [
            one
            for one in self.verdicts
            if one.verdict in ACCEPTED and one.edit_version == self.row.edit_version
        ]

    @property
    def missing(self) -> Sequence[object]:
        """Which readings of a full record are, in words, while it is with its readers."""
        if self.row.kind != "full" or self.row.state not in ("submitted", "in_review"):
            return ()
        return [READINGS[reading] for reading in policy.missing_readings(self.facts)]

    @property
    def content(self) -> Content:
        own = {name: getattr(self.row, name) for name in _CONTENT_OF_ROW}
        return Content(
            countries=tuple(self.countries),
            themes=tuple(theme.slug for theme in self.themes),
            lead=self.row.lead_code or "",
            consent=self.row.consent_at is not None,
            body=body_from(self.row.body),
            **own,
        )

    @property
    def is_far_off(self) -> bool:
        """Whether the place on the map lies far from where it is said to have been."""
        return is_far_from(self.countries, self.row.latitude, self.row.longitude)

    @property
    def money_doubt(self) -> Lazy | None:
        """That the parts of the money do not add up, in words."""
        return money_doubt(self.body)

    @property
    def shown(self) -> Content:
        """What its kind shows, with whom this actor may ask."""
        return replace(self.content, body=self.body)

    @property
    def when(self) -> str:
        """From when until when, in the reader's language; "" if it is not said."""
        start, end = self.row.start, month_of(self.body.end_year, self.body.end_month)
        if not start or not end or self.body.goes_on:
            return gettext("since %(month)s", month=start) if start else ""
        return start if start == end else f"{start} – {end}"

    @property
    def progress(self) -> Progress:
        return progress_of(self.content)

    def needs_english(self, reads: Sequence[str]) -> bool:
        """Whether somebody who reads these languages is served by the English summary."""
        has_english = self.row.lang != "en" and bool(self.row.english_summary)
        return has_english and not any(reads_alike(self.row.lang, one) for one in reads)


_CONTENT_OF_ROW = tuple(
    name
    for name in Content.__slots__
    if name not in ("countries", "themes", "lead", "consent", "body")
)


def experience_page(actor: Actor, number: int, version: int | None = None) -> ExperiencePage:
    """A version, or the public one; while nothing is public the newest that the actor may see."""
    held = public_page(actor, number, version)
    return held or _page(actor, number, lambda rows: _chosen(rows, version))


def public_page(actor: Actor, number: int, version: int | None = None) -> ExperiencePage | None:
    """The same as everyone sees it, kept while it is true; None if there is none, or if this actor
    may see more or do more than everyone."""
    held = None if _may_see_more(actor) else _public(number, version)
    if held is None or actor.id in held.credited or held.hides_from(actor):
        return None
    return held.page


def _may_see_more(actor: Actor) -> bool:
    """Than everyone, whoever is credited in it."""
    return bool(actor.is_mentor or actor.is_moderator or actor.is_admin or actor.edits)


class _Public(NamedTuple):
    """What everyone sees of a record, and who may see more of it."""

    page: ExperiencePage
    credited: frozenset[int]  # in any of its versions, whatever their state

    def hides_from(self, actor: Actor) -> bool:
        """Whether it leaves out whom this member may ask."""
        known = body_from(self.page.row.body).contacts
        is_whole = len(known) == len(self.page.body.contacts)
        return not is_whole and bool(policy.may_see_contacts(actor, self.page.facts))


@kept("experiences")
def _public(number: int, version: int | None) -> _Public | None:
    """None if there is nothing for everyone; or if the title of the thread out of which it grew
    stands there, which changes and is hidden without telling the library."""
    people = PEOPLE.all(number=number)
    try:
        page = _page(GUEST, number, lambda rows: _chosen(rows, version), people)
    except NotFound:
        return None
    if page.row.origin_thread_id is not None:
        return None
    return _Public(page, frozenset(person.id for person in people))


def working_copy(actor: Actor, number: int) -> ExperiencePage:
    """The newest version that the actor may see: the one that is written and read."""
    return _page(actor, number, lambda rows: rows[0] if rows else None)


def working_copy_of(actor: Actor, experience_id: int) -> ExperiencePage:
    """The same, of the record to which this version belongs."""
    found = NUMBER.first(experience_id=experience_id)
    if found is None:
        raise NotFound
    return working_copy(actor, found.number)


def version_of(actor: Actor, experience_id: int) -> ExperiencePage:
    """The version of this id."""
    found = NUMBER.first(experience_id=experience_id)
    if found is None:
        raise NotFound
    return _page(actor, found.number, lambda rows: _of_id(rows, experience_id))


def _of_id(rows: Sequence[ExperienceRow], experience_id: int) -> ExperienceRow | None:
    return next((row for row in rows if row.id == experience_id), None)


def _chosen(rows: Sequence[ExperienceRow], version: int | None) -> ExperienceRow | None:
    if version is not None:
        return next((row for row in rows if row.version == version), None)
    public = next((row for row in rows if row.state == "published"), None)
    return public or (rows[0] if rows else None)


Choose = Callable[[Sequence[ExperienceRow]], ExperienceRow | None]


def _page(
    actor: Actor, number: int, choose: Choose, known: Sequence[PersonRow] | None = None
) -> ExperiencePage:
    rows = versions(actor.eyes).all(number=number)
    people = known if known is not None else PEOPLE.all(number=number) if rows else []
    readers = readers_of(number) if with_readers([row.state for row in rows]) else {}
    facts = {row.id: _facts(row, people, readers.get(row.id, Readers())) for row in rows}
    seen = [row for row in rows if may_view(actor, facts[row.id])]
    row = choose(seen)
    if row is None:
        raise NotFound
    return ExperiencePage(
        row=row,
        facts=facts[row.id],
        people=[person for person in people if person.experience_id == row.id],
        countries=sorted(filter(None, (row.country_codes or "").split(","))),
        themes=THEMES.all(experience_id=row.id),
        verdicts=VERDICTS.all(experience_id=row.id),
        body=_shown_to(actor, row, facts[row.id]),
        others=[one for one in seen if one.id != row.id],
    )


def _shown_to(actor: Actor, row: ExperienceRow, facts: Facts) -> Body:
    body = body_from(row.body).of_kind(row.kind)
    if policy.may_see_contacts(actor, facts):
        return body
    return replace(body, contacts=tuple(one for one in body.contacts if one.is_public))


def _facts(row: ExperienceRow, people: Sequence[PersonRow], readers: Readers) -> Facts:
    here = [person for person in people if person.experience_id == row.id]
    return Facts(
        state=row.state,
        kind=row.kind,
        lead_id=row.lead_id,
        at_home=frozenset(readers.at_home),
        reader_id=row.reader_id,
        reading=row.reading,
        accepted=readers.accepted,
        experts=frozenset(readers.experts),
        was_published=row.published_at is not None,
        withdrawn_by_id=row.withdrawn_by_id,
        authors=frozenset(person.id for person in here if person.role == "author"),
        credited=frozenset(person.id for person in here),
        asked=frozenset(person.id for person in here if person.asked_at),
        declined=frozenset(person.id for person in here if person.answer == "declined"),
    )

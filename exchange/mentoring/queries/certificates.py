"""Certificates of a mentor: what they would say now, and what was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, bindparam, select

from exchange.kernel.clock import now
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.mentoring.codes import code_in
from exchange.mentoring.models import Certificate
from exchange.mentoring.policy.certificates import may_have_certificates, may_let_verify
from exchange.mentoring.queries.record import Record, Year, years_of
from exchange.people.actor import Actor
from exchange.people.queries import person_seen_by

AGAIN = timedelta(minutes=2)  # one whose worker died may be asked for again


class CertificateRow(NamedTuple):
    """A certificate: made, failed, or waiting for the worker."""

    id: int
    account_id: int | None
    year: int
    lang: str
    code: str
    is_verifiable: bool
    name: str
    issuer: str
    answered: int
    accepted: int
    worked: int
    experiences: int
    languages: list[str]
    themes: list[str]
    key: str
    bytes: int | None
    asked_at: datetime
    made_at: datetime | None
    failed_at: datetime | None

    @property
    def is_waited_for(self) -> bool:
        return is_waited_for(self)

    @property
    def record(self) -> Record:
        return Record(self.answered, self.accepted, self.worked, self.experiences)

    def says(self, name: str, issuer: str, year: Year) -> bool:
        """Whether it would say the same if it were made of this."""
        told = (self.name, self.issuer, self.record, self.languages, self.themes)
        return told == (name, issuer, year.record, list(year.languages), list(year.themes))


def is_waited_for(one: Certificate | CertificateRow) -> bool:
    is_open = one.made_at is None and one.failed_at is None
    return is_open and one.asked_at > now() - AGAIN


class Line(NamedTuple):
    """One year of a mentor."""

    year: int
    record: Record
    certificate: CertificateRow | None
    is_outdated: bool  # it would say something else now


@dataclass(frozen=True, slots=True)
class CertificatesPage:
    """All that mentoring/certificates.html shows; the newest year first."""

    account_id: int
    name: str
    may_let_verify: bool
    lines: Sequence[Line]

    @property
    def is_waiting(self) -> bool:
        return any(one.certificate and one.certificate.is_waited_for for one in self.lines)


_COLUMNS: Select[*tuple[object, ...]] = select(
    *(getattr(Certificate, name) for name in CertificateRow._fields)
)
_OF_MENTOR = Reading(
    CertificateRow,
    _COLUMNS.where(
        Certificate.account_id == bindparam("account_id"), Certificate.lang == bindparam("lang")
    ),
)
_BY_ID = Reading(
    CertificateRow,
    _COLUMNS.where(
        Certificate.id == bindparam("certificate_id"), Certificate.account_id.is_not(None)
    ),
)
_BY_CODE = Reading(
    CertificateRow,
    _COLUMNS.where(
        Certificate.code == bindparam("code"),
        Certificate.account_id.is_not(None),
        Certificate.is_verifiable.is_(True),
        Certificate.bytes.is_not(None),  # also while it is made anew
    ),
)


def certificates_page(actor: Actor, account_id: int, *, lang: str, issuer: str) -> CertificatesPage:
    """Of years that are over, in this language; NotFound for whoever may not have them. Four
    statements."""
    if not may_have_certificates(actor, account_id):
        raise NotFound
    name = person_seen_by(actor, account_id).name
    years = past_years_of(account_id)
    made = {row.year: row for row in _OF_MENTOR.all(account_id=account_id, lang=lang)}
    lines = []
    for year, told in reversed(years.items()):
        row = made.get(year)
        is_outdated = row is not None and not row.says(name, issuer, told)
        lines.append(Line(year, told.record, row, is_outdated))
    return CertificatesPage(account_id, name, bool(may_let_verify(actor, account_id)), lines)


def past_years_of(account_id: int) -> dict[int, Year]:
    """Oldest first; the year that runs is not over."""
    this = now().year
    return {year: told for year, told in years_of(account_id).items() if year < this}


def certificate_of(actor: Actor, account_id: int, year: int, lang: str) -> CertificateRow:
    """For whoever may have it."""
    if not may_have_certificates(actor, account_id):
        raise NotFound
    for row in _OF_MENTOR.all(account_id=account_id, lang=lang):
        if row.year == year:
            return row
    raise NotFound


def certificate_to_make(certificate_id: int) -> CertificateRow | None:
    return _BY_ID.first(certificate_id=certificate_id)


def verified(code: str) -> CertificateRow:
    """What was certified under this number, however it is typed; NotFound unless its mentor lets
    others see that."""
    number = code_in(code)
    row = _BY_CODE.first(code=number) if number else None
    if row is None:
        raise NotFound
    return row

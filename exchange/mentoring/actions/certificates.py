"""Certificates: asked for by their mentor or a coordinator, made by the worker."""

import secrets

from sqlalchemy import select

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, require
from exchange.library.actions.paper import clear_let_go, keep_made, note_not_made
from exchange.mentoring.codes import new_code
from exchange.mentoring.events.certificates import CertificateAsked
from exchange.mentoring.models import Certificate
from exchange.mentoring.policy.certificates import (
    may_ask_for_certificate,
    may_have_certificates,
    may_let_verify,
)
from exchange.mentoring.queries.certificates import is_waited_for, past_years_of
from exchange.mentoring.queries.record import Year
from exchange.people.actor import Actor
from exchange.people.models import Account


def ask_for_certificate(
    actor: Actor, account_id: int, year: int, *, lang: str, issuer: str
) -> None:
    """Have the worker make it of what is known now; nothing if it is made of that, or being made.
    One that says something else replaces the one before and keeps its number: whoever holds the
    paper finds what is known now, and on which day it was issued."""
    with transaction(actor) as actor:
        if not may_have_certificates(actor, account_id):
            raise NotFound
        require(may_ask_for_certificate(actor, account_id))
        name, told = _hold(account_id), past_years_of(account_id).get(year)
        if told is None:
            raise NotFound
        former = _found(account_id, year, lang)
        if former is not None and not _may_be_made_anew(former, name, issuer, told):
            return
        wanted = _certificate(name, issuer, told)
        wanted.account_id, wanted.year, wanted.lang = account_id, year, lang
        if former is not None:
            _replace(former, wanted)
        db.session.add(wanted)
        db.session.flush()
        record(CertificateAsked(wanted.id))


def _replace(former: Certificate, wanted: Certificate) -> None:
    """What was given out stays: the number, who may verify it, and that there is a paper."""
    wanted.code, wanted.is_verifiable = former.code, former.is_verifiable
    wanted.bytes = former.bytes
    former.account_id, former.code = None, new_code()  # it is cleared away
    db.session.flush()


def _hold(account_id: int) -> str:
    """Their name; of two who ask at once the second finds what the first asked for."""
    held = select(Account.name).where(Account.id == account_id)
    name = db.session.scalar(held.with_for_update(key_share=True))
    if name is None:
        raise NotFound
    return name


def _found(account_id: int, year: int, lang: str) -> Certificate | None:
    return db.session.scalar(
        select(Certificate).where(
            Certificate.account_id == account_id,
            Certificate.year == year,
            Certificate.lang == lang,
        )
    )


def _may_be_made_anew(former: Certificate, name: str, issuer: str, year: Year) -> bool:
    if former.made_at is None:
        return not is_waited_for(former)
    wanted = _certificate(name, issuer, year)
    return any(getattr(former, told) != getattr(wanted, told) for told in _TOLD)


_TOLD = (
    *("name", "issuer", "answered", "accepted", "worked", "experiences", "languages", "themes"),
)


def _certificate(name: str, issuer: str, year: Year) -> Certificate:
    return Certificate(
        code=new_code(),
        key=secrets.token_hex(16),
        name=name,
        issuer=issuer,
        languages=list(year.languages),
        themes=list(year.themes),
        **year.record._asdict(),
    )


def let_verify(actor: Actor, account_id: int, year: int, *, lang: str) -> None:
    """From now on whoever has its number can see what was certified; twice is once."""
    _set_verifiable(actor, account_id, year, lang=lang, is_verifiable=True)


def let_verify_no_longer(actor: Actor, account_id: int, year: int, *, lang: str) -> None:
    """Its number says nothing to others any more."""
    _set_verifiable(actor, account_id, year, lang=lang, is_verifiable=False)


def _set_verifiable(
    actor: Actor, account_id: int, year: int, *, lang: str, is_verifiable: bool
) -> None:
    with transaction(actor) as actor:
        if not may_have_certificates(actor, account_id):
            raise NotFound
        require(may_let_verify(actor, account_id))
        _hold(account_id)  # it may be made anew meanwhile, and takes over what it finds
        if year not in past_years_of(account_id):
            raise NotFound
        certificate = _found(account_id, year, lang)
        if certificate is None:
            raise NotFound
        certificate.is_verifiable = is_verifiable


def keep_certificate(certificate_id: int, pdf: bytes) -> None:
    """Into the store, then into the table; the same once more is harmless."""
    keep_made(Certificate, Certificate.account_id, certificate_id, pdf)


def note_failed_certificate(certificate_id: int) -> None:
    """So that whoever waits is told, and may ask again."""
    note_not_made(Certificate, certificate_id)


def clear_certificates() -> None:
    """Those that were replaced."""
    clear_let_go(Certificate, Certificate.account_id)

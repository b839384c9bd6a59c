"""A person as members see them, and as they see themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select

from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, Ruling
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership, Organisation, RoleChange, SignIn
from exchange.people.policy import (
    may_admit,
    may_ignore,
    may_name_editors,
    may_see_profile,
    may_suspend,
)
from exchange.people.queries.actors import hash_of
from exchange.people.queries.ignored import IgnoredRow, ignored_list, is_ignored
from exchange.text.languages import detect


def state_of_account() -> ColumnElement[str]:
    """The state of an actor, said in SQL."""
    return case(
        (Account.suspended_at.is_not(None), "suspended"),
        (Account.confirmed_at.is_(None), "unconfirmed"),
        (Account.admitted_at.is_(None), "waiting"),
        else_="active",
    )


class PersonRow(NamedTuple):
    """A person with their place and roles; the mail address is for admins and the person."""

    id: int
    name: str
    email: str
    about: str
    language: str
    timezone: str
    reads: list[str]
    state: str
    is_mentor: bool
    is_mentoring_coordinator: bool
    is_moderator: bool
    is_admin: bool
    is_sample: bool
    joined_at: datetime
    suspension_reason: str
    edit_version: int
    organisation_id: int | None
    organisation: str | None
    organisation_code: str | None
    country: str | None
    membership: str | None
    log_version: int | None

    @property
    def about_lang(self) -> str:
        """What they wrote about themselves says no language: it is told from the text."""
        return detect(self.about, hint=self.language) or self.language

    @property
    def roles(self) -> tuple[str, ...]:
        """The words for what they are, the weightiest first; none counts while suspended."""
        held = (
            ("admin", self.is_admin),
            ("moderator", self.is_moderator),
            ("mentoring_coordinator", self.is_mentoring_coordinator),
            ("mentor", self.is_mentor),
            (self.membership or "", self.membership in ("editor", "coordinator")),
        )
        return tuple(role for role, has in held if has and self.state == "active")


_HOME = and_(
    Membership.account_id == Account.id, Membership.organisation_id == Account.organisation_id
)
_LOG = select(func.max(RoleChange.id)).where(RoleChange.account_id == Account.id)
PERSON = (
    select(
        Account.id,
        Account.name,
        Account.email,
        Account.about,
        Account.language,
        Account.timezone,
        Account.reads,
        state_of_account().label("state"),
        Account.is_mentor,
        Account.is_mentoring_coordinator,
        Account.is_moderator,
        Account.is_admin,
        Account.is_sample,
        Account.joined_at,
        Account.suspension_reason,
        Account.edit_version,
        Account.organisation_id,
        Organisation.name.label("organisation"),
        Organisation.code.label("organisation_code"),
        Organisation.country,
        Membership.role.label("membership"),
        _LOG.scalar_subquery().label("log_version"),
    )
    .outerjoin(Organisation, Organisation.id == Account.organisation_id)
    .outerjoin(Membership, _HOME)
)
_PERSON = Reading(PersonRow, PERSON.where(Account.id == bindparam("account_id")))


_EVERYBODY = Reading(PersonRow, PERSON.order_by(Account.id))


def everybody() -> Sequence[PersonRow]:
    """For the command line, which is nobody's browser."""
    return _EVERYBODY.all()


@dataclass(frozen=True, slots=True)
class Profile:
    """A person's page, and what the reader may do there."""

    person: PersonRow
    is_me: bool
    may_suspend: Ruling
    may_place: Ruling  # give a role in the organisation, or any
    may_admit: bool
    may_ignore: bool
    is_ignored: bool  # by the reader, who alone is told


def get_person(account_id: int) -> PersonRow:
    """Whoever it is: for pages that ask their own policy."""
    found = _PERSON.first(account_id=account_id)
    if found is None:
        raise NotFound
    return found


def person_seen_by(actor: Actor, account_id: int) -> PersonRow:
    """NotFound for strangers, as for nobody."""
    person = get_person(account_id)
    if not may_see_profile(actor, person):
        raise NotFound
    return person


def profile(actor: Actor, account_id: int) -> Profile:
    """All that their page shows."""
    person = person_seen_by(actor, account_id)
    waits = person.state == "waiting"
    return Profile(
        person=person,
        is_me=actor.id == person.id,
        may_suspend=may_suspend(actor, person),
        may_place=may_name_editors(actor, person),
        may_admit=waits and bool(may_admit(actor, person.organisation_id)),
        may_ignore=bool(may_ignore(actor, person)),
        is_ignored=is_ignored(actor, account_id),
    )


class SignInRow(NamedTuple):
    """A browser in which one is signed in."""

    id: int
    device: str
    signed_in_at: datetime
    key_hash: str


_SIGN_INS = Reading(
    SignInRow,
    select(SignIn.id, SignIn.device, SignIn.signed_in_at, SignIn.key_hash)
    .where(SignIn.account_id == bindparam("account_id"), SignIn.ended_at.is_(None))
    .order_by(SignIn.signed_in_at.desc(), SignIn.id.desc())
    .limit(50),
)


class OwnOrganisation(NamedTuple):
    """An organisation of which one is a member."""

    id: int
    name: str


_OWN = Reading(
    OwnOrganisation,
    select(Organisation.id, Organisation.name)
    .join(Membership, Membership.organisation_id == Organisation.id)
    .where(Membership.account_id == bindparam("account_id"))
    .order_by(Organisation.name),
)


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """All that a person's own settings show."""

    person: PersonRow
    organisations: Sequence[OwnOrganisation]
    here: SignInRow | None
    elsewhere: Sequence[SignInRow]
    ignored: Sequence[IgnoredRow]


def own_settings(actor: Actor) -> OwnSettings:
    here = hash_of(actor.sign_in_key)
    sign_ins = _SIGN_INS.all(account_id=actor.id)
    return OwnSettings(
        person=get_person(actor.id),
        organisations=_OWN.all(account_id=actor.id),
        here=next((one for one in sign_ins if one.key_hash == here), None),
        elsewhere=[one for one in sign_ins if one.key_hash != here],
        ignored=ignored_list(actor),
    )

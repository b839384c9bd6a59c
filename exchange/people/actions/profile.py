from dataclasses import dataclass

from sqlalchemy import select

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale
from exchange.people.actions.rows import get_account
from exchange.people.actor import Actor
from exchange.people.events import ProfileChanged
from exchange.people.models import Membership
from exchange.text.wording import lazy as _l


@dataclass(frozen=True, slots=True)
class Described:
    """What a person says of themselves, and how they want to be served."""

    name: str
    about: str
    organisation_id: int | None
    reads: tuple[str, ...]
    language: str
    timezone: str


def change_profile(actor: Actor, described: Described, *, version: int) -> None:
    """Change one's own settings, read at `version`; Stale if another page saved them since.

    Nobody claims an organisation: one may choose among those that let one in.
    """
    with transaction(actor) as actor:
        account = get_account(actor.id)
        if account.edit_version != version:
            raise Stale
        chosen = described.organisation_id
        if chosen not in (None, account.organisation_id) and not _belongs(actor, chosen):
            raise Refused("organisation", _l("Please choose one of the list."))
        stood = account.name, account.organisation_id
        is_named_otherwise = stood != (described.name, chosen)
        account.name, account.about = described.name, described.about
        account.organisation_id = chosen
        account.reads, account.language = list(described.reads), described.language
        account.timezone = described.timezone
        account.edit_version += 1
        record(ProfileChanged(account.id, actor.id, is_named_otherwise))


def _belongs(actor: Actor, organisation_id: int | None) -> bool:
    mine = select(Membership.id).where(
        Membership.account_id == actor.id, Membership.organisation_id == organisation_id
    )
    return db.session.scalar(mine) is not None

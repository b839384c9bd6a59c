"""Who may send files, and whose an unattached one is. Pure: no queries, no request."""

from typing import Protocol

from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


class FileFacts(Protocol):
    """What the rules ask of a file."""

    @property
    def owner_id(self) -> int | None: ...


def may_send(actor: Actor) -> Ruling:
    return ALLOWED if actor.may_write else denied(_l("This is not open to you."))


def is_own(actor: Actor, file: FileFacts) -> bool:
    """A file that stands under no text yet is for whoever sent it, and for nobody else."""
    return actor.is_signed_in and file.owner_id == actor.id

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.kernel.reading import Reading
from exchange.people.actor import Actor
from exchange.people.models import Organisation


class OwnOrganisation(NamedTuple):
    """An organisation for which one may declare something."""

    id: int
    name: str
    country: str
    is_sample: bool


_OWN = Reading(
    OwnOrganisation,
    select(Organisation.id, Organisation.name, Organisation.country, Organisation.is_sample)
    .where(Organisation.id.in_(bindparam("ids", expanding=True)))
    .order_by(Organisation.name),
)


def own_organisations(actor: Actor) -> Sequence[OwnOrganisation]:
    """Those of which the actor is a member."""
    return _OWN.all(ids=sorted(actor.organisations))

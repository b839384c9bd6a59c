"""What is read about people: who is asking, the directory, profiles."""

from exchange.people.queries.actors import actor_signed_in_with, as_of_now, get_actor, hash_of
from exchange.people.queries.organisations import (
    OrganisationRow,
    get_organisation,
    organisation_list,
)
from exchange.people.queries.secrets import password_of

__all__ = [
    "OrganisationRow",
    "actor_signed_in_with",
    "as_of_now",
    "get_actor",
    "get_organisation",
    "hash_of",
    "organisation_list",
    "password_of",
]

"""What is read about people: who is asking, the directory, profiles."""

from exchange.people.queries.actors import (
    actor_signed_in_with,
    as_of_now,
    get_actor,
    get_actors,
    hash_of,
)
from exchange.people.queries.administration import (
    STATES,
    PeoplePage,
    count_waiting,
    people_page,
    role_log,
    waiting_list,
)
from exchange.people.queries.ignored import IgnoredRow, ignored_list, is_ignored, who_ignore
from exchange.people.queries.names import FoundPerson, find_people, people_named
from exchange.people.queries.organisations import (
    OrganisationRow,
    by_country,
    every_organisation,
    get_organisation,
    organisation_list,
)
from exchange.people.queries.profiles import (
    OwnSettings,
    PersonRow,
    Profile,
    everybody,
    get_person,
    own_settings,
    person_seen_by,
    profile,
)
from exchange.people.queries.secrets import password_by_id, password_of

__all__ = [
    "STATES",
    "FoundPerson",
    "IgnoredRow",
    "OrganisationRow",
    "OwnSettings",
    "PeoplePage",
    "PersonRow",
    "Profile",
    "actor_signed_in_with",
    "as_of_now",
    "by_country",
    "count_waiting",
    "every_organisation",
    "everybody",
    "find_people",
    "get_actor",
    "get_actors",
    "get_organisation",
    "get_person",
    "hash_of",
    "ignored_list",
    "is_ignored",
    "organisation_list",
    "own_settings",
    "password_by_id",
    "password_of",
    "people_named",
    "people_page",
    "person_seen_by",
    "profile",
    "role_log",
    "waiting_list",
    "who_ignore",
]

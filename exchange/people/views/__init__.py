"""Routes of people."""

from exchange.people.views.administration import show_people, show_waiting
from exchange.people.views.blueprint import people
from exchange.people.views.ignoring import ignore
from exchange.people.views.own_settings import show_settings
from exchange.people.views.passwords import show_forgotten
from exchange.people.views.profiles import show_organisations, show_person
from exchange.people.views.signing_in import show_sign_in
from exchange.people.views.signing_up import show_sign_up

__all__ = [
    "ignore",
    "people",
    "show_forgotten",
    "show_organisations",
    "show_people",
    "show_person",
    "show_settings",
    "show_sign_in",
    "show_sign_up",
    "show_waiting",
]

"""Routes of people."""

from exchange.people.views.blueprint import people
from exchange.people.views.signing_in import show_sign_in, sign_in, sign_out

__all__ = ["people", "show_sign_in", "sign_in", "sign_out"]

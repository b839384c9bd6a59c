"""What people do with accounts: one verb a file, each one transaction."""

from exchange.people.actions.admit import admit, disown
from exchange.people.actions.by_command import confirm_by_command, create_account
from exchange.people.actions.confirm import ask_for_link, confirm_address
from exchange.people.actions.ignore import ignore, ignore_no_longer
from exchange.people.actions.new_password import (
    change_password,
    forget_password,
    set_new_password,
)
from exchange.people.actions.profile import Described, change_profile
from exchange.people.actions.roles import Place, Roles, change_roles
from exchange.people.actions.sign_in import sign_in, sign_out
from exchange.people.actions.sign_ins import end_other_sign_ins, end_sign_in
from exchange.people.actions.sign_up import Newcomer, chosen_password, sign_up
from exchange.people.actions.suspend import end_suspension, suspend

__all__ = [
    "Described",
    "Newcomer",
    "Place",
    "Roles",
    "admit",
    "ask_for_link",
    "change_password",
    "change_profile",
    "change_roles",
    "chosen_password",
    "confirm_address",
    "confirm_by_command",
    "create_account",
    "disown",
    "end_other_sign_ins",
    "end_sign_in",
    "end_suspension",
    "forget_password",
    "ignore",
    "ignore_no_longer",
    "set_new_password",
    "sign_in",
    "sign_out",
    "sign_up",
    "suspend",
]

from flask import Blueprint

from exchange.kernel.rulings import NotFound
from exchange.library.codes import code_of, number_in, path_of
from exchange.people.actor import Actor
from exchange.web.addresses import current_code

library = Blueprint("library", __name__, template_folder="../templates", url_prefix="/<lang:lang>")
library_files = Blueprint("library_files", __name__)  # for programs: no language in the address


def experience_address(number: int, title: str, version: int | None = None) -> str:
    """Of the record, or of one version of it."""
    return f"/{current_code()}{path_of(number, title, version)}"


def work_address(number: int, page: str) -> str:
    """Of a page where a record is written or read: "edit", "read", "withdraw"."""
    return f"/{current_code()}/experiences/{code_of(number)}/{page}"


def number_of(code: str) -> int:
    """The record that an address names; its code alone, as we write it."""
    number = number_in(code)
    if number is None or code != code_of(number):
        raise NotFound
    return number


def languages_read(actor: Actor) -> tuple[str, ...]:
    """What the actor reads: the language of the page, and those of their profile."""
    return (current_code(), *actor.reads)

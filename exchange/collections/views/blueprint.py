from flask import Blueprint

from exchange.kernel.rulings import NotFound
from exchange.library.codes import code_of, number_in
from exchange.web.addresses import current_code

collections = Blueprint(
    "collections", __name__, template_folder="../templates", url_prefix="/<lang:lang>"
)


def number_of(code: str) -> int:
    """The record that an address names; its code alone, as we write it."""
    number = number_in(code)
    if number is None or code != code_of(number):
        raise NotFound
    return number


def address_of(collection_id: int) -> str:
    """Its lasting address: it leads on to the one with its title."""
    return f"/{current_code()}/collections/{collection_id}"

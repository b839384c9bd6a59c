from flask import Blueprint

from exchange.kernel.rulings import NotFound
from exchange.library.codes import code_of, number_in
from exchange.web.addresses import current_code

reuse = Blueprint("reuse", __name__, template_folder="../templates", url_prefix="/<lang:lang>")


def number_of(code: str) -> int:
    """The record that an address names; its code alone, as we write it."""
    number = number_in(code)
    if number is None or code != code_of(number):
        raise NotFound
    return number


def reuse_address(reuse_id: int) -> str:
    return f"/{current_code()}/reuse/{reuse_id}"

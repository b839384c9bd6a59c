from flask import Blueprint

from exchange.importing.forms import Sections
from exchange.importing.queries import organisations_to_lead
from exchange.library.forms import Lists
from exchange.people.actor import Actor
from exchange.tags.queries import tag_list
from exchange.web.addresses import current_code

importing = Blueprint(
    "importing", __name__, template_folder="../templates", url_prefix="/<lang:lang>"
)


def import_address(import_id: int) -> str:
    return f"/{current_code()}/experiences/imports/{import_id}"


def sections_for(actor: Actor) -> Sections:
    """The forms of a record as the actor may fill them in."""
    here = current_code()
    return Sections(Lists(tag_list(here, themes_only=True), organisations_to_lead(actor, here)))

from flask import render_template
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.pages import queries
from exchange.pages.views.blueprint import pages
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.forms import given
from exchange.web.guest_pages import kept_for_guests

MOST_CHARACTERS = 80  # that a subject is looked for by


@pages.get("/tags", endpoint="subjects")
@open_to(Audience.EVERYONE)
@kept_for_guests("front")
def show_subjects() -> ResponseReturnValue:
    """Whoever wants to know what is talked about here leaves with a subject's list."""
    asked = given("q", MOST_CHARACTERS)
    page = queries.subject_page(current_actor(), current_code(), asked)
    return render_template("pages/subjects.html", page=page, asked=asked)

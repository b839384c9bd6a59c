from flask import render_template
from flask.typing import ResponseReturnValue

from exchange.forum.policy import may_write
from exchange.forum.queries import left_for
from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import end_of_today
from exchange.kernel.slots import slot
from exchange.pages import queries
from exchange.pages.views.blueprint import pages
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.guest_pages import kept_for_guests


@pages.get("/")
@open_to(Audience.EVERYONE)
@kept_for_guests("front")
def front() -> ResponseReturnValue:
    actor = current_actor()
    page = queries.front_page(actor, current_code())
    return render_template(
        "pages/front.html",
        page=page,
        announced=left_for(actor, page.announcements),
        now=end_of_today(),
        writing=may_write(actor),
        for_you=slot("front.for_you", actor, (actor.id,)),
        columns=slot("front.columns", actor, (0,)),
    )

from flask import render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound
from exchange.moderation import queries
from exchange.moderation.views.blueprint import moderation
from exchange.people.login import current_actor


@moderation.get("/moderation")
@open_to(Audience.ROOM_MODERATORS)
def show_queue() -> ResponseReturnValue:
    """A moderator sees what waits, and leaves with the next case to read."""
    page = queries.queue_page(current_actor(), _number())
    return render_template("moderation/queue.html", page=page, now=now())


@moderation.get("/moderation/log")
@open_to(Audience.ROOM_MODERATORS)
def show_log() -> ResponseReturnValue:
    """A moderator sees what the others did and why, and can take a hiding back."""
    return render_template("moderation/log.html", page=queries.log_page(current_actor(), _number()))


@moderation.get("/moderation/decisions/<int:case_id>")
@open_to(Audience.SIGNED_IN)
def show_decision(case_id: int) -> ResponseReturnValue:
    """The author learns what was decided about their post, and why, and still reads it."""
    page = queries.decision_page(current_actor(), case_id)
    return render_template("moderation/decision.html", page=page)


def _number() -> int:
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    return number

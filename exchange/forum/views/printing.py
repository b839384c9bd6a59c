from flask import render_template, request
from flask.typing import ResponseReturnValue

from exchange.forum import queries
from exchange.forum.views.blueprint import forum
from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import end_of_today
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound
from exchange.kernel.slots import slot
from exchange.people.actor import GUEST
from exchange.people.login import current_actor
from exchange.web.guest_pages import kept_for_guests


@forum.get("/threads/<int:thread>/print")
@open_to(Audience.EVERYONE)
@kept_for_guests("thread {thread}", "page")
def print_thread(thread: int) -> ResponseReturnValue:
    """Who takes a thread to a meeting has all of it on one page."""
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    page = queries.printed_thread(current_actor(), thread, number)
    poll = slot("thread.printed", GUEST, [page.thread])  # of nobody, as all of it
    return render_template("forum/printed.html", page=page, poll=poll, now=end_of_today())

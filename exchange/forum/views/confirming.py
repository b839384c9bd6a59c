from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum import actions
from exchange.forum.queries.readers import reader_page
from exchange.forum.views.blueprint import forum
from exchange.kernel.access import Audience, open_to
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.forms import whole_number


@forum.post("/threads/<int:thread_id>/confirm")
@open_to(Audience.WRITERS)
def confirm(thread_id: int) -> ResponseReturnValue:
    """Whoever is asked says that they have read an announcement."""
    actions.confirm_announcement(current_actor(), thread_id)
    flash(_("Thank you: you have confirmed it."))
    return redirect(_place(thread_id), 303)


@forum.post("/threads/<int:thread_id>/remind")
@open_to(Audience.ROOM_MODERATORS)
def remind(thread_id: int) -> ResponseReturnValue:
    """Staff remind those who have not said so."""
    if actions.remind_readers(current_actor(), thread_id):
        flash(_("Those who have not confirmed it are reminded now."))
    else:
        flash(_("They were reminded less than a week ago."))
    return redirect(_place(thread_id), 303)


@forum.get("/threads/<int:thread_id>/readers")
@open_to(Audience.ROOM_MODERATORS)
def show_readers(thread_id: int) -> ResponseReturnValue:
    """A coordinator sees whom to ask in another way."""
    have_confirmed = request.args.get("who") == "confirmed"
    after = whole_number(request.args.get("from", "0"))
    page = reader_page(current_actor(), thread_id, have_confirmed=have_confirmed, after=after)
    return render_template("forum/readers.html", page=page, have_confirmed=have_confirmed)


@forum.post("/threads/<int:thread_id>/put-away")
@open_to(Audience.SIGNED_IN)
def put_away(thread_id: int) -> ResponseReturnValue:
    """Whoever has seen enough of an announcement has room for others."""
    actions.put_announcement_away(current_actor(), thread_id)
    return redirect(f"/{current_code()}/", 303)


def _place(thread_id: int) -> str:
    return url_for("forum.show_thread", thread=thread_id, _anchor="confirm")

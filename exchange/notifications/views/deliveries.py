from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.notifications import actions, queries
from exchange.notifications.views.blueprint import notifications
from exchange.people.login import current_actor


@notifications.get("/deliveries")
@open_to(Audience.ADMINS)
def show_deliveries() -> ResponseReturnValue:
    """An admin sees what could not be delivered, and why, and has it tried again."""
    dead = queries.dead_deliveries(current_actor())
    return render_template("notifications/deliveries.html", dead=dead)


@notifications.post("/deliveries/<int:delivery_id>/again")
@open_to(Audience.ADMINS)
def try_again(delivery_id: int) -> ResponseReturnValue:
    actions.try_again(current_actor(), delivery_id)
    flash(_("It is tried again within a minute."))
    return redirect(url_for(".show_deliveries"), 303)

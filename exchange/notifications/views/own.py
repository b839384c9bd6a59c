from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound
from exchange.notifications import actions, queries
from exchange.notifications.forms import MailForm
from exchange.notifications.policy import offered_kinds
from exchange.notifications.views.blueprint import notifications
from exchange.people.login import current_actor


@notifications.get("/notifications")
@open_to(Audience.SIGNED_IN)
def show_notifications() -> ResponseReturnValue:
    """Who was away sees all that was told to them, and what of it they have not seen."""
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    page = queries.notification_page(current_actor(), number)
    return render_template("notifications/list.html", page=page)


@notifications.post("/notifications/<int:notification_id>/seen")
@open_to(Audience.SIGNED_IN)
def see(notification_id: int) -> ResponseReturnValue:
    actions.mark_seen(current_actor(), notification_id)
    return _back()


@notifications.post("/notifications/<int:newest_id>/all-seen")
@open_to(Audience.SIGNED_IN)
def see_all(newest_id: int) -> ResponseReturnValue:
    """All up to the newest on the page whose button it was; what came meanwhile still waits."""
    actions.mark_all_seen(current_actor(), newest_id)
    return _back()


def _back() -> ResponseReturnValue:
    """To the page whose button it was: the front page, or the list."""
    from_front = request.args.get("from") == "front"
    return redirect(url_for("pages.front" if from_front else ".show_notifications"), 303)


@notifications.route("/settings/mail", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def choose_mails() -> ResponseReturnValue:
    """Who gets too many mails switches some off, and back on."""
    actor = current_actor()
    form = MailForm(offered_kinds(actor), queries.kinds_switched_off(actor.id))
    if request.method == "GET":
        return render_template("notifications/mail_settings.html", form=form)
    if not form.validate():
        return render_template("notifications/mail_settings.html", form=form), 422
    actions.choose_mails(actor, form.wanted.data or ())
    flash(_("Saved: you get the mails that are ticked."))
    return redirect(url_for(".choose_mails"), 303)

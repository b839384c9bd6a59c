from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.people import actions
from exchange.people.login import current_actor
from exchange.people.views.blueprint import people


@people.post("/people/<int:account_id>/ignore")
@open_to(Audience.SIGNED_IN)
def ignore(account_id: int) -> ResponseReturnValue:
    actions.ignore(current_actor(), account_id)
    flash(_("You ignore this person: their posts are folded for you."))
    return _back(account_id)


@people.post("/people/<int:account_id>/ignore-no-longer")
@open_to(Audience.SIGNED_IN)
def ignore_no_longer(account_id: int) -> ResponseReturnValue:
    actions.ignore_no_longer(current_actor(), account_id)
    flash(_("You no longer ignore this person."))
    return _back(account_id)


def _back(account_id: int) -> ResponseReturnValue:
    if request.args.get("from") == "settings":
        return redirect(url_for("people.show_settings", _anchor="ignored"), 303)
    return redirect(url_for("people.show_person", account_id=account_id), 303)

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.collections import actions, policy, queries
from exchange.collections.forms import HideForm
from exchange.collections.views.blueprint import address_of, collections
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@collections.route("/collections/<int:collection_id>/hide", methods=["GET", "POST"])
@open_to(Audience.MODERATORS)
def hide(collection_id: int) -> ResponseReturnValue:
    """A moderator takes a collection out of sight, and says why to whoever gathered it."""
    actor, form = current_actor(), HideForm()
    row = queries.get_collection(actor, collection_id)
    if request.method == "GET" or not form.validate():
        require(policy.may_hide(actor, row))
        body = render_template("collections/hide.html", form=form, row=row)
        return body, 422 if form.errors else 200
    sender, submission = str(actor.id), form.submission_id.data
    return redirect(once(sender, submission, lambda: _hide(actor, collection_id, form)), 303)


def _hide(actor: Actor, collection_id: int, form: HideForm) -> str:
    actions.hide_collection(actor, collection_id, reason=form.reason.data)
    flash(_("The collection is hidden."))
    return address_of(collection_id)


@collections.post("/collections/<int:collection_id>/show")
@open_to(Audience.MODERATORS)
def show(collection_id: int) -> ResponseReturnValue:
    actions.show_collection(current_actor(), collection_id)
    flash(_("Everyone sees the collection again."))
    return redirect(address_of(collection_id), 303)

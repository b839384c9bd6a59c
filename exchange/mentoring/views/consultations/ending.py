from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.policy import consultations as policy
from exchange.mentoring.queries.consultations.page import read_around
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.consultations.addresses import consultation_address, list_address
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.forms import PlainForm

_PLACE = "/private-consultations/<int:consultation_id>"


@mentoring.post(f"{_PLACE}/end")
@open_to(Audience.WRITERS)
def end_consultation(consultation_id: int) -> ResponseReturnValue:
    """Whoever asked has what they need."""
    actions.end_consultation(current_actor(), consultation_id)
    flash(_("It has ended. You can open it again at any time."))
    return redirect(consultation_address(consultation_id), 303)


@mentoring.post(f"{_PLACE}/reopen")
@open_to(Audience.WRITERS)
def reopen_consultation(consultation_id: int) -> ResponseReturnValue:
    """Whoever asked has something to add."""
    actions.reopen_consultation(current_actor(), consultation_id)
    flash(_("It is open again."))
    return redirect(consultation_address(consultation_id), 303)


@mentoring.route(f"{_PLACE}/delete", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def delete_consultation(consultation_id: int) -> ResponseReturnValue:
    """Whoever asked takes all of it away, for everybody."""
    actor, form = current_actor(), PlainForm()
    if request.method == "GET" or not form.validate():
        found = read_around(actor, consultation_id)
        require(policy.may_delete(actor, found.facts))
        return render_template("mentoring/consultation_delete.html", form=form, head=found.head)
    sender, submission = str(actor.id), form.submission_id.data
    return redirect(once(sender, submission, lambda: _delete(actor, consultation_id)), 303)


def _delete(actor: Actor, consultation_id: int) -> str:
    actions.delete_consultation(actor, consultation_id)
    flash(_("It is deleted, with all that was said in it."))
    return list_address()

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, require
from exchange.kernel.submissions import once
from exchange.library.codes import code_of, number_in, path_of
from exchange.library.policy import may_renew, may_withdraw
from exchange.library.queries import ExperiencePage, experience_page
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.still_true import actions
from exchange.still_true.policy import may_confirm
from exchange.still_true.queries import standing_of
from exchange.web.addresses import current_code
from exchange.web.forms import PlainForm

still_true = Blueprint(
    "still_true", __name__, template_folder="templates", url_prefix="/<lang:lang>"
)


@still_true.route("/experiences/<code>/still-true", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def answer(code: str) -> ResponseReturnValue:
    """Who answers for a record says with one click that it holds, or goes on to mend it."""
    actor, form = current_actor(), PlainForm()
    number = number_in(code)
    if number is None or code != code_of(number):
        raise NotFound
    page = experience_page(actor, number)
    if request.method == "GET" or not form.validate():
        require(may_confirm(actor, page.facts))
        return _show(actor, page, form), 422 if form.errors else 200
    address = once(str(actor.id), form.submission_id.data, lambda: _confirm(actor, page))
    return redirect(address, 303)


def _show(actor: Actor, page: ExperiencePage, form: PlainForm) -> str:
    return render_template(
        "still_true/answer.html",
        page=page,
        row=page.row,
        form=form,
        standing=standing_of(page.row.number),
        renewing=PlainForm(formdata=None) if may_renew(actor, page.facts) else None,
        may_withdraw=may_withdraw(actor, page.facts),
    )


def _confirm(actor: Actor, page: ExperiencePage) -> str:
    actions.confirm(actor, page.row.id)
    flash(_("Thank you. You are asked again in two years."))
    return f"/{current_code()}{path_of(page.row.number, page.row.title)}"

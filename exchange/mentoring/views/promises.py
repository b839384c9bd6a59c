from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Stale
from exchange.kernel.submissions import once
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.forms.clock import PromiseForm
from exchange.mentoring.policy.clock import may_promise
from exchange.mentoring.queries.promises import PromiseRow, promise_list, promise_of
from exchange.mentoring.queries.samples import are_samples_counted
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code


@mentoring.get("/desk/promises")
@open_to(Audience.MENTORING_COORDINATORS)
def show_promises() -> ResponseReturnValue:
    """Who answers for mentoring sees what is promised where, and what was kept."""
    actor = current_actor()
    samples = are_samples_counted()
    return render_template(
        "mentoring/promises.html",
        rows=promise_list(actor, samples=samples),
        are_samples=samples,
        may_promise=may_promise(actor),
    )


@mentoring.route("/desk/promises/<int:category_id>", methods=["GET", "POST"])
@open_to(Audience.ADMINS)
def promise(category_id: int) -> ResponseReturnValue:
    """An admin says within how many working days a mentor answers there."""
    actor, form, samples = current_actor(), PromiseForm(), are_samples_counted()
    row = promise_of(actor, category_id, samples=samples)
    if request.method == "GET":
        form.show(row)
    if request.method == "GET" or not form.validate():
        return _form_page(form, row, samples), 422 if form.errors else 200
    try:
        sender, submission = str(actor.id), form.submission_id.data
        return redirect(once(sender, submission, lambda: _set(actor, category_id, form)), 303)
    except Stale:
        row = promise_of(actor, category_id, samples=samples)
        form.start_anew(row.edit_version)
        return _form_page(form, row, samples, is_stale=True), 409


def _form_page(
    form: PromiseForm, row: PromiseRow, are_samples: bool, *, is_stale: bool = False
) -> str:
    told = {"row": row, "are_samples": are_samples, "is_stale": is_stale}
    return render_template("mentoring/promise.html", form=form, **told)


def _set(actor: Actor, category_id: int, form: PromiseForm) -> str:
    set_promise(actor, category_id, days=form.promised, version=form.version.data)
    flash(_("It is saved. It holds for questions that are asked from now on."))
    return f"/{current_code()}/desk/promises"

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.reuse import actions, policy, queries
from exchange.reuse.forms import DeclineForm
from exchange.reuse.views.blueprint import reuse, reuse_address
from exchange.text.languages import LANGUAGES


@reuse.post("/reuse/<int:reuse_id>/steps/<int:step_id>/confirm")
@open_to(Audience.WRITERS)
def confirm(reuse_id: int, step_id: int) -> ResponseReturnValue:
    """An author knows of this use; from now on it counts."""
    actor = current_actor()
    _asked(actor, reuse_id, step_id)
    actions.rule_on(actor, step_id, is_true=True)
    flash(_("It is confirmed and counts from now on."))
    return redirect(reuse_address(reuse_id), 303)


@reuse.route("/reuse/<int:reuse_id>/steps/<int:step_id>/decline", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def decline(reuse_id: int, step_id: int) -> ResponseReturnValue:
    """An author does not know of this use, and says why it should not count."""
    actor, form = current_actor(), DeclineForm()
    page = _asked(actor, reuse_id, step_id)
    if request.method == "GET" or not form.validate():
        require(policy.may_rule(actor, page.facts))
        langs = {one.code: one.html for one in LANGUAGES}
        body = render_template(
            "reuse/decline.html", form=form, page=page, row=page.row, step_id=step_id, langs=langs
        )
        return body, 422 if form.errors else 200
    sender, submission = str(actor.id), form.submission_id.data
    return redirect(once(sender, submission, lambda: _decline(actor, step_id, form)), 303)


def _asked(actor: Actor, reuse_id: int, step_id: int) -> queries.ReusePage:
    """The page of the reuse to which this step belongs."""
    page = queries.reuse_page(actor, reuse_id)
    if step_id not in {step.id for step in page.steps}:
        raise NotFound
    return page


def _decline(actor: Actor, step_id: int, form: DeclineForm) -> str:
    sentence, lang = form.sentence.data, form.lang.data
    reuse_id = actions.rule_on(actor, step_id, is_true=False, sentence=sentence, lang=lang)
    flash(_("It is declined, and whoever declared it is told why."))
    return reuse_address(reuse_id)

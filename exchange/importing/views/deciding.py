from collections.abc import Sequence

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.importing import actions, queries
from exchange.importing.forms import PlainForm
from exchange.importing.policy import may_import
from exchange.importing.views.blueprint import import_address, importing
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@importing.get("/experiences/imports/<int:import_id>")
@open_to(Audience.EDITORS)
def show(import_id: int) -> ResponseReturnValue:
    """Who sent a table sees what is wrong with it; who used it, what came of it."""
    page = queries.import_page(current_actor(), import_id)
    return _show(page, PlainForm())


def _show(page: queries.ImportPage, form: PlainForm) -> str:
    return render_template("importing/show.html", page=page, row=page.row, form=form)


@importing.post("/experiences/imports/<int:import_id>/use")
@open_to(Audience.EDITORS)
def use(import_id: int) -> ResponseReturnValue:
    """The table is good: its rows become drafts, all of them or none."""
    actor, form = current_actor(), PlainForm()
    require(may_import(actor))
    page = queries.import_page(actor, import_id)
    if not form.validate() or not (page.may_go_in or page.row.used_at):
        return _show(page, form), 422
    ready = actions.made_ready(actor, import_id)
    address = once(str(actor.id), form.submission_id.data, lambda: _use(actor, import_id, ready))
    return redirect(address, 303)


def _use(actor: Actor, import_id: int, ready: Sequence[actions.Ready]) -> str:
    made = actions.use_import(actor, import_id, ready)
    if made:
        flash(ngettext("%(num)d draft is made.", "%(num)d drafts are made.", made))
    return import_address(import_id)


@importing.route("/experiences/imports/<int:import_id>/undo", methods=["GET", "POST"])
@open_to(Audience.EDITORS)
def undo(import_id: int) -> ResponseReturnValue:
    """It was a mistake: what nobody has touched goes; before, the page says what stays and why."""
    actor, form = current_actor(), PlainForm()
    require(may_import(actor))
    page = queries.import_page(actor, import_id)
    if form.validate_on_submit():
        address = once(str(actor.id), form.submission_id.data, lambda: _undo(actor, import_id))
        return redirect(address, 303)
    body = render_template("importing/undo.html", page=page, row=page.row, form=form)
    return body, 422 if form.errors else 200


def _undo(actor: Actor, import_id: int) -> str:
    actions.undo_import(actor, import_id)
    flash(_("The import is undone."))
    return import_address(import_id)

from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.reuse import actions, policy, queries
from exchange.reuse.forms import ChangeForm, DeclareForm, ReuseForm
from exchange.reuse.queries import Record
from exchange.reuse.views.blueprint import number_of, reuse, reuse_address
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.forms import PlainForm


@reuse.route("/experiences/<code>/reuse", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def declare(code: str) -> ResponseReturnValue:
    """Who uses an experience says so for their organisation, and what they changed."""
    actor, form = current_actor(), DeclareForm()
    record = queries.get_record(number_of(code))
    require(policy.may_declare(actor))
    own = queries.own_organisations(actor)
    form.offer(record)
    form.offer_organisations(own)
    if request.method == "GET":
        form.begin(own[0].country)
        return _form_page(form, record)
    return _keep(form, record, lambda: _declare(actor, record, form))


def _form_page(form: ReuseForm, record: Record, **more: object) -> str:
    langs = {one.code: one.html for one in LANGUAGES}
    return render_template("reuse/form.html", form=form, record=record, langs=langs, **more)


def _keep(
    form: ReuseForm, record: Record, act: Callable[[], str], **more: object
) -> ResponseReturnValue:
    if form.validate():
        try:
            actor = current_actor()
            return redirect(once(str(actor.id), form.submission_id.data, act), 303)
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
    return _form_page(form, record, **more), 422


def _declare(actor: Actor, record: Record, form: DeclareForm) -> str:
    organisation = int(form.organisation.data)
    made = actions.declare_reuse(actor, record.number, organisation, form.declared())
    flash(_("It is declared. It counts once an author of the experience confirms it."))
    return reuse_address(made)


@reuse.route("/reuse/<int:reuse_id>/edit", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def change(reuse_id: int) -> ResponseReturnValue:
    """Who declared it says how far it is by now."""
    actor, form = current_actor(), ChangeForm()
    page = queries.reuse_page(actor, reuse_id)
    require(policy.may_change(actor, page.facts))
    form.offer(page.record)
    if request.method == "GET":
        form.show(page.row)
        return _form_page(form, page.record, row=page.row)
    try:
        return _keep(form, page.record, lambda: _change(actor, reuse_id, form), row=page.row)
    except Stale:
        form.start_anew(page.row.edit_version)
        return _form_page(form, page.record, row=page.row, is_stale=True), 409


def _change(actor: Actor, reuse_id: int, form: ChangeForm) -> str:
    actions.change_reuse(actor, reuse_id, version=form.version.data, said=form.declared())
    flash(_("It is saved."))
    return reuse_address(reuse_id)


@reuse.route("/reuse/<int:reuse_id>/take-back", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def take_back(reuse_id: int) -> ResponseReturnValue:
    """Who declared something by mistake takes it back."""
    actor, form = current_actor(), PlainForm()
    if request.method == "GET" or not form.validate():
        page = queries.reuse_page(actor, reuse_id)
        require(policy.may_take_back(actor, page.facts))
        return render_template("reuse/take_back.html", form=form, page=page, row=page.row)
    address = once(str(actor.id), form.submission_id.data, lambda: _take_back(actor, reuse_id))
    return redirect(address, 303)


def _take_back(actor: Actor, reuse_id: int) -> str:
    record = actions.take_back_reuse(actor, reuse_id)
    flash(_("It is not declared any more."))
    return f"/{current_code()}{record.path}"

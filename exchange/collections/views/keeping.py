from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.collections import actions, policy, queries
from exchange.collections.forms import ChangeForm, CollectionForm
from exchange.collections.views.blueprint import address_of, collections
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.library.codes import code_of, number_in
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.forms import PlainForm


@collections.route("/collections/new", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def new() -> ResponseReturnValue:
    """Who sees what belongs together begins to gather it; `with` is the first record."""
    actor, form = current_actor(), CollectionForm()
    if request.method == "GET" or not form.validate():
        return _form_page(form), 422 if form.errors else 200
    try:
        return redirect(
            once(str(actor.id), form.submission_id.data, lambda: _new(actor, form)), 303
        )
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return _form_page(form), 422


def _form_page(form: CollectionForm, **more: object) -> str:
    langs = {one.code: one.html for one in LANGUAGES}
    first = _first()
    code = code_of(first) if first else ""
    return render_template("collections/form.html", form=form, langs=langs, first=code, **more)


def _first() -> int | None:
    """The record that is to be in it from the start."""
    return number_in(request.args.get("with", ""))


def _new(actor: Actor, form: CollectionForm) -> str:
    made = actions.begin_collection(actor, form.words())
    if first := _first():
        actions.add_to_collection(actor, made, first, note="")
    flash(_("It is begun. Add experiences on their pages."))
    return address_of(made)


@collections.route("/collections/<int:collection_id>/edit", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def change(collection_id: int) -> ResponseReturnValue:
    """Who gathered it says it better, or shows it to others."""
    actor, form = current_actor(), ChangeForm()
    row = queries.get_collection(actor, collection_id)
    require(policy.may_keep(actor, row))
    if request.method == "GET":
        form.show(row)
        return _form_page(form, row=row)
    if not form.validate():
        return _form_page(form, row=row), 422
    try:
        act = lambda: _change(actor, collection_id, form)  # noqa: E731  it fits nowhere else
        return redirect(once(str(actor.id), form.submission_id.data, act), 303)
    except Stale:
        form.start_anew(row.edit_version)
        return _form_page(form, row=row, is_stale=True), 409


def _change(actor: Actor, collection_id: int, form: ChangeForm) -> str:
    words = form.words()
    actions.change_collection(actor, collection_id, version=form.version.data, words=words)
    flash(_("It is saved."))
    return address_of(collection_id)


@collections.route("/collections/<int:collection_id>/remove", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def remove(collection_id: int) -> ResponseReturnValue:
    """Who needs it no more removes it; the records stay in the library."""
    actor, form = current_actor(), PlainForm()
    if request.method == "GET" or not form.validate():
        row = queries.get_collection(actor, collection_id)
        require(policy.may_keep(actor, row))
        return render_template("collections/remove.html", form=form, row=row)
    sender, submission = str(actor.id), form.submission_id.data
    return redirect(once(sender, submission, lambda: _remove(actor, collection_id)), 303)


def _remove(actor: Actor, collection_id: int) -> str:
    actions.remove_collection(actor, collection_id)
    flash(_("The collection is removed."))
    return f"/{current_code()}/collections/mine"

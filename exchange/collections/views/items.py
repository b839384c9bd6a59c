from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.collections import actions, queries
from exchange.collections.forms import CollectForm
from exchange.collections.views.blueprint import address_of, collections, number_of
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, Refused
from exchange.kernel.submissions import once
from exchange.library.queries import ExperienceRow, experience_page
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@collections.route("/experiences/<code>/collect", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def collect(code: str) -> ResponseReturnValue:
    """Who reads a record puts it to what belongs with it, and says why."""
    actor, form = current_actor(), CollectForm()
    record, own = _published(actor, code), queries.own_collections(actor)
    form.offer(own)
    if request.method == "GET":
        _show_kept(actor, record.number, form)
    elif form.validate():
        try:
            act = lambda: _collect(actor, record.number, form)  # noqa: E731  it fits nowhere else
            return redirect(once(str(actor.id), form.submission_id.data, act), 303)
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
    body = render_template("collections/collect.html", form=form, record=record, own=own)
    return body, 422 if form.errors else 200


def _published(actor: Actor, code: str) -> ExperienceRow:
    """Nobody gathers what others cannot read; what was typed meanwhile is shown again."""
    record = experience_page(actor, number_of(code)).row
    if record.state != "published" and request.method == "GET":
        raise NotFound
    return record


def _show_kept(actor: Actor, number: int, form: CollectForm) -> None:
    """The note that is there, where one comes from the collection to change it."""
    chosen = request.args.get("in", "")
    if chosen in {choice.value for choice in form.collection.iter_choices()}:
        items = queries.collection_page(actor, int(chosen)).items
        form.collection.data = chosen
        form.note.data = next((one.note for one in items if one.number == number), "")


def _collect(actor: Actor, number: int, form: CollectForm) -> str:
    collection_id = int(form.collection.data)
    actions.add_to_collection(actor, collection_id, number, note=form.note.data)
    flash(_("It is in your collection."))
    return address_of(collection_id)


@collections.post("/collections/<int:collection_id>/<code>/place/<int:place>")
@open_to(Audience.WRITERS)
def move(collection_id: int, code: str, place: int) -> ResponseReturnValue:
    actions.move_to(current_actor(), collection_id, number_of(code), place)
    return redirect(address_of(collection_id), 303)


@collections.post("/collections/<int:collection_id>/<code>/take-out")
@open_to(Audience.WRITERS)
def take_out(collection_id: int, code: str) -> ResponseReturnValue:
    actions.take_out(current_actor(), collection_id, number_of(code))
    flash(_("It is not in your collection any more."))
    return redirect(address_of(collection_id), 303)

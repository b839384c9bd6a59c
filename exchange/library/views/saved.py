from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused
from exchange.kernel.submissions import once
from exchange.library import actions, queries
from exchange.library.forms import PlainForm, SavedForm
from exchange.library.narrowing import Narrowed
from exchange.library.views.blueprint import library
from exchange.library.views.choices import choice
from exchange.library.views.finding import asked_for, narrowing_asked_for
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code

MOST_NAME = 80


@library.get("/experiences/saved")
@open_to(Audience.SIGNED_IN)
def show_saved() -> ResponseReturnValue:
    """Who waits for experiences of some kind finds their lists again."""
    return render_template(
        "library/saved.html", rows=queries.saved_searches(current_actor()), choice=choice
    )


@library.route("/experiences/saved/new", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def save() -> ResponseReturnValue:
    """Who wants to be told of what fits gives the list a name."""
    narrowed = narrowing_asked_for().but(order="")
    if not narrowed.is_narrow:
        return redirect(f"/{current_code()}/experiences")
    if request.method == "GET" and asked_for() != (query := narrowed.query()):
        return redirect(request.path + query, 301)
    form = SavedForm()
    if request.method == "GET":
        form.name.data = _proposed(narrowed)
        return _page(form, narrowed)
    return _saved(current_actor(), form, narrowed)


def _page(form: SavedForm, narrowed: Narrowed) -> str:
    return render_template("library/save.html", form=form, narrowed=narrowed, choice=choice)


def _proposed(narrowed: Narrowed) -> str:
    """The choices in words, as a name to begin with."""
    words = [choice(facet, value).words for facet, value in narrowed.chosen().items()]
    return ", ".join([narrowed.q, *words] if narrowed.q else words)[:MOST_NAME]


def _saved(actor: Actor, form: SavedForm, narrowed: Narrowed) -> ResponseReturnValue:
    def act() -> str:
        actions.save_search(actor, narrowed, name=form.name.data)
        return f"/{current_code()}/experiences/saved"

    if not form.validate():
        return _page(form, narrowed), 422
    try:
        address = once(str(actor.id), form.submission_id.data, act)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return _page(form, narrowed), 422
    flash(_("It is saved. We tell you of new experiences that fit, at most once a day."))
    return redirect(address, 303)


@library.post("/experiences/saved/<int:search_id>/remove")
@open_to(Audience.SIGNED_IN)
def forget(search_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PlainForm()

    def act() -> str:
        actions.forget_search(actor, search_id)
        return f"/{current_code()}/experiences/saved"

    address = once(str(actor.id), form.submission_id.data, act)
    flash(_("The saved search is removed."))
    return redirect(address, 303)

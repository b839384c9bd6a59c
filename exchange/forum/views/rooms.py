from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum import actions, queries
from exchange.forum.forms import CategoryForm, InviteForm
from exchange.forum.keeping import may_make_categories
from exchange.forum.views.blueprint import forum
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.people.queries import every_organisation
from exchange.web.forms import PlainForm


@forum.route("/categories/new", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def new_category() -> ResponseReturnValue:
    """An admin makes a category, a coordinator a room for the own network."""
    actor = current_actor()
    require(may_make_categories(actor))
    form = _form(actor)
    del form.version
    if request.method == "GET" or not form.validate():
        return render_template("forum/category.html", form=form), 422 if form.errors else 200
    address = once(str(actor.id), form.submission_id.data, lambda: _make(actor, form))
    flash(_("The category is saved."))
    return redirect(address, 303)


def _make(actor: Actor, form: CategoryForm) -> str:
    return _to(actions.make_category(actor, form.told()))


@forum.route("/categories/<int:category_id>/edit", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def edit_category(category_id: int) -> ResponseReturnValue:
    """Who keeps a room calls it something else, or opens it to others."""
    actor = current_actor()
    old = queries.category_to_change(actor, category_id)
    form = _form(actor)
    if request.method == "GET":
        form.show(old.row)
        return _page(form, old)
    if not form.validate():
        return _page(form, old), 422
    address = once(str(actor.id), form.submission_id.data, lambda: _save(actor, old, form))
    flash(_("The category is saved."))
    return redirect(address, 303)


@forum.post("/categories/<int:category_id>/invite")
@open_to(Audience.SIGNED_IN)
def invite(category_id: int) -> ResponseReturnValue:
    """Who keeps a room asks a mentor, or anybody else, in."""
    actor, form = current_actor(), InviteForm()
    old = queries.category_to_change(actor, category_id)
    if form.validate():
        try:
            actions.invite_guest(actor, category_id, form.account_id)
            flash(_("They read and write in this room now."))
            return redirect(_edit(category_id), 303)
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
    shown = _form(actor, formdata=None)
    shown.show(old.row)
    return _page(shown, old, form), 422


@forum.post("/categories/<int:category_id>/guests/<int:account_id>/take-back")
@open_to(Audience.SIGNED_IN)
def take_back_invitation(category_id: int, account_id: int) -> ResponseReturnValue:
    actions.take_back_invitation(current_actor(), category_id, account_id)
    flash(_("They are not in this room any more."))
    return redirect(_edit(category_id), 303)


def _form(actor: Actor, **kwargs: object) -> CategoryForm:
    known = every_organisation()
    own = known if actor.is_admin else [one for one in known if one.id in actor.coordinates]
    form = CategoryForm(own, **kwargs)
    if not actor.is_admin:
        form.leave_to_admins()
    return form


def _page(
    form: CategoryForm, old: queries.CategoryToChange, inviting: InviteForm | None = None
) -> str:
    return render_template(
        "forum/category.html",
        form=form,
        old=old,
        inviting=inviting or InviteForm(formdata=None),
        removing=PlainForm(formdata=None),
    )


def _save(actor: Actor, old: queries.CategoryToChange, form: CategoryForm) -> str:
    actions.change_category(actor, old.row.id, form.told(), version=form.version.data)
    return _to(old.row.id)


def _to(category_id: int) -> str:
    return url_for("forum.show_category", category=category_id)


def _edit(category_id: int) -> str:
    return url_for("forum.edit_category", category_id=category_id)

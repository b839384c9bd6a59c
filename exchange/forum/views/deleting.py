from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum import actions, queries
from exchange.forum.views.blueprint import forum
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.forms import PlainForm


@forum.route("/posts/<int:post_id>/delete", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def delete(post_id: int) -> ResponseReturnValue:
    """Who regrets a post takes it back, and is shown the way to undo that."""
    actor, form = current_actor(), PlainForm()
    to = queries.post_to_delete(actor, post_id)
    if to.is_deleted_by(actor):
        return redirect(_to_undo(post_id), 303)
    require(to.ruling)
    if request.method == "GET" or not form.validate():
        return render_template("forum/delete.html", form=form, to=to), 422 if form.errors else 200
    address = once(str(actor.id), form.submission_id.data, lambda: _delete(actor, post_id))
    return redirect(address, 303)


def _delete(actor: Actor, post_id: int) -> str:
    actions.delete_post(actor, post_id)
    return _to_undo(post_id)


def _to_undo(post_id: int) -> str:
    return url_for("forum.restore", post_id=post_id)


@forum.route("/posts/<int:post_id>/restore", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def restore(post_id: int) -> ResponseReturnValue:
    """Who deleted the wrong post puts it back."""
    actor, form = current_actor(), PlainForm()
    to = queries.post_to_restore(actor, post_id)
    if not to.post.deleted_at:
        return redirect(_place(post_id), 303)
    require(to.ruling)
    if request.method == "GET" or not form.validate():
        return render_template("forum/restore.html", form=form, to=to), 422 if form.errors else 200
    address = once(str(actor.id), form.submission_id.data, lambda: _restore(actor, post_id))
    flash(_("The post stands in its place again."))
    return redirect(address, 303)


def _restore(actor: Actor, post_id: int) -> str:
    actions.restore_post(actor, post_id)
    return _place(post_id)


def _place(post_id: int) -> str:
    return url_for("forum.show_post", post_id=post_id)

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum import actions, queries
from exchange.forum.forms import BookmarkForm, ChangeBookmarkForm
from exchange.forum.views.blueprint import forum
from exchange.kernel.access import Audience, open_to
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound, Refused, Stale
from exchange.kernel.submissions import new_submission_id, once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.forms import PlainForm


@forum.get("/bookmarks")
@open_to(Audience.SIGNED_IN)
def show_bookmarks() -> ResponseReturnValue:
    """Who marked a post finds it again, with the note they made."""
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    by_day = request.args.get("order") == "day"
    page = queries.bookmark_page(current_actor(), number, by_day=by_day)
    return render_template("forum/bookmarks.html", page=page)


@forum.route("/posts/<int:post_id>/bookmark", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def bookmark(post_id: int) -> ResponseReturnValue:
    """Who may need a post later marks it, says why, and when to be reminded."""
    actor = current_actor()
    form = BookmarkForm(actor.timezone)
    if request.method == "GET" and (found := queries.bookmark_of(actor, post_id)):
        return redirect(url_for("forum.change_bookmark", bookmark_id=found))
    thread, post = queries.post_to_bookmark(actor, post_id)
    if request.method == "GET" or not form.validate():
        return _new_page(form, thread, post), 422 if form.is_submitted() else 200
    try:
        return _once(actor, form, lambda: _mark(actor, form, post_id))
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return _new_page(form, thread, post), 422
    except Stale:
        return _both(actor, queries.bookmark_of(actor, post_id) or 0)


def _new_page(form: BookmarkForm, thread: queries.ThreadHead, post: queries.PostLine) -> str:
    return render_template("forum/bookmark.html", form=form, thread=thread, post=post)


def _mark(actor: Actor, form: BookmarkForm, post_id: int) -> None:
    actions.bookmark_post(actor, post_id, note=form.note.data, remind_at=form.remind_at())


@forum.route("/bookmarks/<int:bookmark_id>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def change_bookmark(bookmark_id: int) -> ResponseReturnValue:
    """Another note, another day; or it is not needed any more."""
    actor = current_actor()
    row = queries.get_bookmark(actor, bookmark_id)
    form = ChangeBookmarkForm(actor.timezone, row.remind_at)
    if request.method == "GET":
        form.show(row.note, row.edit_version)
        return render_template("forum/bookmark.html", form=form, row=row)
    if not form.validate():
        return render_template("forum/bookmark.html", form=form, row=row), 422
    try:
        return _once(actor, form, lambda: _change(actor, form, bookmark_id))
    except Stale:
        return _both(actor, bookmark_id)


def _change(actor: Actor, form: BookmarkForm, bookmark_id: int) -> None:
    actions.change_bookmark(
        actor,
        bookmark_id,
        version=form["version"].data,
        note=form.note.data,
        remind_at=form.remind_at(),
    )


def _both(actor: Actor, bookmark_id: int) -> ResponseReturnValue:
    """What another window has saved meanwhile, and what this one holds."""
    row = queries.get_bookmark(actor, bookmark_id)
    form = ChangeBookmarkForm(actor.timezone, row.remind_at)
    form.version.data, form.submission_id.data = row.edit_version, new_submission_id()
    return render_template("forum/bookmark.html", form=form, row=row, is_stale=True), 409


def _once(actor: Actor, form: BookmarkForm, act: Callable[[], None]) -> ResponseReturnValue:
    def save() -> str:
        act()
        return url_for("forum.show_bookmarks")

    address = once(str(actor.id), form.submission_id.data, save)
    flash(_("Your bookmark is saved."))
    return redirect(address, 303)


@forum.post("/bookmarks/<int:bookmark_id>/remove")
@open_to(Audience.SIGNED_IN)
def remove_bookmark(bookmark_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PlainForm()

    def remove() -> str:
        actions.remove_bookmark(actor, bookmark_id)
        return url_for("forum.show_bookmarks")

    address = once(str(actor.id), form.submission_id.data, remove)
    flash(_("The bookmark is removed."))
    return redirect(address, 303)

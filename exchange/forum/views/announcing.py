from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum import actions, queries
from exchange.forum.announcing import may_announce, may_announce_in
from exchange.forum.forms import AnnounceForm, ChangeAnnouncementForm
from exchange.forum.queries.announcements import announcement_to_change
from exchange.forum.views.attaching import take_files
from exchange.forum.views.blueprint import forum, thread_address
from exchange.forum.views.writing import post_once, preview_of, restored
from exchange.forum.writing import Place
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Stale, require
from exchange.kernel.submissions import new_submission_id, once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.bounds import takes_files
from exchange.web.forms import given

ANNOUNCED = Place("announce")


@forum.route("/announce", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
@takes_files
def announce() -> ResponseReturnValue:
    """A coordinator tells a network something, a moderator everybody."""
    actor = current_actor()
    form = announcement_form(actor)
    if request.method == "GET":
        form.category.data = given("category", 20)
        draft = restored(actor, form, ANNOUNCED)
        return render_template("forum/announce.html", form=form, draft=draft)
    take_files(actor, form)
    if not form.validate():
        return render_template("forum/announce.html", form=form), 422
    if "preview" in request.form:
        preview = preview_of(form, queries.Where(category=int(form.category.data)))
        return render_template("forum/announce.html", form=form, preview=preview)
    return post_once(actor, form, lambda: _announce(actor, form), "forum/announce.html")


def announcement_form(actor: Actor) -> AnnounceForm:
    """With the categories where this person may announce something."""
    require(may_announce(actor))
    form, categories = AnnounceForm(), queries.category_list(actor)
    form.offer([one for one in categories if may_announce_in(actor, one.id)], current_code())
    return form


def _announce(actor: Actor, form: AnnounceForm) -> str:
    thread_id = actions.announce(
        actor,
        category_id=int(form.category.data),
        title=form.title.data,
        body=form.body.data,
        lang=form.lang.data,
        terms=form.terms,
        files=form.files.attached,
    )
    return thread_address(thread_id, form.title.data)


@forum.route("/threads/<int:thread_id>/announcement", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def change_announcement(thread_id: int) -> ResponseReturnValue:
    """It stays on the front page for longer, or leaves it; it asks to be confirmed, or no more."""
    actor, form = current_actor(), ChangeAnnouncementForm()
    thread, row = announcement_to_change(actor, thread_id)
    if request.method == "GET":
        form.show(row, row.edit_version)
    elif form.validate():
        try:
            return _save(actor, thread_id, form)
        except Stale:
            return _both(actor, thread_id)
    page = render_template("forum/announcement_change.html", form=form, thread=thread)
    return page, 422 if form.errors else 200


def _save(actor: Actor, thread_id: int, form: ChangeAnnouncementForm) -> ResponseReturnValue:
    def save() -> str:
        version = form.version.data
        actions.change_announcement(actor, thread_id, version=version, terms=form.terms)
        return url_for("forum.show_thread", thread=thread_id)

    address = once(str(actor.id), form.submission_id.data, save)
    flash(_("The announcement is changed."))
    return redirect(address, 303)


def _both(actor: Actor, thread_id: int) -> ResponseReturnValue:
    """What another has saved meanwhile, and what this form holds."""
    thread, row = announcement_to_change(actor, thread_id)
    form = ChangeAnnouncementForm()
    form.version.data, form.submission_id.data = row.edit_version, new_submission_id()
    page = render_template("forum/announcement_change.html", form=form, thread=thread, newer=row)
    return page, 409

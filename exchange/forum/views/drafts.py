from contextlib import suppress

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum import actions, queries
from exchange.forum.forms import ReplyForm, TextForm
from exchange.forum.policy import may_write
from exchange.forum.views.announcing import ANNOUNCED, announcement_form
from exchange.forum.views.attaching import take_files
from exchange.forum.views.blueprint import forum
from exchange.forum.views.writing import change_form, question_form
from exchange.forum.writing import Place
from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import Refused, require
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.dates import clock
from exchange.web.addresses import current_code
from exchange.web.bounds import takes_files
from exchange.web.forms import PlainForm


@forum.get("/drafts")
@open_to(Audience.SIGNED_IN)
def show_drafts() -> ResponseReturnValue:
    """Who began a text somewhere finds it again, on any device."""
    rows = queries.drafts_everywhere(current_actor())
    return render_template("forum/drafts.html", rows=rows)


@forum.get("/drafts/<int:draft_id>")
@open_to(Audience.SIGNED_IN)
def show_draft(draft_id: int) -> ResponseReturnValue:
    """The whole text, also where it can be continued no more."""
    row = queries.get_draft(current_actor(), draft_id)
    return render_template("forum/draft.html", row=row)


@forum.post("/drafts/<int:draft_id>/discard")
@open_to(Audience.SIGNED_IN)
def discard_draft(draft_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PlainForm()

    def discard() -> str:
        actions.discard_draft(actor, draft_id)
        return url_for("forum.show_drafts")

    address = once(str(actor.id), form.submission_id.data, discard)
    flash(_("The draft is discarded."))
    return redirect(address, 303)


@forum.post("/ask/draft")
@open_to(Audience.SIGNED_IN)
@takes_files
def keep_question() -> ResponseReturnValue:
    """Who cannot finish a question now does so later."""
    actor = current_actor()
    require(may_write(actor))
    return _keep(actor, question_form(actor), Place("ask"), "forum/ask.html")


@forum.post("/announce/draft")
@open_to(Audience.ROOM_MODERATORS)
@takes_files
def keep_announcement() -> ResponseReturnValue:
    actor = current_actor()
    return _keep(actor, announcement_form(actor), ANNOUNCED, "forum/announce.html")


@forum.post("/posts/<int:post_id>/reply/draft")
@open_to(Audience.SIGNED_IN)
@takes_files
def keep_reply(post_id: int) -> ResponseReturnValue:
    actor = current_actor()
    to = queries.post_to_reply_to(actor, post_id)
    require(to.ruling)
    return _keep(actor, ReplyForm(), Place("reply", post_id), "forum/reply.html", to=to)


@forum.post("/posts/<int:post_id>/edit/draft")
@open_to(Audience.SIGNED_IN)
@takes_files
def keep_change(post_id: int) -> ResponseReturnValue:
    """The version of the post from which the change began is kept with it."""
    actor = current_actor()
    old = queries.post_to_edit(actor, post_id)
    require(old.ruling)
    form = change_form(actor, old)
    place = Place("edit", post_id, form.version.data)
    return _keep(actor, form, place, "forum/edit.html", old=old)


def _keep(
    actor: Actor, form: TextForm, place: Place, template: str, **more: object
) -> ResponseReturnValue:
    """`quietly` the page itself has sent it: then only words come back, for a line on the page, or
    the list of files where it has sent some."""
    take_files(actor, form, place.post_id if place.kind == "edit" else None)
    if request.form.get("quietly") == "files":
        return _list_of_files(actor, form, place)
    if not form.can_be_kept():
        return render_template(template, form=form, **more), 422
    try:
        is_kept = actions.keep_draft(actor, place, form.written(), form.opened)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return render_template(template, form=form, **more), 422
    said = _("Draft saved at %(time)s.", time=clock(now(), actor.timezone))
    if "quietly" in request.form:
        return Response(said if is_kept else "", mimetype="text/plain")
    if is_kept:
        flash(said)
    return redirect(f"/{current_code()}{_form_of(place)}", 303)


def _list_of_files(actor: Actor, form: TextForm, place: Place) -> ResponseReturnValue:
    """Kept with what is written by now where that can be kept; the files are stored anyway."""
    problems = form.files.errors
    if form.can_be_kept():
        with suppress(Refused):
            actions.keep_draft(actor, place, form.written(), form.opened)
    form.files.errors = problems
    return render_template("forum/attached.html", form=form), 422 if problems else 200


def _form_of(place: Place) -> str:
    return f"/posts/{place.post_id}/{place.kind}" if place.post_id else f"/{place.kind}"

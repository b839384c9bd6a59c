from collections.abc import Callable
from contextlib import suppress

from flask import Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import Refused, require
from exchange.kernel.submissions import once
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.forms.consultations import NoteForm
from exchange.mentoring.policy import consultations as policy
from exchange.mentoring.queries.consultations.page import consultation_page
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.consultations.addresses import consultation_address, list_address
from exchange.mentoring.views.consultations.asking import confide_form, confide_page
from exchange.mentoring.views.consultations.attaching import take_files
from exchange.mentoring.views.consultations.reading import note_page
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.dates import clock
from exchange.web.addresses import current_code
from exchange.web.bounds import takes_files
from exchange.web.forms import PlainForm


@mentoring.post("/private-consultations/new/draft")
@open_to(Audience.WRITERS)
@takes_files
def keep_confided() -> ResponseReturnValue:
    """Who cannot finish a question now does so later."""
    actor = current_actor()
    form = confide_form(actor)
    return _keep(actor, None, form, lambda: confide_page(form))


@mentoring.post("/private-consultations/<int:consultation_id>/draft")
@open_to(Audience.WRITERS)
@takes_files
def keep_note(consultation_id: int) -> ResponseReturnValue:
    """Who cannot finish what they write to the others does so later."""
    actor, form = current_actor(), NoteForm()
    page = consultation_page(actor, consultation_id)
    require(policy.may_add_note(actor, page.facts))
    return _keep(actor, consultation_id, form, lambda: note_page(actor, page, form))


def _keep(
    actor: Actor, consultation_id: int | None, form: NoteForm, page: Callable[[], str]
) -> ResponseReturnValue:
    """`quietly` the page itself has sent it: then only words come back, for a line on the page, or
    the list of files where it has sent some."""
    take_files(actor, form)
    if request.form.get("quietly") == "files":
        return _list_of_files(actor, consultation_id, form)
    if not form.can_be_kept():
        return page(), 422
    try:
        is_kept = actions.keep_draft(actor, consultation_id, form.written(), form.opened)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return page(), 422
    said = _("Draft saved at %(time)s.", time=clock(now(), actor.timezone))
    if "quietly" in request.form:
        return Response(said if is_kept else "", mimetype="text/plain")
    if is_kept:
        flash(said)
    return redirect(_form_of(consultation_id), 303)


def _list_of_files(
    actor: Actor, consultation_id: int | None, form: NoteForm
) -> ResponseReturnValue:
    """Kept with what is written by now where that can be kept; the files are stored anyway."""
    problems = form.files.errors
    if form.can_be_kept():
        with suppress(Refused):
            actions.keep_draft(actor, consultation_id, form.written(), form.opened)
    form.files.errors = problems
    return render_template("forum/attached.html", form=form), 422 if problems else 200


def _form_of(consultation_id: int | None) -> str:
    """Where it is written."""
    if consultation_id is None:
        return f"{list_address()}/new"
    return consultation_address(consultation_id, "#reply")


@mentoring.post("/private-consultations/drafts/<int:draft_id>/discard")
@open_to(Audience.SIGNED_IN)
def discard_private_draft(draft_id: int) -> ResponseReturnValue:
    """Its author wants it no more."""
    actor, form = current_actor(), PlainForm()

    def discard() -> str:
        form_address = _form_of(actions.discard_draft(actor, draft_id))
        is_in_list = request.args.get("from") == "drafts"
        return f"/{current_code()}/drafts" if is_in_list else form_address

    address = once(str(actor.id), form.submission_id.data, discard)
    flash(_("The draft is discarded."))
    return redirect(address, 303)

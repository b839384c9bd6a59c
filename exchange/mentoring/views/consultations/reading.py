from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from exchange.kernel.access import Audience, open_to
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.forms.consultations import NoteForm
from exchange.mentoring.policy import consultations as policy
from exchange.mentoring.queries.consultations.drafts import find_begun
from exchange.mentoring.queries.consultations.lists import consultation_list
from exchange.mentoring.queries.consultations.page import (
    ConsultationPage,
    consultation_page,
    is_only_arranged,
)
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.consultations.addresses import (
    act_once,
    consultation_address,
    named_draft,
)
from exchange.mentoring.views.consultations.attaching import take_files
from exchange.mentoring.views.consultations.showing import shown
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web import errors
from exchange.web.bounds import takes_files


@mentoring.get("/private-consultations")
@open_to(Audience.SIGNED_IN)
def show_consultations() -> ResponseReturnValue:
    """Whoever asked, answers or assigns finds theirs, the open ones first."""
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    page = consultation_list(current_actor(), number)
    may_ask = policy.may_ask(current_actor())
    return render_template("mentoring/consultations.html", page=page, may_ask=may_ask)


@mentoring.route("/private-consultations/<int:consultation_id>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@takes_files
def show_consultation(consultation_id: int) -> ResponseReturnValue:
    """Those who read it follow what was said, and write to each other."""
    actor, form = current_actor(), NoteForm()
    if request.method == "GET" and is_only_arranged(actor, consultation_id):
        return redirect(consultation_address(consultation_id, "/mentors"))
    page = consultation_page(actor, consultation_id)
    if request.method == "GET":
        return note_page(actor, page, form)
    if not (ruling := policy.may_add_note(actor, page.facts)):
        return _refused(consultation_id, ruling.reason)
    return _write(actor, page, form)


def _write(actor: Actor, page: ConsultationPage, form: NoteForm) -> ResponseReturnValue:
    take_files(actor, form)
    if form.validate():
        if "preview" in request.form:
            return note_page(actor, page, form, shown(form.body.data))
        led = act_once(form, lambda: _add(actor, page.head.id, form))
        if led is not None:
            return led
    return note_page(actor, page, form), 422


def _refused(consultation_id: int, reason: object) -> ResponseReturnValue:
    """What was written, and the way back: it may be read still, and opened again."""
    way = (consultation_address(consultation_id), _("To the question"))
    return errors.page(403, _("You cannot do this"), reason, kept=errors.kept_fields(), way=way)


def note_page(
    actor: Actor, page: ConsultationPage, form: NoteForm, preview: Markup | None = None
) -> str:
    """With what was begun before, unless the form comes back."""
    may = {
        "note": policy.may_add_note(actor, page.facts),
        "arrange": policy.may_arrange(actor, page.facts),
        "decline": policy.may_decline(actor, page.facts),
        "end": policy.may_end(actor, page.facts),
        "delete": policy.may_delete(actor, page.facts),
        "propose": policy.may_propose(actor, page.facts),
    }
    is_read = request.method == "GET" and may["note"]
    begun = find_begun(actor, page.head.id, named_draft()) if is_read else None
    form.show_begun(begun)
    langs = {one.code: one.html for one in LANGUAGES}
    told = {"langs": langs, "may": may, "begun": begun, "preview": preview}
    return render_template("mentoring/consultation.html", page=page, form=form, **told)


def _add(actor: Actor, consultation_id: int, form: NoteForm) -> str:
    text = {"body": form.body.data, "lang": form.lang.data, "files": form.files.attached}
    made = actions.add_note(actor, consultation_id, **text)
    actions.forget_draft_of(actor, form.opened)
    flash(_("The others in it are told that there is something new."))
    return consultation_address(consultation_id, f"#note-{made}")

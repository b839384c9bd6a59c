from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.mentoring.actions import hour_notes as actions
from exchange.mentoring.forms.hours import HourNoteForm, NoteVersionForm
from exchange.mentoring.policy import hours as policy
from exchange.mentoring.queries.own_hours import SlotPage, slot_page
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code


def _here(slot_id: int) -> str:
    return f"/{current_code()}/office-hours/{slot_id}"


@mentoring.route("/office-hours/<int:slot_id>/note", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def note_hours(slot_id: int) -> ResponseReturnValue:
    """One of the two writes down what came of the talk."""
    actor, form = current_actor(), HourNoteForm()
    page = slot_page(actor, slot_id)
    require(policy.may_note(actor, page.facts))
    if request.method == "GET":
        form.show(page.note_of(actor))
        return _page(actor, page, form)
    if not form.validate():
        return _page(actor, page, form), 422
    try:
        sender, sent = str(actor.id), form.submission_id.data
        return redirect(once(sender, sent, lambda: _write(actor, slot_id, form)), 303)
    except Stale:
        return _stale(actor, page, form)


def _page(actor: Actor, page: SlotPage, form: HourNoteForm, **more: object) -> str:
    langs = {one.code: one.html for one in LANGUAGES}
    told = {"page": page, "row": page.row, "note": page.note_of(actor), "langs": langs}
    return render_template("mentoring/note.html", form=form, **told, **more)


def _stale(actor: Actor, page: SlotPage, form: HourNoteForm) -> ResponseReturnValue:
    note = page.note_of(actor)
    form.start_anew(note.edit_version if note else 0)
    return _page(actor, page, form, is_stale=True), 409


def _write(actor: Actor, slot_id: int, form: HourNoteForm) -> str:
    given = {"version": form.version.data, "body": form.body.data, "lang": form.lang.data}
    actions.write_note(actor, slot_id, **given)
    flash(_("It is saved. Only the two of you read it."))
    return _here(slot_id)


@mentoring.post("/office-hours/<int:slot_id>/notes/<int:note_id>/ask")
@open_to(Audience.WRITERS)
def ask_for_thread(slot_id: int, note_id: int) -> ResponseReturnValue:
    """One of the two would like others to read a note."""
    actor, version = current_actor(), _version()
    actions.ask_for_thread(actor, slot_id, note_id, version=version)
    flash(_("The other is asked whether they agree."))
    return redirect(_here(slot_id), 303)


def _version() -> int:
    """Of the note, as its reader saw it; anything else is stale."""
    found = NoteVersionForm().version.data
    return found if found is not None else -1


@mentoring.post("/office-hours/<int:slot_id>/notes/<int:note_id>/agree")
@open_to(Audience.WRITERS)
def agree_to_thread(slot_id: int, note_id: int) -> ResponseReturnValue:
    """The other agrees to these words."""
    return _answer(slot_id, note_id, agrees=True)


@mentoring.post("/office-hours/<int:slot_id>/notes/<int:note_id>/decline")
@open_to(Audience.WRITERS)
def decline_thread(slot_id: int, note_id: int) -> ResponseReturnValue:
    """The other would rather keep it between the two."""
    return _answer(slot_id, note_id, agrees=False)


def _answer(slot_id: int, note_id: int, *, agrees: bool) -> ResponseReturnValue:
    actor, version = current_actor(), _version()
    actions.answer_for_thread(actor, slot_id, note_id, version=version, agrees=agrees)
    flash(_("You agree.") if agrees else _("It stays between the two of you."))
    return redirect(_here(slot_id), 303)


@mentoring.post("/office-hours/<int:slot_id>/notes/<int:note_id>/begin")
@open_to(Audience.WRITERS)
def begin_thread(slot_id: int, note_id: int) -> ResponseReturnValue:
    """Its author goes on to the form of a question, with these words in it."""
    try:
        draft = actions.begin_thread(current_actor(), slot_id, note_id)
    except Refused as refused:
        flash(str(refused.reason), "trouble")
        return redirect(_here(slot_id), 303)
    return redirect(f"/{current_code()}/ask?draft={draft}", 303)

"""What the two sides write down in a mentorship."""

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.mentoring.actions import mentorship_log as actions
from exchange.mentoring.forms.mentorships import (
    ChangeMeetingForm,
    ChangeNoteForm,
    EvaluateForm,
    MeetingForm,
    MentorshipNoteForm,
)
from exchange.mentoring.policy import mentorships as policy
from exchange.mentoring.queries.mentorships import (
    MeetingRow,
    MentorshipNoteRow,
    mentorship_page,
)
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.mentorships import form_html, here, keep, keep_change, page_for
from exchange.people.login import current_actor


@mentoring.route("/mentorships/<int:mentorship_id>/meetings/new", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def write_meeting(mentorship_id: int) -> ResponseReturnValue:
    """They met; who was not there learns what was agreed."""
    form, page = MeetingForm(), page_for(mentorship_id, policy.may_log)
    if request.method == "GET":
        return form_html("meeting", form, row=page.row)
    return keep("meeting", form, lambda: _write_meeting(mentorship_id, form), row=page.row)


def _write_meeting(mentorship_id: int, form: MeetingForm) -> str:
    actions.write_meeting(current_actor(), mentorship_id, form.met())
    flash(_("It is written down, and the others are told."))
    return here(mentorship_id)


@mentoring.route(
    "/mentorships/<int:mentorship_id>/meetings/<int:meeting_id>/edit", methods=["GET", "POST"]
)
@open_to(Audience.WRITERS)
def change_meeting(mentorship_id: int, meeting_id: int) -> ResponseReturnValue:
    """Either side puts right what was agreed."""
    form, page = ChangeMeetingForm(), page_for(mentorship_id, policy.may_log)
    old = page.meeting(meeting_id)
    if request.method == "GET":
        form.show(old)
        return form_html("meeting", form, row=page.row, old=old)
    more = {"row": page.row, "old": old}
    return keep_change(
        "meeting", form, lambda: _change_meeting(old, form), old.edit_version, **more
    )


def _change_meeting(old: MeetingRow, form: ChangeMeetingForm) -> str:
    said = {"version": form.version.data, "met": form.met()}
    actions.change_meeting(current_actor(), old.mentorship_id, old.id, **said)
    flash(_("It is saved."))
    return here(old.mentorship_id)


@mentoring.route("/mentorships/<int:mentorship_id>/notes/new", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def write_mentorship_note(mentorship_id: int) -> ResponseReturnValue:
    """One side tells the other something between two meetings."""
    form, page = MentorshipNoteForm(), page_for(mentorship_id, policy.may_log)
    if request.method == "GET":
        return form_html("note", form, row=page.row)
    return keep("note", form, lambda: _write_note(mentorship_id, form), row=page.row)


def _write_note(mentorship_id: int, form: MentorshipNoteForm) -> str:
    said = {"body": form.body.data, "lang": form.lang.data}
    actions.write_mentorship_note(current_actor(), mentorship_id, **said)
    flash(_("It is written down, and the others are told."))
    return here(mentorship_id)


@mentoring.route(
    "/mentorships/<int:mentorship_id>/notes/<int:note_id>/edit", methods=["GET", "POST"]
)
@open_to(Audience.WRITERS)
def change_mentorship_note(mentorship_id: int, note_id: int) -> ResponseReturnValue:
    """Whoever wrote a note puts it right."""
    actor, form = current_actor(), ChangeNoteForm()
    page = mentorship_page(actor, mentorship_id)
    old = page.note(note_id)
    if request.method == "GET":
        require(policy.may_change_note(actor, page.facts, old.by_id))
        form.show(old)
        return form_html("note", form, row=page.row, old=old)
    more = {"row": page.row, "old": old}
    return keep_change("note", form, lambda: _change_note(old, form), old.edit_version, **more)


def _change_note(old: MentorshipNoteRow, form: ChangeNoteForm) -> str:
    said = {"version": form.version.data, "body": form.body.data, "lang": form.lang.data}
    actions.change_mentorship_note(current_actor(), old.mentorship_id, old.id, **said)
    flash(_("It is saved."))
    return here(old.mentorship_id)


@mentoring.route("/mentorships/<int:mentorship_id>/evaluate", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def evaluate_mentorship(mentorship_id: int) -> ResponseReturnValue:
    """Each side says how it was, before it reads what the other says."""
    form, page = EvaluateForm(), page_for(mentorship_id, policy.may_evaluate)
    if request.method == "GET":
        return form_html("evaluate", form, row=page.row)
    return keep("evaluate", form, lambda: _evaluate(mentorship_id, form), row=page.row)


def _evaluate(mentorship_id: int, form: EvaluateForm) -> str:
    actions.evaluate(current_actor(), mentorship_id, form.said())
    flash(_("Thank you. You read what the other side says once both have said it."))
    return here(mentorship_id)

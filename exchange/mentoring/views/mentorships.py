"""A mentorship is proposed, read, accepted, changed and ended."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Ruling, Stale, require
from exchange.kernel.submissions import once
from exchange.mentoring import pairing
from exchange.mentoring.actions import mentorships as actions
from exchange.mentoring.forms.hours import NoteVersionForm
from exchange.mentoring.forms.mentorships import (
    ChangePlanForm,
    DeclineForm,
    EndForm,
    ProposeForm,
)
from exchange.mentoring.policy import mentorships as policy
from exchange.mentoring.policy.mentorships import MentorshipFacts
from exchange.mentoring.queries import mentorships as queries
from exchange.mentoring.queries.mentorships import MentorshipPage, MentorshipRow
from exchange.mentoring.queries.pair_choices import mentors_to_choose, organisations_to_choose
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.forms import Form, VersionedForm

Rule = Callable[[Actor, MentorshipFacts], Ruling]


@mentoring.get("/mentorships")
@open_to(Audience.SIGNED_IN)
def show_mentorships() -> ResponseReturnValue:
    """Either side finds its mentorships; coordinators of mentoring see all."""
    actor = current_actor()
    rows = queries.mentorship_list(actor)
    missing = [row.id for row in rows if row.is_without_somebody and _sees_it(actor, row)]
    return render_template(
        "mentoring/mentorships.html",
        rows=rows,
        missing=missing,
        states=pairing.STATES,
        may_propose=policy.may_propose(actor),
    )


def _sees_it(actor: Actor, row: MentorshipRow) -> bool:
    return policy.sees_who_is_missing(actor, queries.facts_of(row))


@mentoring.get("/mentorships/<int:mentorship_id>")
@open_to(Audience.SIGNED_IN)
def show_mentorship(mentorship_id: int) -> ResponseReturnValue:
    """Both sides see how far they are, what was agreed and what comes next."""
    actor = current_actor()
    page = queries.mentorship_page(actor, mentorship_id)
    names = ("accept", "decline", "change", "end", "log", "evaluate")
    may = {name: getattr(policy, f"may_{name}")(actor, page.facts) for name in names}
    return render_template(
        "mentoring/mentorship.html",
        page=page,
        row=page.row,
        may=may,
        side=policy.side_of(actor, page.facts),
        sees_who_is_missing=policy.sees_who_is_missing(actor, page.facts),
        words=pairing,
    )


@mentoring.route("/mentorships/new", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def propose_mentorship() -> ResponseReturnValue:
    """Who knows that two fit together proposes it to both."""
    actor, form = current_actor(), ProposeForm()
    require(policy.may_propose(actor))
    form.offer(organisations_to_choose(actor), mentors_to_choose())
    if request.method == "GET":
        return form_html("propose", form)
    return keep("propose", form, lambda: _propose(actor, form))


def form_html(name: str, form: Form, **more: object) -> str:
    """One of the forms of mentorships."""
    langs = {one.code: one.html for one in LANGUAGES}
    template = f"mentoring/mentorship_{name}.html"
    return render_template(template, form=form, langs=langs, words=pairing, **more)


def keep(name: str, form: Form, act: Callable[[], str], **more: object) -> ResponseReturnValue:
    """Do it once, or show what is wrong with all that was typed."""
    if form.validate():
        try:
            return redirect(once(str(current_actor().id), form.submission_id.data, act), 303)
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
    return form_html(name, form, **more), 422


def keep_change(
    name: str, form: VersionedForm, act: Callable[[], str], version: int, **more: object
) -> ResponseReturnValue:
    """The same of what may have become another meanwhile, now at this `version`: then both are
    shown."""
    try:
        return keep(name, form, act, **more)
    except Stale:
        form.start_anew(version)
        return form_html(name, form, is_stale=True, **more), 409


def here(mentorship_id: int) -> str:
    """The address of one."""
    return f"/{current_code()}/mentorships/{mentorship_id}"


def _propose(actor: Actor, form: ProposeForm) -> str:
    pair = int(form.organisation.data), int(form.mentor.data)
    made = actions.propose_mentorship(actor, *pair, form.planned())
    flash(_("It is proposed. It begins once both sides have accepted it."))
    return here(made)


def page_for(mentorship_id: int, rule: Rule) -> MentorshipPage:
    """A mentorship on which this may be done. What is sent is judged by the action: sent twice, it
    leads where it led."""
    actor = current_actor()
    page = queries.mentorship_page(actor, mentorship_id)
    if request.method == "GET":
        require(rule(actor, page.facts))
    return page


@mentoring.post("/mentorships/<int:mentorship_id>/accept")
@open_to(Audience.WRITERS)
def accept_mentorship(mentorship_id: int) -> ResponseReturnValue:
    """A side agrees to the aims as they stand on the page."""
    version = NoteVersionForm().version.data
    actions.accept_mentorship(current_actor(), mentorship_id, version=version or 0)
    flash(_("Your side has accepted it."))
    return redirect(here(mentorship_id), 303)


@mentoring.route("/mentorships/<int:mentorship_id>/decline", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def decline_mentorship(mentorship_id: int) -> ResponseReturnValue:
    """A side would rather not, or it was proposed by mistake."""
    form, page = DeclineForm(), page_for(mentorship_id, policy.may_decline)
    if request.method == "GET":
        return form_html("decline", form, row=page.row)
    return keep("decline", form, lambda: _decline(mentorship_id, form), row=page.row)


def _decline(mentorship_id: int, form: DeclineForm) -> str:
    said = {"reason": form.reason.data, "lang": form.lang.data}
    actions.decline_mentorship(current_actor(), mentorship_id, **said)
    flash(_("It does not come about, and the others are told."))
    return here(mentorship_id)


@mentoring.route("/mentorships/<int:mentorship_id>/edit", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def change_mentorship(mentorship_id: int) -> ResponseReturnValue:
    """Aims are reached or dropped, others come, the end moves."""
    form, page = ChangePlanForm(), page_for(mentorship_id, policy.may_change)
    if request.method == "GET":
        form.show(page.row)
        return form_html("change", form, row=page.row)
    version = page.row.edit_version
    return keep_change("change", form, lambda: _change(mentorship_id, form), version, row=page.row)


def _change(mentorship_id: int, form: ChangePlanForm) -> str:
    version, planned = form.version.data, form.planned()
    actions.change_mentorship(current_actor(), mentorship_id, version=version, planned=planned)
    flash(_("It is saved."))
    return here(mentorship_id)


@mentoring.route("/mentorships/<int:mentorship_id>/end", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def end_mentorship(mentorship_id: int) -> ResponseReturnValue:
    """It is over; both sides are asked how it was."""
    form, page = EndForm(), page_for(mentorship_id, policy.may_end)
    if request.method == "GET":
        form.version.data = page.row.edit_version
        return form_html("end", form, row=page.row)
    version = page.row.edit_version
    return keep_change("end", form, lambda: _end(mentorship_id, form), version, row=page.row)


def _end(mentorship_id: int, form: EndForm) -> str:
    said = {"ending": form.ending.data, "reason": form.reason.data, "lang": form.lang.data}
    version = form.version.data
    actions.end_mentorship(current_actor(), mentorship_id, version=version, **said)
    flash(_("It has ended. Please say how it was."))
    return here(mentorship_id)

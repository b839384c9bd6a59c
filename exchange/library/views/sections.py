from collections.abc import Mapping

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.library import actions, policy, queries
from exchange.library.content import Content, progress_of
from exchange.library.doubts import is_in_doubt
from exchange.library.forms import FORMS, Lists, SectionForm, form_of
from exchange.library.queries import ExperiencePage
from exchange.library.sections import SECTIONS, digest_of, is_section, next_after, section_with
from exchange.library.views.blueprint import library, number_of, work_address
from exchange.library.views.closed import not_open
from exchange.library.views.differing import differing
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import tag_list
from exchange.web.addresses import current_code

STILL_WRITING = 3_600  # seconds after a save in which its author may be at it


@library.route("/experiences/<code>/edit/<section>", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
def edit_section(code: str, section: str) -> ResponseReturnValue:
    """Who writes does one part at a time; nobody's later text is lost by it."""
    actor, number = current_actor(), number_of(code)
    page = queries.working_copy(actor, number)
    form = _form(section, page)
    if request.method == "GET":
        return not_open(actor, page) or show_kept(form, page)
    try:
        return keep(actor, form, page)
    except Stale:
        return _show_both(form, queries.working_copy(actor, number))


def _form(section: str, page: ExperiencePage) -> SectionForm:
    if section not in FORMS or (not is_section(section, page.row.kind) and not request.form):
        raise NotFound
    form = form_of(FORMS[section], page.content, list(request.form))
    form.offer(_lists(section), page.content)
    return form


def _lists(section: str) -> Lists:
    here = current_code()
    return Lists(
        themes=tag_list(here, themes_only=True) if section == "story" else (),
        organisations=queries.lead_choices(here) if section == "who" else (),
    )


def show(
    form: SectionForm, page: ExperiencePage, status: int = 200, **more: object
) -> ResponseReturnValue:
    body = render_template(
        f"library/sections/{form.section}.html",
        form=form,
        section=SECTIONS[form.section],
        page=page,
        row=page.row,
        remarks=queries.open_remarks(page),
        other=other_writer(current_actor(), page),
        **more,
    )
    return body, status


def show_kept(form: SectionForm, page: ExperiencePage) -> ResponseReturnValue:
    """As it is; after a try to submit the record, with what is missing."""
    form.show(page.content)
    form.version.data = digest_of(SECTIONS[form.section], page.content)
    if "check" in request.args:
        form.tell(_faults_in(form.section, page))
    return show(form, page)


def _faults_in(section: str, page: ExperiencePage) -> Mapping[str, object]:
    faults = progress_of(page.content).faults
    return {name: why for name, why in faults.items() if section_with(name).name == section}


def keep(actor: Actor, form: SectionForm, page: ExperiencePage) -> ResponseReturnValue:
    is_valid = form.validate()
    if form.turn(request.form):
        require(policy.may_edit(actor, page.facts))
        form.forget_faults()
        return show(form, page)
    if not is_valid:
        require(policy.may_edit(actor, page.facts))
        return show(form, page, 422)
    try:
        address = once(str(actor.id), form.submission_id.data, lambda: led_to(actor, form, page))
    except Refused as refused:
        form.tell({refused.field: refused.reason})
        return show(form, page, 422)
    return redirect(address, 303)


def led_to(actor: Actor, form: SectionForm, page: ExperiencePage) -> str:
    """Where a saved section leads: back into it for another row or a second look, to all of them,
    or on."""
    actions.save_section(
        actor,
        page.row.id,
        section=form.section,
        digest=form.version.data,
        typed=form.content(page.content),
        kind=form.of_kind.data,
    )
    saved = say_saved(actor, page, may_take_back="consent" in SECTIONS[form.section].fields)
    if "another" in request.form or form.leads_back:
        return work_address(page.row.number, f"edit/{form.section}")
    onwards = None
    if "all" not in request.form:
        if is_in_doubt(form.section, saved) and not is_in_doubt(form.section, page.content):
            onwards = form.section  # once: whoever finds it right goes on from there
        else:
            onwards = next_after(form.section, saved)
    return work_address(page.row.number, f"edit/{onwards}" if onwards else "edit")


def say_saved(actor: Actor, page: ExperiencePage, *, may_take_back: bool = False) -> Content:
    """What is kept now; whoever changed words that somebody had agreed to is told to agree anew,
    unless the same form takes it back."""
    saved = queries.working_copy_of(actor, page.row.id).content
    if page.content.consent and not saved.consent and not may_take_back:
        told = _("Saved. Because the words changed, consent to publication has to be given again.")
    else:
        told = _("Saved.")
    flash(told)
    return saved


def other_writer(actor: Actor, page: ExperiencePage) -> str | None:
    """Who else saved a part of it within the hour."""
    row = page.row
    is_mine = row.edited_by_id in (None, actor.id)
    is_past = (now() - row.edited_at).total_seconds() > STILL_WRITING
    return None if is_mine or is_past else row.edited_by


def _show_both(form: SectionForm, newest: ExperiencePage) -> ResponseReturnValue:
    """Somebody saved it meanwhile: the form keeps what was typed, and theirs stands beside it."""
    kept = newest.content
    theirs = form_of(type(form), kept, ())
    theirs.offer(_lists(form.section), kept)
    theirs.show(kept)
    form.start_anew(digest_of(SECTIONS[form.section], kept))
    return show(form, newest, 409, differing=list(differing(form, theirs)))

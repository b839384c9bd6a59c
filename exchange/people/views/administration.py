from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound, Refused, require
from exchange.kernel.submissions import once
from exchange.people import actions, queries
from exchange.people.forms import RolesForm, SuspendForm, number
from exchange.people.login import current_actor
from exchange.people.policy import may_name_editors, may_suspend
from exchange.people.views.blueprint import people
from exchange.people.views.profiles import person_page
from exchange.web.forms import given

LONGEST_SEARCH = 100


@people.get("/people")
@open_to(Audience.ADMINS)
def show_people() -> ResponseReturnValue:
    """An admin finds a person."""
    page = page_number(request.args.get("page"))
    if page is None:
        raise NotFound
    words, state = given("q", LONGEST_SEARCH), given("state", 20)
    found = queries.people_page(current_actor(), words=words, state=state, number=page)
    return render_template(
        "people/people.html", page=found, words=words, state=state, states=queries.STATES
    )


@people.get("/people/waiting")
@open_to(Audience.SIGNED_IN)
def show_waiting() -> ResponseReturnValue:
    """Who lets people in sees who waits, and lets them in."""
    return render_template("people/waiting.html", rows=queries.waiting_list(current_actor()))


@people.post("/people/<int:account_id>/admit")
@open_to(Audience.SIGNED_IN)
def admit(account_id: int) -> ResponseReturnValue:
    actions.admit(current_actor(), account_id)
    flash(_("They are let in, and are told so by mail."))
    return redirect(url_for("people.show_waiting"), 303)


@people.post("/people/<int:account_id>/not-ours")
@open_to(Audience.SIGNED_IN)
def disown(account_id: int) -> ResponseReturnValue:
    actions.disown(current_actor(), account_id)
    flash(_("Noted: an admin decides now."))
    return redirect(url_for("people.show_waiting"), 303)


@people.get("/people/<int:account_id>/roles")
@open_to(Audience.SIGNED_IN)
def show_roles(account_id: int) -> ResponseReturnValue:
    """An admin gives and takes roles; a coordinator names editors."""
    form, person = _roles_form(account_id)
    form.show(person)
    return _roles_page(form, person)


@people.post("/people/<int:account_id>/roles")
@open_to(Audience.SIGNED_IN)
def change_roles(account_id: int) -> ResponseReturnValue:
    form, person = _roles_form(account_id)
    if not form.validate():
        return _roles_page(form, person), 422
    try:
        sender = str(current_actor().id)
        address = once(sender, form.submission_id.data, lambda: _change(form, person))
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return _roles_page(form, person), 422
    flash(_("The roles are saved."))
    return redirect(address, 303)


def _roles_form(account_id: int) -> tuple[RolesForm, queries.PersonRow]:
    actor = current_actor()
    person = queries.person_seen_by(actor, account_id)
    require(may_name_editors(actor, person))
    form = RolesForm(queries.every_organisation())
    if not actor.is_admin:
        form.leave_to_admins()
    return form, person


def _change(form: RolesForm, person: queries.PersonRow) -> str:
    roles, home = None, person.organisation_id
    if form.admin:
        home = number(form.organisation.data) if form.organisation.data else None
        roles = actions.Roles(
            mentor=form.mentor.data,
            mentoring_coordinator=form.mentoring_coordinator.data,
            moderator=form.moderator.data,
            admin=form.admin.data,
        )
    place = actions.Place(home, form.role.data)
    version = number(form.version.data)
    actions.change_roles(current_actor(), person.id, roles, place, version=version)
    return url_for("people.show_person", account_id=person.id)


def _roles_page(form: RolesForm, person: queries.PersonRow) -> str:
    return render_template(
        "people/roles.html", form=form, person=person, log=queries.role_log(person.id)
    )


@people.post("/people/<int:account_id>/suspend")
@open_to(Audience.MODERATORS)
def suspend(account_id: int) -> ResponseReturnValue:
    form = SuspendForm()
    require(may_suspend(current_actor(), queries.get_person(account_id)))
    if not form.validate():
        return person_page(account_id, form), 422
    actions.suspend(current_actor(), account_id, form.reason.data)
    flash(_("They can read but not write now, and are told your reason."))
    return redirect(url_for("people.show_person", account_id=account_id), 303)


@people.post("/people/<int:account_id>/unsuspend")
@open_to(Audience.MODERATORS)
def end_suspension(account_id: int) -> ResponseReturnValue:
    actions.end_suspension(current_actor(), account_id)
    flash(_("They can write again."))
    return redirect(url_for("people.show_person", account_id=account_id), 303)

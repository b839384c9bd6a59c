from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, Refused, require
from exchange.kernel.submissions import once
from exchange.library import actions, policy, queries
from exchange.library.forms import PlainForm, ReasonForm
from exchange.library.queries import ExperiencePage
from exchange.library.views.blueprint import experience_address, library, number_of, work_address
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code


@library.post("/experiences/<code>/submit")
@open_to(Audience.WRITERS)
def submit(code: str) -> ResponseReturnValue:
    actor = current_actor()
    page = queries.working_copy(actor, number_of(code))
    try:
        actions.submit(actor, page.row.id)
    except Refused:
        flash(_("Something is still missing."), "trouble")
        return redirect(work_address(page.row.number, "edit"), 303)
    flash(_("It is handed in. Another person reads it now; here you see who has it."))
    return _to_version(page)


@library.post("/experiences/<code>/take-back")
@open_to(Audience.WRITERS)
def take_back(code: str) -> ResponseReturnValue:
    actor = current_actor()
    page = queries.working_copy(actor, number_of(code))
    actions.take_back(actor, page.row.id)
    flash(_("It is a draft again."))
    return redirect(work_address(page.row.number, "edit"), 303)


@library.post("/experiences/<code>/new-version")
@open_to(Audience.WRITERS)
def renew(code: str) -> ResponseReturnValue:
    actor, form = current_actor(), PlainForm()
    page = queries.experience_page(actor, number_of(code))
    actions.render_ahead(page.content)
    address = once(str(actor.id), form.submission_id.data, lambda: _begin(actor, page))
    return redirect(address, 303)


def _begin(actor: Actor, page: ExperiencePage) -> str:
    actions.begin_new_version(actor, page.row.id)
    flash(_("A new version is begun. Until it is published, everyone reads the one before."))
    return work_address(page.row.number, "edit")


def _to_version(page: ExperiencePage) -> ResponseReturnValue:
    row = page.row
    return redirect(experience_address(row.number, row.title, row.version), 303)


@library.route("/experiences/<code>/v<int:version>/withdraw", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def withdraw(code: str, version: int) -> ResponseReturnValue:
    """Who answers for a record takes it out of sight, and says why to those who ask."""
    actor, form = current_actor(), ReasonForm()
    page = queries.experience_page(actor, number_of(code), version)
    if page.row.state == "withdrawn" and request.method == "POST":
        return _to_version(page)
    require(policy.may_withdraw(actor, page.facts))
    if request.method == "GET" or not form.validate():
        body = render_template("library/withdraw.html", form=form, page=page, row=page.row)
        return body, 422 if form.errors else 200
    actions.withdraw(actor, page.row.id, reason=form.reason.data)
    flash(_("It is withdrawn."))
    return _after_withdrawal(actor, page)


@library.post("/experiences/<code>/v<int:version>/put-back")
@open_to(Audience.WRITERS)
def put_back(code: str, version: int) -> ResponseReturnValue:
    actor = current_actor()
    page = queries.experience_page(actor, number_of(code), version)
    actions.put_back(actor, page.row.id)
    flash(_("It is published again."))
    return _to_version(page)


def _after_withdrawal(actor: Actor, page: ExperiencePage) -> ResponseReturnValue:
    """Back to it, for those who may still see it."""
    row = page.row
    try:
        queries.experience_page(actor, row.number, row.version)
    except NotFound:
        return redirect(f"/{current_code()}/experiences", 303)
    return _to_version(page)

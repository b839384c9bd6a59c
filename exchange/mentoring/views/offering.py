from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.mentoring.actions import hours as actions
from exchange.mentoring.forms.hours import ChangeSlotForm, OfferForm, WithdrawForm
from exchange.mentoring.policy import hours as policy
from exchange.mentoring.queries.own_hours import SlotPage, slot_page
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.forms import Form


@mentoring.route("/office-hours/new", methods=["GET", "POST"])
@open_to(Audience.MENTORS)
def offer() -> ResponseReturnValue:
    """A mentor who has an hour offers it, once or each week."""
    actor, form = current_actor(), OfferForm()
    require(policy.may_offer(actor))
    if request.method == "GET":
        form.begin(actor)
        return _page("mentoring/offer.html", form)
    return _keep(form, "mentoring/offer.html", lambda: _offer(actor, form))


def _page(template: str, form: Form, **more: object) -> str:
    langs = {one.code: one.html for one in LANGUAGES}
    return render_template(template, form=form, langs=langs, **more)


def _keep(form: Form, template: str, act: Callable[[], str], **more: object) -> ResponseReturnValue:
    if form.validate():
        try:
            return redirect(once(str(current_actor().id), form.submission_id.data, act), 303)
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
    return _page(template, form, **more), 422


def _offer(actor: Actor, form: OfferForm) -> str:
    made = actions.offer_hours(actor, form.offered(), form.told())
    flash(ngettext("%(num)d time is offered.", "%(num)d times are offered.", len(made)))
    return f"/{current_code()}/office-hours/mine"


def _own(actor: Actor, slot_id: int) -> SlotPage:
    """What is sent is judged by the action: sent twice, it leads where it led."""
    page = slot_page(actor, slot_id)
    if request.method == "GET":
        require(policy.may_change(actor, page.facts))
    return page


@mentoring.route("/office-hours/<int:slot_id>/edit", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def change_hours(slot_id: int) -> ResponseReturnValue:
    """A mentor moves one talk, or says another place; whoever booked it is told."""
    actor, form = current_actor(), ChangeSlotForm()
    page, template = _own(actor, slot_id), "mentoring/change_hours.html"
    if request.method == "GET":
        form.show(page.row, actor.timezone)
        return _page(template, form, page=page, row=page.row)
    try:
        return _keep(form, template, lambda: _change(actor, slot_id, form), page=page, row=page.row)
    except Stale:
        form.start_anew(page.row.edit_version)
        return _page(template, form, page=page, row=page.row, is_stale=True), 409


def _change(actor: Actor, slot_id: int, form: ChangeSlotForm) -> str:
    actions.change_slot(
        actor, slot_id, version=form.version.data, moved=form.moved(), told=form.told()
    )
    flash(_("It is saved."))
    return f"/{current_code()}/office-hours/{slot_id}"


@mentoring.route("/office-hours/<int:slot_id>/withdraw", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def withdraw_hours(slot_id: int) -> ResponseReturnValue:
    """A mentor cannot come after all, and says why."""
    actor, form = current_actor(), WithdrawForm()
    page, template = _own(actor, slot_id), "mentoring/withdraw_hours.html"
    if request.method == "GET":
        return _page(template, form, page=page, row=page.row)
    return _keep(form, template, lambda: _withdraw(actor, slot_id, form), page=page, row=page.row)


def _withdraw(actor: Actor, slot_id: int, form: WithdrawForm) -> str:
    actions.withdraw_slot(actor, slot_id, reason=form.reason.data, lang=form.lang.data)
    flash(_("It is withdrawn."))
    return f"/{current_code()}/office-hours/mine"

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, Refused, Stale
from exchange.kernel.submissions import once
from exchange.mentoring.actions.booking import book_slot, cancel_booking
from exchange.mentoring.forms.hours import BookForm
from exchange.mentoring.queries.own_hours import slot_page
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.office_hours import gone_html, slot_html
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code


@mentoring.post("/office-hours/<int:slot_id>/book")
@open_to(Audience.WRITERS)
def book(slot_id: int) -> ResponseReturnValue:
    """A member says what about; the mentor is told. It may be withdrawn while they write."""
    actor, form = current_actor(), BookForm()
    try:
        return _booked(actor, slot_id, form)
    except NotFound:
        return gone_html(actor, slot_id, form.about.data or ""), 410


def _booked(actor: Actor, slot_id: int, form: BookForm) -> ResponseReturnValue:
    page = slot_page(actor, slot_id)
    if form.validate():
        try:
            sender, sent = str(actor.id), form.submission_id.data
            return redirect(once(sender, sent, lambda: _book(actor, slot_id, form)), 303)
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
        except Stale:
            form.start_anew(page.row.edit_version)
            return slot_html(actor, page, form, is_stale=True), 409
    return slot_html(actor, page, form), 422


def _book(actor: Actor, slot_id: int, form: BookForm) -> str:
    version, about, lang = form.version.data, form.about.data, form.lang.data
    book_slot(actor, slot_id, version=version, about=about, lang=lang)
    flash(_("It is booked. The mentor is told what you want to talk about."))
    return f"/{current_code()}/office-hours/{slot_id}"


@mentoring.post("/office-hours/<int:slot_id>/cancel")
@open_to(Audience.SIGNED_IN)
def cancel(slot_id: int) -> ResponseReturnValue:
    """Who cannot come says so, and somebody else can have the time."""
    cancel_booking(current_actor(), slot_id)
    flash(_("It is cancelled, and the mentor is told."))
    return redirect(f"/{current_code()}/office-hours/mine?cancelled={slot_id}", 303)

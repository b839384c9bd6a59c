"""Reading: what is offered, one's own, one talk, and its file for a calendar."""

from urllib.parse import urlencode, urlsplit

from flask import Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import NotFound
from exchange.kernel.settings import Settings
from exchange.mentoring.calendar_file import Entry, as_calendar
from exchange.mentoring.forms.hours import BookForm
from exchange.mentoring.policy import hours as policy
from exchange.mentoring.queries.hours import Sought, offers_page
from exchange.mentoring.queries.own_hours import SlotPage, gone_page, own_hours, slot_page
from exchange.mentoring.views.blueprint import mentoring, mentoring_files
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import tag_list
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.web.addresses import current_code, speak_to_visitor
from exchange.web.forms import whole_number


@mentoring.get("/office-hours")
@open_to(Audience.SIGNED_IN)
def show_office_hours() -> ResponseReturnValue:
    """A member who would rather talk finds a mentor who has time."""
    sought = _sought()
    query = urlencode(sought.chosen())
    if request.query_string.decode("ascii", "replace") != query:
        return redirect(request.path + (f"?{query}" if query else ""), 302)
    return render_template(
        "mentoring/office_hours.html",
        page=offers_page(current_actor(), sought),
        chosen=sought.chosen(),
        themes=[tag.option(current_code()) for tag in tag_list(current_code(), themes_only=True)],
        tongues=[(one.code, one.own_name, one.html) for one in LANGUAGES],
    )


def _sought() -> Sought:
    """What the address asks for, as far as it exists."""
    theme, lang = request.args.get("theme"), request.args.get("lang")
    known = {tag.slug for tag in tag_list(current_code(), themes_only=True)}
    return Sought(
        mentor=whole_number(request.args.get("mentor")),
        theme=theme if theme in known else None,
        lang=lang if lang in BY_CODE else None,
    )


@mentoring.get("/office-hours/mine")
@open_to(Audience.SIGNED_IN)
def show_own_hours() -> ResponseReturnValue:
    """Both sides find what is booked, what is offered and what was."""
    own, cancelled = own_hours(current_actor()), whole_number(request.args.get("cancelled"))
    return render_template("mentoring/own_hours.html", own=own, cancelled=cancelled)


@mentoring.get("/office-hours/<int:slot_id>")
@open_to(Audience.SIGNED_IN)
def show_slot(slot_id: int) -> ResponseReturnValue:
    """A member books this time; the two find where they talk."""
    actor, form = current_actor(), BookForm()
    try:
        page = slot_page(actor, slot_id)
    except NotFound:
        return gone_html(actor, slot_id), 410
    form.version.data = page.row.edit_version
    is_free = page.is_mine and page.row.member_id is None
    return slot_html(actor, page, form, is_off=is_free and "cancelled" in request.args)


def gone_html(actor: Actor, slot_id: int, about: str = "") -> str:
    """What else there is, where this time was withdrawn; NotFound as for a stranger elsewhere."""
    page = gone_page(actor, slot_id)
    return render_template("mentoring/slot_gone.html", row=page.row, page=page, about=about)


def slot_html(actor: Actor, page: SlotPage, form: BookForm, **more: object) -> str:
    """The page of one time, with what was typed."""
    facts = page.facts
    may = {
        "book": policy.may_book(actor, facts),
        "cancel": policy.may_cancel(actor, facts),
        "change": policy.may_change(actor, facts),
        "note": policy.may_note(actor, facts),
    }
    langs = {one.code: one.html for one in LANGUAGES}
    return render_template(
        "mentoring/slot.html", page=page, row=page.row, form=form, may=may, langs=langs, **more
    )


@mentoring_files.get("/office-hours/<int:slot_id>.ics")
@open_to(Audience.SIGNED_IN)
def show_calendar(slot_id: int) -> ResponseReturnValue:
    """The two put it into their calendars. Whoever has no talk then takes out what they had: the
    file says when it was, and nothing else."""
    speak_to_visitor()
    page = slot_page(current_actor(), slot_id)
    is_theirs = page.is_mine and page.row.member_id is not None
    entry = _entry(page) if is_theirs else _entry_of_none(page)
    answer = Response(as_calendar(entry, now()), content_type="text/calendar; charset=utf-8")
    name = f"office-hours-{slot_id}.ics"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _entry(page: SlotPage) -> Entry:
    row = page.row
    return _entry_of_none(page)._replace(
        title=_("Office hours: %(mentor)s, %(member)s", mentor=row.mentor, member=row.member or ""),
        place=row.place,
        description=row.about,
        is_withdrawn=row.withdrawn_at is not None,
    )


def _entry_of_none(page: SlotPage) -> Entry:
    """Of a talk that does not take place, for whoever may see no more than the time."""
    row = page.row
    settings: Settings = current_app.extensions["settings"]
    return Entry(
        uid=f"office-slot-{row.id}@{urlsplit(settings.base_url).hostname}",
        sequence=row.edit_version,
        starts_at=row.starts_at,
        minutes=row.minutes,
        title=_("Office hours"),
        place="",
        description="",
        address=f"{settings.base_url}/{current_code()}/office-hours/{row.id}",
        is_withdrawn=True,
    )

from collections.abc import Callable

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import Refused, Stale, require
from exchange.kernel.submissions import once
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.taking import (
    decline_question,
    give_back_question,
    take_question,
)
from exchange.mentoring.actions.widening import widen_question
from exchange.mentoring.forms.questions import GiveBackForm, HandOverForm
from exchange.mentoring.policy.questions import may_give_back, may_hand_over
from exchange.mentoring.queries.way import HandingPage, get_way, handing_page
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.refusing import leads_on
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.forms import PlainForm

_DESKS = {"desk": "/desk", "asked": "/desk/asked", "all": "/desk/all"}


def thread_address_of(thread_id: int) -> str:
    return f"/{current_code()}/threads/{thread_id}"


def _back_to(thread_id: int) -> str:
    """The desk, or the list of all that is open, for whoever comes from there."""
    came_from = _DESKS.get(request.args.get("from", ""))
    return f"/{current_code()}{came_from}" if came_from else thread_address_of(thread_id)


@mentoring.post("/questions/<int:thread_id>/take")
@open_to(Audience.WRITERS)
@leads_on
def take(thread_id: int) -> ResponseReturnValue:
    """A mentor sees to it that a question is answered."""
    take_question(current_actor(), thread_id)
    flash(_("You have this question now. Thank you."))
    return redirect(_back_to(thread_id), 303)


@mentoring.post("/questions/<int:thread_id>/decline")
@open_to(Audience.WRITERS)
@leads_on
def decline(thread_id: int) -> ResponseReturnValue:
    """A mentor who was asked has no time, or does not know."""
    if decline_question(current_actor(), thread_id):
        flash(_("You need not answer this question. Another mentor is asked."))
    else:
        flash(_("You need not answer this question."))
    return redirect(_back_to(thread_id), 303)


@mentoring.post("/questions/<int:thread_id>/widen")
@open_to(Audience.MENTORING_COORDINATORS)
@leads_on
def widen(thread_id: int) -> ResponseReturnValue:
    """A coordinator puts a question to more mentors."""
    actor, form = current_actor(), PlainForm()
    sender, submission = str(actor.id), form.submission_id.data
    return redirect(once(sender, submission, lambda: _widen(actor, thread_id)), 303)


def _widen(actor: Actor, thread_id: int) -> str:
    if widen_question(actor, thread_id):
        flash(_("More mentors are asked now."))
    else:
        flash(_("No other mentor fits: assign it to somebody."))
    return thread_address_of(thread_id)


@mentoring.route("/questions/<int:thread_id>/give-back", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
@leads_on
def give_back(thread_id: int) -> ResponseReturnValue:
    """Its mentor cannot answer it, and tells the next one what they know."""
    actor, form = current_actor(), GiveBackForm()
    if request.method == "POST" and form.validate():
        return _sent(actor, form, lambda: _give_back(actor, thread_id, form))
    thread, way = get_way(actor, thread_id)
    require(may_give_back(actor, way))
    told = {"thread": thread, "langs": _langs(), "goes_on": way.is_still_in_time(now())}
    return render_template(
        "mentoring/give_back.html", form=form, **told
    ), 422 if form.errors else 200


def _give_back(actor: Actor, thread_id: int, form: GiveBackForm) -> str:
    if give_back_question(actor, thread_id, form.note.data, form.lang.data):
        flash(_("You do not have this question any more. Other mentors are asked."))
    else:
        flash(_("You do not have this question any more."))
    return thread_address_of(thread_id)


@mentoring.route("/questions/<int:thread_id>/mentors", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
@leads_on
def hand_over(thread_id: int) -> ResponseReturnValue:
    """Its mentor, or a coordinator, chooses who has a question from now on."""
    actor, form = current_actor(), HandOverForm()
    page = handing_page(actor, thread_id)
    form.offer(page.mentors)
    if request.method == "GET":
        form.version.data = page.way.edit_version
    elif form.validate():
        try:
            return _sent(actor, form, lambda: _hand_over(actor, thread_id, form))
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
        except Stale:
            return _as_it_is_now(actor, form, thread_id), 409
    return _hand_over_page(actor, form, page), 422 if form.errors else 200


def _as_it_is_now(actor: Actor, form: HandOverForm, thread_id: int) -> str:
    page = handing_page(actor, thread_id)
    form.offer(page.mentors)
    form.start_anew(page.way.edit_version)
    return _hand_over_page(actor, form, page, is_stale=True)


def _hand_over_page(
    actor: Actor, form: HandOverForm, page: HandingPage, *, is_stale: bool = False
) -> str:
    require(may_hand_over(actor, page.way))
    return render_template(
        "mentoring/hand_over.html",
        form=form,
        page=page,
        langs=_langs(),
        is_stale=is_stale,
        is_from_all=request.args.get("from") == "all",
    )


def _hand_over(actor: Actor, thread_id: int, form: HandOverForm) -> str:
    chosen = int(form.mentor.data)
    said, version = (form.note.data, form.lang.data), form.version.data
    hand_over_question(actor, thread_id, chosen, *said, version=version)
    flash(_("This mentor has the question now, and is told so."))
    return _back_to(thread_id)


def _sent(actor: Actor, form: GiveBackForm, act: Callable[[], str]) -> ResponseReturnValue:
    return redirect(once(str(actor.id), form.submission_id.data, act), 303)


def _langs() -> dict[str, str]:
    return {one.code: one.html for one in LANGUAGES}

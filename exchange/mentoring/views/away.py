from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, require
from exchange.kernel.submissions import once
from exchange.mentoring.actions.away import add_days_away, remove_days_away
from exchange.mentoring.forms.away import AwayForm
from exchange.mentoring.queries.away import own_absences
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.login import current_actor
from exchange.people.policy import may_say_expertise
from exchange.web.addresses import current_code
from exchange.web.forms import PlainForm


@mentoring.get("/mentors/me/away")
@open_to(Audience.MENTORS)
def show_away() -> ResponseReturnValue:
    """A mentor says on which days no question should come to them."""
    require(may_say_expertise(current_actor()))
    return _page(AwayForm(formdata=None))


@mentoring.post("/mentors/me/away")
@open_to(Audience.MENTORS)
def add_away() -> ResponseReturnValue:
    actor, form = current_actor(), AwayForm()
    require(may_say_expertise(actor))
    if form.validate():
        try:
            return redirect(once(str(actor.id), form.submission_id.data, lambda: _add(form)), 303)
        except Refused as refused:
            form.refuse(refused.field, refused.reason)
    return _page(form), 422


def _add(form: AwayForm) -> str:
    first_day, last_day = form.first_day.day, form.last_day.day
    add_days_away(current_actor(), first_day, last_day, withdraws=form.withdraws.data)
    flash(_("Noted. No question is proposed to you on these days."))
    return _address()


@mentoring.post("/mentors/me/away/<int:away_id>/remove")
@open_to(Audience.MENTORS)
def remove_away(away_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), PlainForm()
    submission = form.submission_id.data
    return redirect(once(str(actor.id), submission, lambda: _remove(away_id)), 303)


def _remove(away_id: int) -> str:
    remove_days_away(current_actor(), away_id)
    flash(_("You are not away on these days any more."))
    return _address()


def _page(form: AwayForm) -> str:
    rows = own_absences(current_actor())
    return render_template("mentoring/away.html", form=form, rows=rows)


def _address() -> str:
    return f"/{current_code()}/mentors/me/away"

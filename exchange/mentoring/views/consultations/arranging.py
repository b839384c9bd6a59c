from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.forms.consultations import AssignForm
from exchange.mentoring.policy import consultations as policy
from exchange.mentoring.policy.who import is_coordinator_itself
from exchange.mentoring.queries.consultations.facts import Around
from exchange.mentoring.queries.consultations.page import read_around, seen_around, tags_of
from exchange.mentoring.queries.consultations.people import Candidate, candidates
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.consultations.addresses import (
    act_once,
    consultation_address,
    list_address,
)
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.dates import days
from exchange.web.forms import PlainForm

_PLACE = "/private-consultations/<int:consultation_id>"


@mentoring.route(f"{_PLACE}/mentors", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def assign_to_consultation(consultation_id: int) -> ResponseReturnValue:
    """Whoever sees to it chooses who is asked, by what they know and read and have to do."""
    actor, form = current_actor(), AssignForm()
    found = seen_around(actor, consultation_id)
    require(policy.may_arrange(actor, found.facts))
    form.offer(candidates(actor, found))
    if request.method == "POST" and form.validate():
        led = act_once(form, lambda: _assign(actor, consultation_id, form))
        if led is not None:
            return led
    return _assigning(actor, found, form), 422 if form.errors else 200


def _assigning(actor: Actor, found: Around, form: AssignForm) -> str:
    return render_template(
        "mentoring/consultation_mentors.html",
        form=form,
        found=found,
        reads=bool(policy.reads_as(actor, found.facts)),
        tags=tags_of(found.head.id),
        reasons={str(one.id): _reasons(actor, one) for one in form.candidates},
    )


def _reasons(actor: Actor, one: Candidate) -> str:
    """What speaks for a mentor, and what against. Who coordinates knows what they have to do."""
    told = [_("reads its language") if one.reads_it else _("does not read its language")]
    if one.themes:
        known = ngettext(
            "knows %(num)d of its subjects", "knows %(num)d of its subjects", one.themes
        )
        told.append(known)
    if is_coordinator_itself(actor):
        has = ngettext(
            "has %(num)d open private consultation",
            "has %(num)d open private consultations",
            one.open,
        )
        told.append(has)
    if one.away_until:
        told.append(_("away until: %(day)s", day=days(one.away_until, one.away_until)))
    return " · ".join(told)


def _assign(actor: Actor, consultation_id: int, form: AssignForm) -> str:
    actions.assign_mentors(actor, consultation_id, [int(one) for one in form.mentors.data])
    flash(_("They are asked, and whoever asked is told."))
    return _onward(actor, consultation_id)


def _onward(actor: Actor, consultation_id: int) -> str:
    """To the consultation, for those who read it."""
    found = seen_around(actor, consultation_id)
    reads = policy.reads_as(actor, found.facts)
    return consultation_address(consultation_id) if reads else list_address()


@mentoring.post(f"{_PLACE}/mentors/<int:account_id>/take-off")
@open_to(Audience.WRITERS)
def take_off_consultation(consultation_id: int, account_id: int) -> ResponseReturnValue:
    """A mentor who should not read it any more does not from now on."""
    actor = current_actor()
    actions.take_mentor_off(actor, consultation_id, account_id)
    flash(_("This mentor does not read it any more."))
    return redirect(_onward(actor, consultation_id), 303)


@mentoring.route(f"{_PLACE}/decline", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def decline_consultation(consultation_id: int) -> ResponseReturnValue:
    """A mentor who cannot help leaves it to others."""
    actor, form = current_actor(), PlainForm()
    if request.method == "GET" or not form.validate():
        found = read_around(actor, consultation_id)
        require(policy.may_decline(actor, found.facts))
        told = {"head": found.head, "reads_on": is_coordinator_itself(actor)}
        return render_template("mentoring/consultation_decline.html", form=form, **told)
    sender, submission = str(actor.id), form.submission_id.data
    return redirect(once(sender, submission, lambda: _decline(actor, consultation_id)), 303)


def _decline(actor: Actor, consultation_id: int) -> str:
    is_looked_for = actions.decline_consultation(actor, consultation_id)
    if is_coordinator_itself(actor):
        flash(_("You are not its mentor any more. As a coordinator you can still read it."))
        return consultation_address(consultation_id)
    if is_looked_for:
        flash(_("You do not read it any more. Another mentor is looked for."))
    else:
        flash(_("You do not read it any more."))
    return list_address()

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import now
from exchange.kernel.rulings import Stale
from exchange.moderation import actions, queries
from exchange.moderation.forms import DecideForm
from exchange.moderation.views.blueprint import do_once, moderation
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@moderation.get("/moderation/cases/<int:case_id>")
@open_to(Audience.ROOM_MODERATORS)
def show_case(case_id: int) -> ResponseReturnValue:
    """A moderator reads the post and its flags, and decides."""
    card = queries.case_page(current_actor(), case_id)
    if card.case.decided_at:
        return redirect(url_for("moderation.show_decision", case_id=case_id))
    form = DecideForm(
        formdata=None,
        version=card.case.edit_version,
        post_version=card.case.post_version,
        rule=card.agreed_rule,
    )
    return render_template("moderation/case.html", card=card, form=form, now=now())


@moderation.post("/moderation/cases/<int:case_id>/decide")
@open_to(Audience.ROOM_MODERATORS)
def decide(case_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), DecideForm()
    card = queries.case_page(actor, case_id)
    if not form.validate():
        return render_template("moderation/case.html", card=card, form=form, now=now()), 422
    try:
        answer = do_once(actor, form, lambda: _decide(actor, case_id, form))
    except Stale:
        return _stale(actor, case_id, form), 409
    flash(_("Decided. The author is told, in their language."))
    return answer


def _stale(actor: Actor, case_id: int, form: DecideForm) -> str:
    """What another moderator has decided, or what the author has made of the post."""
    card = queries.case_page(actor, case_id)
    if card.case.decided_at:
        decision = queries.decision_for(actor, case_id)
        return render_template("moderation/stale.html", decision=decision, form=form)
    form.read_again(card.case.post_version)
    return render_template("moderation/case.html", card=card, form=form, now=now())


def _decide(actor: Actor, case_id: int, form: DecideForm) -> str:
    actions.decide_case(
        actor,
        case_id,
        version=form.version.data,
        post_version=form.post_version.data,
        outcome=form.outcome.data,
        rule=form.rule.data,
        sentence=form.sentence.data,
        lang=form.lang,
    )
    return url_for("moderation.show_queue")

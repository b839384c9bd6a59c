from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.polls import actions, queries
from exchange.polls.forms import vote_form
from exchange.polls.views.blueprint import place, polls
from exchange.web.forms import whole_number


@polls.post("/polls/<int:poll_id>/vote")
@open_to(Audience.WRITERS)
def vote(poll_id: int) -> ResponseReturnValue:
    """Whoever reads the question says what they think."""
    chosen = [n for text in request.form.getlist("choice") if (n := whole_number(text))]
    actor = current_actor()
    try:
        thread_id = actions.vote(actor, poll_id, chosen)
    except Refused as refused:
        return _again(actor, poll_id, refused), 422
    flash(_("Your vote is counted."))
    return redirect(place(thread_id), 303)


def _again(actor: Actor, poll_id: int, refused: Refused) -> str:
    """The answers, with what was ticked and what is wrong with it."""
    thread, poll, choices = queries.poll_to_vote(actor, poll_id)
    form = vote_form(poll.most, [(one.id, one.words) for one in choices])
    form.refuse(refused.field, refused.reason)
    return render_template("polls/vote.html", form=form, thread=thread, poll=poll)


@polls.post("/polls/<int:poll_id>/take-back")
@open_to(Audience.WRITERS)
def take_back(poll_id: int) -> ResponseReturnValue:
    thread_id = actions.take_back_vote(current_actor(), poll_id)
    flash(_("Your vote is taken back."))
    return redirect(place(thread_id), 303)

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.people.login import current_actor
from exchange.polls import actions
from exchange.polls.views.blueprint import place, polls
from exchange.web.forms import whole_number


@polls.post("/polls/<int:poll_id>/vote")
@open_to(Audience.WRITERS)
def vote(poll_id: int) -> ResponseReturnValue:
    """Whoever reads the question says what they think."""
    chosen = [n for text in request.form.getlist("choice") if (n := whole_number(text))]
    thread_id = actions.vote(current_actor(), poll_id, chosen)
    flash(_("Your vote is counted."))
    return redirect(place(thread_id), 303)


@polls.post("/polls/<int:poll_id>/take-back")
@open_to(Audience.WRITERS)
def take_back(poll_id: int) -> ResponseReturnValue:
    thread_id = actions.take_back_vote(current_actor(), poll_id)
    flash(_("Your vote is taken back."))
    return redirect(place(thread_id), 303)

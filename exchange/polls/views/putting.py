from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.polls import actions, queries
from exchange.polls.forms import PollForm
from exchange.polls.views.blueprint import place, polls
from exchange.web.forms import PlainForm


@polls.route("/threads/<int:thread_id>/poll", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def put(thread_id: int) -> ResponseReturnValue:
    """Whoever began a thread asks its readers to choose."""
    actor, form = current_actor(), PollForm()
    thread = queries.thread_to_ask(actor, thread_id)
    if request.method == "GET" or not form.validate():
        body = render_template("polls/put.html", form=form, thread=thread)
        return body, 422 if form.errors else 200
    try:
        address = once(str(actor.id), form.submission_id.data, lambda: _put(actor, thread_id, form))
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return render_template("polls/put.html", form=form, thread=thread), 422
    return redirect(address, 303)


def _put(actor: Actor, thread_id: int, form: PollForm) -> str:
    actions.put_poll(
        actor,
        thread_id,
        question=form.question.data,
        choices=form.choices,
        most=form.most_chosen,
        results=form.results.data,
        closes_at=form.closes_on.ends_at,
    )
    return place(thread_id)


@polls.post("/polls/<int:poll_id>/close")
@open_to(Audience.WRITERS)
def close(poll_id: int) -> ResponseReturnValue:
    thread_id = actions.close_poll(current_actor(), poll_id)
    flash(_("The poll is closed."))
    return redirect(place(thread_id), 303)


@polls.post("/polls/<int:poll_id>/open")
@open_to(Audience.WRITERS)
def reopen(poll_id: int) -> ResponseReturnValue:
    thread_id = actions.open_poll(current_actor(), poll_id)
    flash(_("The poll takes votes again."))
    return redirect(place(thread_id), 303)


@polls.route("/polls/<int:poll_id>/remove", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def remove(poll_id: int) -> ResponseReturnValue:
    """Whoever asked the wrong question takes the poll away, before somebody has voted."""
    actor, form = current_actor(), PlainForm()
    if request.method == "GET" or not form.validate():
        thread, poll, choices = queries.poll_to_remove(actor, poll_id)
        return render_template(
            "polls/remove.html", form=form, thread=thread, poll=poll, choices=choices
        ), 422 if form.errors else 200
    submission = form.submission_id.data
    address = once(str(actor.id), submission, lambda: place(actions.remove_poll(actor, poll_id)))
    flash(_("The poll is taken away."))
    return redirect(address, 303)

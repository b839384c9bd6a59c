from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.mentoring.actions import needing_more as actions
from exchange.mentoring.forms.clock import NeedMoreForm
from exchange.mentoring.policy.clock import may_ask_more
from exchange.mentoring.queries.way import get_way
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.refusing import leads_on
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code


@mentoring.route("/questions/<int:thread_id>/need-more", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
@leads_on
def need_more(thread_id: int) -> ResponseReturnValue:
    """A mentor who cannot answer yet says what is missing; the clock stands meanwhile."""
    actor, form = current_actor(), NeedMoreForm()
    if request.method == "GET" or not form.validate():
        thread, way = get_way(actor, thread_id)
        require(may_ask_more(actor, way))
        langs = {one.code: one.html for one in LANGUAGES}
        body = render_template("mentoring/need_more.html", form=form, thread=thread, langs=langs)
        return body, 422 if form.errors else 200
    sender, submission = str(actor.id), form.submission_id.data
    return redirect(once(sender, submission, lambda: _ask(actor, thread_id, form)), 303)


def _ask(actor: Actor, thread_id: int, form: NeedMoreForm) -> str:
    actions.ask_more(actor, thread_id, sentence=form.sentence.data, lang=form.lang.data)
    flash(_("The asker is told. The clock stands until they answer."))
    return _thread(thread_id)


@mentoring.post("/questions/<int:thread_id>/told-more")
@open_to(Audience.WRITERS)
def told_more(thread_id: int) -> ResponseReturnValue:
    """An asker has said what their mentor needs, in a place that the clock does not see."""
    actions.tell_more(current_actor(), thread_id)
    flash(_("Your mentor is told. The clock goes on."))
    return redirect(_thread(thread_id), 303)


def _thread(thread_id: int) -> str:
    return f"/{current_code()}/threads/{thread_id}"

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, Stale
from exchange.kernel.submissions import once
from exchange.mentoring.actions import answering
from exchange.mentoring.forms.following import OutcomeForm
from exchange.mentoring.outcomes import OUTCOMES
from exchange.mentoring.policy.following import may_say_outcome
from exchange.mentoring.queries import follow_ups
from exchange.mentoring.queries.follow_ups import FollowUpPage
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.languages import LANGUAGES
from exchange.web import errors
from exchange.web.addresses import current_code, numbered
from exchange.web.forms import given


@mentoring.get("/follow-ups")
@open_to(Audience.SIGNED_IN)
def show_follow_ups() -> ResponseReturnValue:
    """Whoever asked sees which answers wait for a word, and what they said of others."""
    return render_template(
        "mentoring/follow_ups.html", page=follow_ups.follow_up_list(current_actor())
    )


@mentoring.route("/follow-ups/<int:follow_up_id>", methods=["GET", "POST"])
@open_to(Audience.WRITERS)
def say_outcome(follow_up_id: int) -> ResponseReturnValue:
    """Whoever asked says with one click whether it worked, and more if they like; can change it."""
    actor = current_actor()
    try:
        return _say_outcome(actor, follow_up_id)
    except NotFound:
        if not follow_ups.has_begun_anew(actor, follow_up_id):
            raise
        return _begun_anew()


def _begun_anew() -> ResponseReturnValue:
    """The link of a mail about an answer that is not the accepted one any more."""
    reason, mine = _("This is not the accepted answer any more."), f"/{current_code()}/follow-ups"
    if request.method != "POST":
        flash(reason)
        return redirect(mine, 303)
    way = (mine, _("What came of the answers"))
    return errors.page(403, _("You cannot do this"), reason, kept=errors.kept_fields(), way=way)


def _say_outcome(actor: Actor, follow_up_id: int) -> ResponseReturnValue:
    form, page = OutcomeForm(), follow_ups.follow_up_page(actor, follow_up_id)
    if request.method == "GET":
        form.show(page.row, given("outcome", 20))
        return _form_page(form, page)
    if not form.validate():
        return _form_page(form, page), 422
    try:
        sender, submission = str(actor.id), form.submission_id.data
        return redirect(once(sender, submission, lambda: _say(page, form)), 303)
    except Stale:
        form.start_anew(page.row.edit_version)
        return _form_page(form, page, is_stale=True), 409


def _form_page(form: OutcomeForm, page: FollowUpPage, **more: object) -> str:
    return render_template(
        "mentoring/follow_up.html",
        form=form,
        page=page,
        row=page.row,
        may=may_say_outcome(current_actor(), page.facts),
        outcomes=OUTCOMES,
        langs={one.code: one.html for one in LANGUAGES},
        **more,
    )


def _say(page: FollowUpPage, form: OutcomeForm) -> str:
    row = page.row
    answering.say_outcome(current_actor(), row.id, version=form.version.data, said=form.said())
    flash(_("Thank you. It stands with the answer."))
    post_id = page.answer.post_id if page.answer else 0
    return f"/{current_code()}/threads/{numbered(row.thread_id, row.title)}#accepted-{post_id}"

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.kernel.submissions import once
from exchange.mentoring.actions import inviting
from exchange.mentoring.forms.inviting import InviteForm
from exchange.mentoring.policy.who import may_invite
from exchange.mentoring.queries.invitations import last_invitation, own_invitation
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.login import current_actor
from exchange.people.queries import PersonRow, person_seen_by
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code


@mentoring.route("/people/<int:account_id>/invite-mentor", methods=["GET", "POST"])
@open_to(Audience.ADMINS)
def invite(account_id: int) -> ResponseReturnValue:
    """An admin asks a member to be a mentor, and says why."""
    actor, form = current_actor(), InviteForm()
    person = person_seen_by(actor, account_id)
    if request.method == "POST" and form.validate():
        submission = form.submission_id.data
        return redirect(once(str(actor.id), submission, lambda: _invite(form, person)), 303)
    last = last_invitation(account_id)
    require(may_invite(actor, person, is_invited=bool(last and last.waits)))
    langs = {one.code: one.html for one in LANGUAGES}
    body = render_template("mentoring/invite.html", form=form, person=person, langs=langs)
    return body, 422 if form.errors else 200


def _invite(form: InviteForm, person: PersonRow) -> str:
    inviting.invite_mentor(current_actor(), person.id, form.note.data, form.lang.data)
    flash(_("They are invited, and are told so here and by mail."))
    return f"/{current_code()}/people/{person.id}"


@mentoring.get("/mentor-invitation")
@open_to(Audience.WRITERS)
def show_invitation() -> ResponseReturnValue:
    """Who is invited learns what a mentor does, and accepts or declines."""
    actor = current_actor()
    invitation = own_invitation(actor)
    if invitation is None and actor.is_mentor:
        return redirect(f"/{current_code()}/mentors/me")
    return render_template("mentoring/invitation.html", invitation=invitation)


@mentoring.post("/mentor-invitations/<int:invitation_id>/accept")
@open_to(Audience.WRITERS)
def accept_invitation(invitation_id: int) -> ResponseReturnValue:
    inviting.accept_invitation(current_actor(), invitation_id)
    flash(_("Thank you: you are a mentor now. Say here what you know."))
    return redirect(f"/{current_code()}/mentors/me", 303)


@mentoring.post("/mentor-invitations/<int:invitation_id>/decline")
@open_to(Audience.WRITERS)
def decline_invitation(invitation_id: int) -> ResponseReturnValue:
    inviting.decline_invitation(current_actor(), invitation_id)
    flash(_("You have declined. Thank you for answering."))
    return redirect(f"/{current_code()}/", 303)


@mentoring.post("/mentor-invitations/<int:invitation_id>/take-back")
@open_to(Audience.ADMINS)
def take_back_invitation(invitation_id: int) -> ResponseReturnValue:
    account_id = inviting.take_invitation_back(current_actor(), invitation_id)
    flash(_("The invitation is taken back."))
    return redirect(f"/{current_code()}/people/{account_id}", 303)

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Stale, require
from exchange.kernel.submissions import once
from exchange.mentoring.actions.profile import change_mentor_profile
from exchange.mentoring.forms.profile import MOST_THEMES, ProfileForm, profile_form
from exchange.mentoring.queries.profiles import OwnProfile, own_profile
from exchange.mentoring.views.blueprint import mentoring
from exchange.people.login import current_actor
from exchange.people.policy import may_say_expertise
from exchange.text.languages import LANGUAGES
from exchange.web.addresses import current_code


@mentoring.route("/mentors/me", methods=["GET", "POST"])
@open_to(Audience.MENTORS)
def change_profile() -> ResponseReturnValue:
    """A mentor says what they know, where, and how much they take on, so that the right questions
    reach them."""
    actor = current_actor()
    require(may_say_expertise(actor))
    own = own_profile(actor, current_code())
    form = profile_form(own)
    if request.method == "GET":
        form.show(own)
        return _page(form, own)
    if not form.validate():
        return _page(form, own), 422
    try:
        return redirect(once(str(actor.id), form.submission_id.data, lambda: _save(form)), 303)
    except Stale:
        return _both(form), 409


def _save(form: ProfileForm) -> str:
    change_mentor_profile(current_actor(), form.said(), version=form.version.data)
    flash(_("Saved. So you stand in the list now."))
    return f"/{current_code()}/mentors"


def _both(form: ProfileForm) -> str:
    """What another page saved meanwhile, and what this one holds."""
    own = own_profile(current_actor(), current_code())
    form.start_anew(own.edit_version)
    return _page(form, own, is_stale=True)


def _page(form: ProfileForm, own: OwnProfile, *, is_stale: bool = False) -> str:
    return render_template(
        "mentoring/profile.html",
        form=form,
        own=own,
        reads=current_actor().reads,
        most=MOST_THEMES,
        langs={one.code: one.html for one in LANGUAGES},
        is_stale=is_stale,
    )

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import require
from exchange.pages import queries
from exchange.pages.forms import MOST_THEMES, ExpertiseForm
from exchange.pages.queries import Wanted
from exchange.pages.views.blueprint import pages
from exchange.people.login import current_actor
from exchange.people.policy import may_say_expertise, may_see_profiles
from exchange.tags.actions import set_expertise
from exchange.tags.queries import slugs_now, tag_list
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.guest_pages import kept_for_guests


@pages.get("/mentors", endpoint="mentors")
@open_to(Audience.EVERYONE)
@kept_for_guests("mentors", "theme", "reads")
def show_mentors() -> ResponseReturnValue:
    """Whoever has a question sees who knows its theme and reads its language."""
    wanted = _wanted()
    query = urlencode(wanted.chosen())
    if request.query_string.decode("ascii", "replace") != query:
        return redirect(request.path + (f"?{query}" if query else ""), 301)
    return render_template(
        "pages/mentors.html",
        page=queries.mentor_page(wanted, current_code()),
        chosen=wanted.chosen(),
        tongues=[(one.code, one.own_name, one.html) for one in LANGUAGES],
        may_open=bool(may_see_profiles(current_actor())),
    )


def _wanted() -> Wanted:
    """What the address asks for, as far as it exists."""
    theme, reads = request.args.get("theme"), request.args.get("reads")
    if theme:
        known = {one.slug for one in tag_list(current_code(), themes_only=True)}
        if theme not in known:
            theme = slugs_now([theme])[0]  # of the one that it was merged into
        theme = theme if theme in known else None
    return Wanted(theme=theme or None, reads=reads if reads in BY_CODE else None)


@pages.route("/mentors/me", methods=["GET", "POST"], endpoint="my_expertise")
@open_to(Audience.MENTORS)
def say_expertise() -> ResponseReturnValue:
    """A mentor says which themes they know, so that the right questions reach them."""
    actor = current_actor()
    require(may_say_expertise(actor))
    form = ExpertiseForm(tag_list(current_code(), themes_only=True))
    if request.method == "GET":
        form.show(queries.expertise_of(actor.id))
    elif form.validate():
        set_expertise(actor, form.themes.data or ())
        flash(_("Saved. So you stand in the list now."))
        return redirect(f"/{current_code()}/mentors", 303)
    body = render_template("pages/my_expertise.html", form=form, most=MOST_THEMES)
    return body, 422 if request.method == "POST" else 200

from urllib.parse import urlencode

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.pages import queries
from exchange.pages.queries import Wanted
from exchange.pages.views.blueprint import pages
from exchange.people.login import current_actor
from exchange.people.policy import may_see_profiles
from exchange.tags.queries import slugs_now, tag_list
from exchange.text.countries import all_countries
from exchange.text.languages import BY_CODE, LANGUAGES
from exchange.web.addresses import current_code
from exchange.web.footnotes import country
from exchange.web.guest_pages import kept_for_guests


@pages.get("/mentors", endpoint="mentors")
@open_to(Audience.EVERYONE)
@kept_for_guests("mentors", "theme", "reads", "country")
def show_mentors() -> ResponseReturnValue:
    """Whoever has a question sees who knows its theme and reads its language."""
    wanted = _wanted()
    query = urlencode(wanted.chosen())
    if request.query_string.decode("ascii", "replace") != query:
        return redirect(request.path + (f"?{query}" if query else ""), 301)
    page = queries.mentor_page(wanted, current_code())
    return render_template(
        "pages/mentors.html",
        page=page,
        is_silent=current_actor().id in page.silent,
        chosen=wanted.chosen(),
        tongues=[(one.code, one.own_name, one.html) for one in LANGUAGES],
        places=[(code, country(code), "") for code in page.known_countries],
        may_open=bool(may_see_profiles(current_actor())),
    )


def _wanted() -> Wanted:
    """What the address asks for, as far as it exists."""
    given = request.args
    theme, reads, country = given.get("theme"), given.get("reads"), given.get("country")
    if theme:
        known = {one.slug for one in tag_list(current_code(), themes_only=True)}
        if theme not in known:
            theme = slugs_now([theme])[0]  # of the one that it was merged into
        theme = theme if theme in known else None
    return Wanted(
        theme=theme or None,
        reads=reads if reads in BY_CODE else None,
        country=country if country in dict(all_countries()) else None,
    )

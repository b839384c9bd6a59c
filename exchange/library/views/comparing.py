from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.library import queries
from exchange.library.comparing import Names, compare
from exchange.library.views.blueprint import library, number_of
from exchange.people.login import current_actor
from exchange.tags.queries import tag_list
from exchange.web.addresses import current_code
from exchange.web.footnotes import country
from exchange.web.forms import whole_number


@library.get("/experiences/<code>/compare")
@open_to(Audience.EVERYONE)
def show_differences(code: str) -> ResponseReturnValue:
    """Whoever used one version sees what another says otherwise."""
    actor, number = current_actor(), number_of(code)
    old, new = (whole_number(request.args.get(name)) for name in ("from", "to"))
    if old is None or new is None or old == new:
        raise NotFound
    query = f"from={old}&to={new}"
    if request.query_string.decode("ascii", "replace") != query:
        return redirect(f"{request.path}?{query}", 301)
    before, after = (queries.experience_page(actor, number, one) for one in (old, new))
    return render_template(
        "library/compare.html",
        before=before.row,
        row=after.row,
        changes=compare(before.shown, after.shown, names()),
    )


def names() -> Names:
    """Of what a record holds as codes, in the language of the page."""
    here = current_code()
    themes = {theme.slug: theme.name(here) for theme in tag_list(here, themes_only=True)}
    leads = {one.code: one.name for one in queries.lead_choices(here)}
    return Names(country, lambda slug: themes.get(slug, slug), lambda code: leads.get(code, code))

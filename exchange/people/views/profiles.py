from flask import render_template
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.slots import slot
from exchange.people import queries
from exchange.people.forms import SuspendForm
from exchange.people.login import current_actor
from exchange.people.views.blueprint import people
from exchange.web.addresses import current_code


@people.get("/people/<int:account_id>")
@open_to(Audience.SIGNED_IN)
def show_person(account_id: int) -> ResponseReturnValue:
    """A member learns who wrote: from where, what they do, what they wrote."""
    return person_page(account_id, SuspendForm(formdata=None))


def person_page(account_id: int, suspend: SuspendForm) -> str:
    actor = current_actor()
    page = queries.profile(actor, account_id)
    more = slot("person.more", actor, [page.person])  # the person, not the id: it is read
    posts = slot("person.posts", actor, (account_id,))
    log = queries.role_log(account_id) if page.may_suspend or actor.is_moderator else ()
    return render_template(
        "people/person.html",
        page=page,
        suspend=suspend,
        more=more[account_id],
        posts=posts[account_id],
        log=log,
    )


@people.get("/organisations")
@open_to(Audience.EVERYONE)
def show_organisations() -> ResponseReturnValue:
    """Whoever wonders who is behind this sees all organisations, by country/territory."""
    rows = queries.by_country(queries.every_organisation(), current_code())
    return render_template(
        "people/organisations.html",
        real=[one for one in rows if not one.is_sample],
        samples=[one for one in rows if one.is_sample],
    )


@people.get("/organisations/<code>")
@open_to(Audience.EVERYONE)
def show_organisation(code: str) -> ResponseReturnValue:
    """Whoever met a name learns whose it is, what else it is called and where to find them."""
    return render_template("people/organisation.html", one=queries.get_organisation(code))

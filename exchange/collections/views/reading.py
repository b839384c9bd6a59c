from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.collections import policy, queries
from exchange.collections.queries import CollectionPage
from exchange.collections.views.blueprint import collections
from exchange.kernel.access import Audience, open_to
from exchange.kernel.slots import slot
from exchange.people.actor import GUEST
from exchange.people.login import current_actor
from exchange.web.addresses import Numbered, current_code, numbered
from exchange.web.forms import whole_number
from exchange.web.guest_pages import kept_for_guests, not_kept


@collections.get("/collections")
@open_to(Audience.EVERYONE)
@kept_for_guests("collections", "from")
def show_list() -> ResponseReturnValue:
    """Whoever looks for a subject finds what others have gathered on it."""
    start = whole_number(request.args.get("from"))
    if "from" in request.args:
        not_kept()  # pages further back are asked for once
    page = queries.public_collections(start)
    may_begin = policy.may_begin(current_actor())
    return render_template("collections/list.html", page=page, may_begin=may_begin)


@collections.get("/collections/mine")
@open_to(Audience.SIGNED_IN)
def show_mine() -> ResponseReturnValue:
    """Who gathered something finds it again."""
    actor = current_actor()
    own, may_begin = queries.own_collections(actor), policy.may_begin(actor)
    return render_template("collections/mine.html", rows=own, may_begin=may_begin)


@collections.get("/collections/<numbered:collection>")
@open_to(Audience.EVERYONE)
@kept_for_guests("experiences")
def show_collection(collection: Numbered) -> ResponseReturnValue:
    """Whoever works on the subject reads what belongs together, in an order that makes sense."""
    page = queries.collection_page(current_actor(), collection.id)
    right = numbered(page.row.id, page.row.title)
    if collection != right:
        return redirect(f"/{current_code()}/collections/{right}", 301)
    return _shown(page)


@collections.get("/collections/shared/<token>")
@open_to(Audience.EVERYONE)
def show_shared(token: str) -> ResponseReturnValue:
    """Whoever was given the link reads what was gathered for them."""
    return _shown(queries.shared_collection(token), is_shared=True)


def _shown(page: CollectionPage, *, is_shared: bool = False) -> str:
    """Behind the link everybody sees the same; those who may do more do it at its own address."""
    actor = GUEST if is_shared else current_actor()
    return render_template(
        "collections/collection.html",
        page=page,
        is_shared=is_shared,
        row=page.row,
        is_owner=policy.is_owner(actor, page.row),
        may_keep=policy.may_keep(actor, page.row),
        may_hide=policy.may_hide(actor, page.row),
        may_show=bool(page.row.hidden_at) and policy.may_show(actor, page.row),
        marks=slot("experience.marks", actor, page.items),
        reads=(current_code(), *current_actor().reads),
    )

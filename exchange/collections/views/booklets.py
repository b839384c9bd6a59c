from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.collections import actions, queries
from exchange.collections.queries import BookletRow, CollectionPage
from exchange.collections.queries.booklets import MOST
from exchange.collections.views.blueprint import collections
from exchange.files.stores import NotStored, store
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.library.paper.press import is_able
from exchange.library.vocabulary import PAPERS
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.forms import PlainForm
from exchange.web.limits import limited

PRESSES = "10 per hour"  # from one place: each takes as long as twenty records
SOON = 5  # seconds until a page that waits looks again


@collections.get("/collections/<int:collection_id>/booklet")
@open_to(Audience.EVERYONE)
def show_booklets(collection_id: int) -> ResponseReturnValue:
    """Whoever takes a collection to a meeting leaves with all of it in one PDF."""
    return _show(queries.collection_page(current_actor(), collection_id))


@collections.get("/collections/shared/<token>/booklet")
@open_to(Audience.EVERYONE)
def show_shared_booklets(token: str) -> ResponseReturnValue:
    """The same for whoever was given the link."""
    return _show(queries.shared_collection(token))


@collections.post("/collections/<int:collection_id>/booklet/<any(full, short):form>")
@open_to(Audience.EVERYONE)
@limited("booklets", PRESSES)
def ask_for_booklet(collection_id: int, form: str) -> ResponseReturnValue:
    return _ask(queries.collection_page(current_actor(), collection_id), form)


@collections.post("/collections/shared/<token>/booklet/<any(full, short):form>")
@open_to(Audience.EVERYONE)
@limited("booklets", PRESSES)
def ask_for_shared_booklet(token: str, form: str) -> ResponseReturnValue:
    return _ask(queries.shared_collection(token), form)


@collections.get("/collections/<int:collection_id>/<any(full, short):form>.pdf")
@open_to(Audience.EVERYONE)
def show_booklet(collection_id: int, form: str) -> ResponseReturnValue:
    """The PDF itself, for whoever may read the collection now."""
    return _send(queries.collection_page(current_actor(), collection_id), form)


@collections.get("/collections/shared/<token>/<any(full, short):form>.pdf")
@open_to(Audience.EVERYONE)
def show_shared_booklet(token: str, form: str) -> ResponseReturnValue:
    return _send(queries.shared_collection(token), form)


def _show(page: CollectionPage) -> ResponseReturnValue:
    booklets = queries.booklets_of(page, current_code())
    body = render_template(
        "collections/booklet.html",
        row=page.row,
        here=request.path.removesuffix("/booklet"),
        count=len(page.items),
        most=MOST,
        papers={form: booklets.now.get(form) for form in PAPERS},
        is_outdated=booklets.is_outdated,
        forms=PAPERS,
        asking=PlainForm(formdata=None),
        is_able=is_able(),
    )
    is_waiting = any(one.is_waited_for for one in booklets.now.values())
    return body, {"Refresh": str(SOON)} if is_waiting else {}


def _ask(page: CollectionPage, form: str) -> ResponseReturnValue:
    if is_able() and 0 < len(page.items) <= MOST:
        actions.ask_for_booklet(current_actor(), page, lang=current_code(), form=form)
    return redirect(f"{request.path.rpartition('/')[0]}", 303)


def _send(page: CollectionPage, form: str) -> ResponseReturnValue:
    booklet = queries.booklets_of(page, current_code()).now.get(form)
    if booklet is None or booklet.made_at is None:
        return redirect(f"{request.path.rpartition('/')[0]}/booklet", 302)
    return _answer(booklet, f"collection-{page.row.id}-{current_code()}-{form}.pdf")


def _answer(booklet: BookletRow, name: str) -> ResponseReturnValue:
    try:
        answer = Response(store().get(f"{booklet.key}-paper"), mimetype="application/pdf")
    except NotStored:
        raise NotFound from None
    answer.set_etag(f"{booklet.key}-{booklet.stamp}")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = f"inline; filename={name}"
    return answer.make_conditional(request)

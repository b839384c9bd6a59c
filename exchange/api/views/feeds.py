"""Atom feeds: made as for a guest whoever asks, and kept as guests' pages are.

`lang` narrows to what is written in a language, `ui` is the language of the feed's own words, and
`from` is where an older page begins. All three are part of the address: the browser's language
changes nothing.
"""

from urllib.parse import quote, urlencode

from flask import Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import pgettext

from exchange.api import queries
from exchange.api.queries import Feed, Place, place_in
from exchange.api.views.blueprint import api
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.text.clean import printable
from exchange.text.languages import BY_CODE, DEFAULT
from exchange.text.wording import set_language
from exchange.web.addresses import current_code
from exchange.web.guest_pages import kept_for_guests

LISTED = ("lang", "ui", "from")


@api.get("/feeds/site.atom")
@open_to(Audience.EVERYONE)
@kept_for_guests("front", *LISTED)
def show_site() -> ResponseReturnValue:
    """Whoever follows the exchange from elsewhere hears of every thread and experience."""
    return _answer(queries.site_feed(*_asked()), "/", "")


@api.get("/feeds/threads.atom")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads", *LISTED)
def show_threads() -> ResponseReturnValue:
    feed = queries.threads_feed(*_asked())  # first: from here on the feed's language is spoken
    return _answer(feed, "/threads", pgettext("page", "Forum"))


@api.get("/feeds/categories/<int:category>.atom")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads", *LISTED)
def show_category(category: int) -> ResponseReturnValue:
    place, lang = _asked()
    return _answer(queries.category_feed(category, current_code(), place, lang))


@api.get("/feeds/tags/<slug>.atom")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads", *LISTED)
def show_tag(slug: str) -> ResponseReturnValue:
    place, lang = _asked()
    feed = queries.tag_feed(slug, current_code(), place, lang)
    if (now := feed.page.rpartition("/")[2]) != slug:  # merged into this one
        query = request.query_string.decode("ascii", "replace")
        return redirect(f"/feeds/tags/{now}.atom?{query}".rstrip("?"), 301)
    return _answer(feed)


@api.get("/feeds/threads/<int:thread>.atom")
@open_to(Audience.EVERYONE)
@kept_for_guests("thread {thread}", "ui", "from")
def show_thread(thread: int) -> ResponseReturnValue:
    """Whoever waits for an answer hears of it without an account."""
    place, _lang = _asked()
    try:
        return _answer(queries.thread_feed(thread, place), narrows=False)
    except NotFound:
        into = queries.thread_merged_from(thread)
        spoken = f"?ui={current_code()}" if current_code() != DEFAULT else ""
        return redirect(f"/feeds/threads/{into}.atom{spoken}", 301)


@api.get("/feeds/experiences.atom")
@open_to(Audience.EVERYONE)
@kept_for_guests("experiences", *LISTED)
def show_experiences() -> ResponseReturnValue:
    feed = queries.experience_feed(*_asked())  # first: from here on the feed's language is spoken
    return _answer(feed, "/experiences", pgettext("page", "Experience"))


def _asked() -> tuple[Place, str | None]:
    """Speaks the language that the address says, and gives what else it says."""
    ui, lang = request.args.get("ui", DEFAULT), request.args.get("lang")
    set_language(ui if ui in BY_CODE else DEFAULT)
    return place_in(request.args.get("from")), lang if lang in BY_CODE else None


def _address(place: str, *, narrows: bool) -> str:
    """Of this feed from a place on, written in the one way that we write it."""
    lang, ui = request.args.get("lang"), current_code()
    said = {
        "lang": lang if narrows and lang in BY_CODE else "",
        "ui": ui if ui != DEFAULT else "",
        "from": place,
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{quote(request.path)}?{query}".rstrip("?")


def _answer(feed: Feed, page: str = "", title: str = "", *, narrows: bool = True) -> Response:
    """`page` and `title` for a feed that does not say its own."""
    body = render_template(
        "api/atom.xml",
        feed=feed,
        title=feed.title or title,
        title_lang=BY_CODE[feed.title_lang or current_code()].html,
        page=feed.page or page,
        first=_address("", narrows=narrows),
        here=_address(str(place_in(request.args.get("from"))), narrows=narrows),
        older=_address(feed.older, narrows=narrows) if feed.older else "",
        site=_("ALTER Exchange"),
    )
    # What no XML may hold goes here, once for all, whichever way it came into the database.
    answer = Response(printable(body), mimetype="application/atom+xml")
    answer.headers["Cache-Control"] = "no-cache"
    if feed.is_sample:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer

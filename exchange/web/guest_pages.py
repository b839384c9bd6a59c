"""Pages as guests see them: made once, kept as sent, asked for their version each time.

The version is read before the page is made and kept with it. Whoever changes what the page shows
raises it in the same transaction, so an equal version means an equal page: in any process, on any
machine, with nothing to purge. A hit is answered before Flask wakes up. Ages on kept pages are
counted in whole days, and the day belongs to the version.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, g, make_response, request, session, url_for
from sqlalchemy import Engine

from exchange.kernel.db import db
from exchange.kernel.shelf import Shelf
from exchange.kernel.validity import Version, version_from, version_of
from exchange.web.headers import takes_gzip

ROOM = 32 * 1024 * 1024  # bytes of each process; some 4,000 pages
OVERHEAD = 2_000  # bytes of a kept page besides its body
KEPT = ("200 OK", "302 FOUND")  # pages, and lasting addresses that lead to one
OF_THE_BODY = ("Content-Type", "Content-Length", "Content-Encoding")  # a 304 keeps its CSP

View = TypeVar("View", bound=Callable[..., Any])
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was sent, with the version it was made at."""

    page: str
    version: Version
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    etag: str

    @property
    def size(self) -> int:
        """Bytes, near enough."""
        return len(self.body) + OVERHEAD


Pages = Shelf[Key, Kept]


class GuestPages:
    """WSGI: answers from the shelf, or lets the application answer."""

    def __init__(self, inner: WSGIApplication, app: Flask, shelf: Pages) -> None:
        self._inner, self._app, self._shelf = inner, app, shelf
        with app.app_context():
            self._engine: Engine = db.engines["read"]
        self._cookie = app.config["SESSION_COOKIE_NAME"]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        kept = self._shelf.get(_key(environ)) if is_guests(environ, self._cookie) else None
        if kept is None or kept.version != version_from(self._engine, kept.page):
            return self._inner(environ, start)
        if kept.status == "200 OK" and kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 Not Modified", [h for h in kept.headers if h[0] not in OF_THE_BODY])
            return []
        start(kept.status, kept.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]


def is_guests(environ: WSGIEnvironment, cookie: str) -> bool:
    """Whoever sends the session's cookie, in whatever spelling, may see something else."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        and cookie not in environ.get("HTTP_COOKIE", "")
    )


def _key(environ: WSGIEnvironment) -> Key:
    return environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ["QUERY_STRING"]


def kept_for_guests(page: str, *arguments: str) -> Callable[[View], View]:
    """Keep what this view answers to guests. `page` names the PageVersion, with the view's values
    in braces; `arguments` may stand in the address: a page asked for in other ways is not kept."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> Response:
            cookie = current_app.config["SESSION_COOKIE_NAME"]
            if is_guests(request.environ, cookie) and _is_canonical(arguments):
                name = page.format_map({k: getattr(v, "id", v) for k, v in values.items()})
                g.kept = name, version_of(name)  # before anything the page shows is read
            return make_response(view(**values))

        return answer  # type: ignore[return-value]

    return decorate


def keep_as(page: str) -> None:
    """The same, said by a view that learns only while it answers whose version it goes by: before
    it reads what it answers with."""
    cookie = current_app.config["SESSION_COOKIE_NAME"]
    if is_guests(request.environ, cookie) and _is_canonical(()):
        g.kept = page, version_of(page)


def not_kept() -> None:
    """Said by a view that finds its address to be no page of its own: one of very many, or with
    words that it does not know."""
    g.pop("kept", None)


def _is_canonical(arguments: Iterable[str]) -> bool:
    """As we write it ourselves, so that one page has one key: no 007, no second `page`."""
    # Not through url_for: a filter named `lang` is not the page's language.
    given = [(name, request.args[name]) for name in arguments if name in request.args]
    address = url_for(request.endpoint or "", **(request.view_args or {}))
    return (request.path, request.query_string.decode()) == (address, urlencode(given))


def init_app(app: Flask) -> None:
    """Before everything else that looks at answers: what is kept is what is sent."""
    shelf: Pages = Shelf(app.config.get("GUEST_PAGES_ROOM", ROOM), lambda page: page.size)
    app.wsgi_app = GuestPages(app.wsgi_app, app, shelf)  # type: ignore[assignment,method-assign]

    @app.after_request  # registered first, runs last: sees the answer as it is sent
    def keep(response: Response) -> Response:
        if "kept" not in g or response.status not in KEPT:
            return response
        # However the request was spelt: whose session holds anything is no guest, or one with a
        # message or a token. The session's cookie is set after this, so it alone does not tell.
        if session or session.modified or "Set-Cookie" in response.headers:
            return response
        name, version = g.kept
        body = response.get_data()
        etag = hashlib.sha256(body).hexdigest()[:22]
        response.headers["Cache-Control"] = "no-cache"
        response.headers["ETag"] = f'"{etag}"'
        if request.method == "GET":
            kept = Kept(name, version, response.status, list(response.headers), body, etag)
            shelf.put(_key(request.environ), kept)
        return _only_if_new(response, etag) if response.status_code == 200 else response


def _only_if_new(response: Response, etag: str) -> Response:
    """A page made anew may read as before: whoever has it is told so, as from the shelf."""
    if etag in request.headers.get("If-None-Match", ""):
        response.status_code = 304
        response.set_data(b"")
        for name in OF_THE_BODY:
            response.headers.pop(name, None)
    return response

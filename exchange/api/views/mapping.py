"""The map of the site, for search engines: made as for a guest, and kept as guests' pages are."""

from collections.abc import Sequence

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from exchange.api import queries
from exchange.api.queries import Mapped
from exchange.api.views.blueprint import api
from exchange.kernel.access import Audience, open_to
from exchange.web.guest_pages import kept_for_guests


@api.get("/robots.txt")
@open_to(Audience.EVERYONE)
def show_robots() -> ResponseReturnValue:
    """All may come; pages that are not to be kept say so themselves."""
    base_url = current_app.extensions["settings"].base_url
    body = f"User-agent: *\nDisallow:\n\nSitemap: {base_url}/sitemap.xml\n"
    return Response(body, content_type="text/plain; charset=utf-8")


@api.get("/sitemap.xml")
@open_to(Audience.EVERYONE)
@kept_for_guests("front")
def show_map() -> ResponseReturnValue:
    """A search engine finds every page that guests may read, in every language."""
    parts = queries.parts_of_map()
    paths = ["places"]
    paths += [f"threads-{part}" for part in parts.threads]
    paths += [f"experiences-{part}" for part in parts.experiences]
    return _xml(render_template("api/sitemap_index.xml", paths=paths))


@api.get("/sitemap/places.xml")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads")
def show_mapped_places() -> ResponseReturnValue:
    return _part(queries.mapped_places())


@api.get("/sitemap/threads-<int:part>.xml")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads")
def show_mapped_threads(part: int) -> ResponseReturnValue:
    return _part(queries.mapped_threads(part))


@api.get("/sitemap/experiences-<int:part>.xml")
@open_to(Audience.EVERYONE)
@kept_for_guests("experiences")
def show_mapped_experiences(part: int) -> ResponseReturnValue:
    return _part(queries.mapped_experiences(part))


def _part(places: Sequence[Mapped]) -> Response:
    return _xml(render_template("api/sitemap.xml", places=places))


def _xml(body: str) -> Response:
    return Response(body, content_type="text/xml; charset=utf-8")

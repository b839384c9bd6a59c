from urllib.parse import quote

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.files import queries
from exchange.files.images import SIZES
from exchange.files.stores import NotStored, StoreAway, store
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.people.login import current_actor
from exchange.web import errors

files = Blueprint("files", __name__)
A_WHILE = 300  # seconds that a browser shows a public picture without asking again


@files.get("/files/<int:file_id>/<size>")
@open_to(Audience.EVERYONE)
def show_file(file_id: int, size: str) -> ResponseReturnValue:
    """A picture in one of its sizes, or "document": for whoever may read what it stands under."""
    found = queries.readable_file(current_actor, file_id)
    if size not in (SIZES if found.file.kind == "image" else ("document",)):
        raise NotFound
    etag = f"{found.file.key}-{size}"
    # Sent compressed, as text is, it has gone out under another tag.
    if any(request.if_none_match.contains(tag) for tag in (etag, f"{etag}-gzip")):
        return _as_file(Response(status=304), found, etag)
    try:
        content = store().get(f"{found.file.key}-{size}")
    except NotStored:
        raise NotFound from None
    return _as_file(Response(content, mimetype=found.file.media_type), found, etag)


def _as_file(answer: Response, found: queries.ReadableFile, etag: str) -> Response:
    """Never in a cache that people share; asked for again each time where not everybody may. What
    is told in confidence stays in no browser: others sit at it next."""
    answer.set_etag(etag)
    kept = "no-store" if found.is_confided else "no-cache"
    how = f"max-age={A_WHILE}" if found.is_public else kept
    answer.headers["Cache-Control"] = f"private, {how}"
    answer.vary.add("Cookie")
    if found.file.kind == "document":
        answer.headers["Content-Disposition"] = _as_download(found.file.name)
    return answer


def _as_download(name: str) -> str:
    """A header holds ASCII only: the name itself as RFC 6266 writes it, another for old readers."""
    ending = name.rpartition(".")[2]
    return f"attachment; filename=file.{ending}; filename*=UTF-8''{quote(name, safe='')}"


@files.app_errorhandler(StoreAway)
def store_is_away(_error: StoreAway) -> ResponseReturnValue:
    current_app.logger.warning("The store of files is away")
    return errors.page(
        503,
        _("This cannot be done right now"),
        _("Reading goes on as usual. Please try this again in a few minutes."),
    )

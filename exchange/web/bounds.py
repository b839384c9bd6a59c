"""How much may be sent at once, asked before anything looks at it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from flask import Flask, Request, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from exchange.kernel.access import Audience, Visitor

LONGEST_FORM = 600_000  # bytes: 32,000 characters, each up to twelve when sent, and the rest
BYTES_EACH = 12  # of a character, when sent
MOST_FIELDS = 1_000  # some hundred stand in our longest form

View = TypeVar("View", bound=Callable[..., object])


class _Nowhere(BytesIO):
    """Where a file goes that comes from whoever may not send any."""

    def write(self, some: Any, /) -> int:
        return len(some)


class BoundedRequest(Request):
    """Files are written to disk as they arrive, before anybody is asked: only those of writers."""

    takes_files = False

    def _get_file_stream(self, *args: Any, **kwargs: Any) -> Any:
        return super()._get_file_stream(*args, **kwargs) if self.takes_files else _Nowhere()


def takes_files(view: View) -> View:
    """The form of this view may bring files beside its words; goes under `@open_to`."""
    view.__dict__["takes_files"] = True
    return view


def takes_long_texts(most: int) -> Callable[[View], View]:
    """The form of this view holds so many characters; goes under `@open_to`."""

    def decorate(view: View) -> View:
        view.__dict__["longest_form"] = LONGEST_FORM + most * BYTES_EACH
        return view

    return decorate


def refuse_too_much() -> None:
    """Here, not where the form is first looked at: that may be the page that keeps its words."""
    if request.method != "POST":
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if longest := getattr(view, "longest_form", None):
        request.max_content_length = request.max_form_memory_size = longest
    if request.mimetype == "application/x-www-form-urlencoded":
        if request.get_data(cache=True).count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
    else:
        _make_room_for_files()
        request.form  # noqa: B018  to be parsed, within the bounds that Flask is told of


def _make_room_for_files() -> None:
    """The same room for whoever is signed out meanwhile: their words come back, their files do
    not, so those are let fall as they arrive."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False) and isinstance(request, BoundedRequest):
        request.max_content_length = LONGEST_FORM + int(current_app.config["MOST_OF_FILES"])
        visitor: Callable[[], Visitor] = current_app.config["VISITOR"]
        request.takes_files = visitor().belongs_to(Audience.WRITERS)


def init_app(app: Flask, visitor: Callable[[], Visitor], most_of_files: int) -> None:
    app.request_class = BoundedRequest
    app.config |= {
        "MAX_CONTENT_LENGTH": LONGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LONGEST_FORM,
        "MAX_FORM_PARTS": MOST_FIELDS,
        "MOST_OF_FILES": most_of_files,
        "VISITOR": visitor,
    }
    app.before_request(refuse_too_much)

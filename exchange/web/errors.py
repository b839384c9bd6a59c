"""What people see when something cannot be done; a refused form comes back with all its text."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    MethodNotAllowed,
    RequestEntityTooLarge,
    TooManyRequests,
)

from exchange.kernel.access import SignInNeeded
from exchange.kernel.rulings import NotAllowed, NotFound, Stale
from exchange.text.clean import printable
from exchange.web import addresses

log = logging.getLogger(__name__)

SECRET_FIELDS = ("password", "csrf_token", "submission_id")


def page(status: int, title: str, text: object, **more: Any) -> Response:
    """The one page for everything that went otherwise than hoped."""
    if "kept" in more:
        more["lost"] = lost_files()
    body = render_template("errors/error.html", title=title, text=text, status=status, **more)
    return make_response(body, status)


def kept_fields() -> list[tuple[str, str]]:
    """What was typed into the refused form, passwords apart."""
    return [
        (printable(name), printable(value))
        for name, value in request.form.items(multi=True)
        if not name.startswith(SECRET_FIELDS)
    ]


def lost_files() -> list[str]:
    """Names of the files that came with the refused form: nobody has stored them."""
    sent = (one for _name, one in request.files.items(multi=True))
    return [printable(one.filename) for one in sent if one.filename]


def forbidden(error: NotAllowed) -> ResponseReturnValue:
    return page(403, _("You cannot do this"), error.reason, kept=kept_fields())


def missing(_error: object) -> ResponseReturnValue:
    is_read = request.method in ("GET", "HEAD")
    if is_read and (elsewhere := addresses.to_language()) is not None:
        return elsewhere
    return page(
        404,
        _("There is no such page"),
        _("It may have been moved or taken down, or the address is not complete."),
        kept=kept_fields(),
    )


def sign_in_first(_error: SignInNeeded) -> ResponseReturnValue:
    """A reader is led to the sign-in page; a writer gets it together with what they wrote."""
    if request.method in ("GET", "HEAD"):
        onward = urlencode({"next": addresses.asked_for()}, safe="/")
        return redirect(f"/{addresses.current_code()}/sign-in?{onward}")
    return send_again(401, _("You are signed out. Sign in below: what you wrote is kept."))


def forged_or_old(_error: CSRFError) -> ResponseReturnValue:
    return send_again(
        400, _("This form was opened too long ago. What you wrote is kept: send it once more.")
    )


def send_again(status: int, text: str) -> Response:
    """The refused form as it was, to be sent again; with sign-in fields for guests."""
    body = render_template(
        "errors/send_again.html",
        text=text,
        fields=kept_fields(),
        lost=lost_files(),
        target=request.path,
        submission_id=request.form.get("submission_id", ""),
        needs_sign_in=status == 401,
    )
    return make_response(body, status)


def wrong_method(error: MethodNotAllowed) -> ResponseReturnValue:
    answer = page(
        405,
        _("This address is for sending a form"),
        _("Go back to the page you came from and use its button."),
        kept=kept_fields(),
    )
    answer.headers["Allow"] = ", ".join(error.valid_methods or ())
    return answer


def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    return page(413, _("This is too much at once"), _("Shorten your text, then send it again."))


def too_many(error: TooManyRequests) -> ResponseReturnValue:
    answer = page(
        429,
        _("Too many tries"),
        _("Please wait a few minutes and try again. What you wrote is kept below."),
        kept=kept_fields(),
    )
    for name, value in error.get_headers():
        if name == "Retry-After":
            answer.headers[name] = value
    return answer


def stale(_error: Stale) -> ResponseReturnValue:
    return page(
        409,
        _("Somebody else changed this meanwhile"),
        _("Go back, load the page again and look at their change first."),
        kept=kept_fields(),
    )


def bad(_error: BadRequest) -> ResponseReturnValue:
    return page(
        400,
        _("This cannot be understood"),
        _("The address or the form holds something that does not belong there."),
        kept=kept_fields(),
    )


def other(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    return page(error.code, _("This did not work"), _("Go back and try again."), kept=kept_fields())


def broken(_error: Exception) -> ResponseReturnValue:
    g.pop("kept", None)
    return page(
        500,
        _("Something broke on our side"),
        _("It has been noted. Try again in a minute; what you wrote is kept below."),
        kept=kept_fields(),
    )


def _in_their_language(answer: Callable[[Any], ResponseReturnValue]) -> Any:
    @wraps(answer)
    def handle(error: Any) -> ResponseReturnValue:
        addresses.speak_to_visitor()
        return answer(error)

    return handle


def init_app(app: Flask) -> None:
    handlers: list[tuple[Any, Any]] = [
        (NotAllowed, forbidden),
        (NotFound, missing),
        (404, missing),
        (SignInNeeded, sign_in_first),
        (CSRFError, forged_or_old),
        (MethodNotAllowed, wrong_method),
        (RequestEntityTooLarge, too_large),
        (TooManyRequests, too_many),
        (Stale, stale),
        (BadRequest, bad),
        (HTTPException, other),
        (500, broken),
    ]
    for what, handler in handlers:
        app.register_error_handler(what, _in_their_language(handler))

"""How much may be sent at once, asked before anything looks at it."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

LONGEST_FORM = 600_000  # bytes: 32,000 characters, each up to twelve when sent, and the rest
MOST_FIELDS = 1_000  # some hundred stand in our longest form


def refuse_too_much() -> None:
    """Here, not where the form is first looked at: that may be the page that keeps its words."""
    if request.method != "POST":
        return
    if request.mimetype == "application/x-www-form-urlencoded":
        if request.get_data(cache=True).count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge
    else:
        request.form  # noqa: B018  to be parsed, within the bounds that Flask is told of


def init_app(app: Flask) -> None:
    app.config |= {
        "MAX_CONTENT_LENGTH": LONGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LONGEST_FORM,
        "MAX_FORM_PARTS": MOST_FIELDS,
    }
    app.before_request(refuse_too_much)

"""A refused form that comes back: what its sender wrote, and where it was going."""

from typing import Any

from flask import current_app
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException

from exchange.kernel.submissions import LENGTH
from exchange.text.clean import printable
from exchange.web.addresses import is_ours
from exchange.web.errors import SECRET_FIELDS

PREFIX = "kept."  # keeps the names of the refused form from meeting those of the sign-in form


def kept_in(sent: MultiDict[str, str]) -> dict[str, Any]:
    """What errors/send_again.html shows, as that page itself has sent it."""
    target = sent.get("target", "")
    if not is_ours(target) or not _takes_forms(target):
        raise BadRequest
    fields = [
        (name.removeprefix(PREFIX), printable(value))
        for name, value in sent.items(multi=True)
        if name.startswith(PREFIX) and not name.removeprefix(PREFIX).startswith(SECRET_FIELDS)
    ]
    submission_id = sent.get("target_submission_id", "")[:LENGTH]
    lost = [printable(name) for name in sent.getlist("lost")]
    return {"fields": fields, "lost": lost, "target": target, "submission_id": submission_id}


def _takes_forms(path: str) -> bool:
    try:
        current_app.url_map.bind("localhost").match(path, method="POST")
    except HTTPException:
        return False
    return True

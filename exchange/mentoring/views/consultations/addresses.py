"""Where the pages of private consultations are, and how a form leads from one to the next."""

from collections.abc import Callable

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from exchange.kernel.rulings import Refused
from exchange.kernel.submissions import once
from exchange.people.login import current_actor
from exchange.web.addresses import current_code
from exchange.web.forms import Form, whole_number


def list_address() -> str:
    return f"/{current_code()}/private-consultations"


def consultation_address(consultation_id: int, at: str = "") -> str:
    return f"{list_address()}/{consultation_id}{at}"


def named_draft() -> int | None:
    """Of the draft that the address asks for, where one has several for a place."""
    return whole_number(request.args.get("draft"))


def act_once(form: Form, act: Callable[[], str]) -> ResponseReturnValue | None:
    """Where it leads; None if the form is to be shown again, with what is wrong in it."""
    try:
        address = once(str(current_actor().id), form.submission_id.data, act)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return None
    if "quietly" in request.form:  # the page itself has sent it, and goes there by itself
        return Response(address, 201, mimetype="text/plain")
    return redirect(address, 303)

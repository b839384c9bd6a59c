from collections.abc import Callable

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.web.forms import Form

moderation = Blueprint(
    "moderation", __name__, template_folder="../templates", url_prefix="/<lang:lang>"
)


def do_once(actor: Actor, form: Form, act: Callable[[], str]) -> ResponseReturnValue:
    """Act, unless this form was sent before, and go where it leads."""
    return redirect(once(str(actor.id), form.submission_id.data, act), 303)

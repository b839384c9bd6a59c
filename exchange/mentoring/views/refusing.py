from collections.abc import Callable
from functools import wraps

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.rulings import NotAllowed
from exchange.web import errors
from exchange.web.addresses import current_code

OfQuestion = Callable[[int], ResponseReturnValue]


def leads_on(view: OfQuestion) -> OfQuestion:
    """Whoever comes too late with a question, since another was quicker, reads so, has back what
    they wrote, and goes on to its thread, which they may read, or to their desk."""

    @wraps(view)
    def answer(thread_id: int) -> ResponseReturnValue:
        try:
            return view(thread_id)
        except NotAllowed as refused:
            return _too_late(thread_id, refused.reason)

    return answer


def _too_late(thread_id: int, reason: object) -> ResponseReturnValue:
    return errors.page(
        403,
        _("You cannot do this"),
        reason,
        kept=errors.kept_fields(),
        onward=f"/{current_code()}/threads/{thread_id}",
        way=(f"/{current_code()}/desk", _("Your desk")),
    )

import re

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.library import actions, queries
from exchange.library.views.blueprint import experience_address, library, number_of, work_address
from exchange.people.login import current_actor

_ID = re.compile(r"[0-9]{1,18}")


@library.post("/experiences/<code>/words/agree")
@open_to(Audience.SIGNED_IN)
def agree(code: str) -> ResponseReturnValue:
    """Whose words a draft uses lets them be published."""
    return _answer(code, agrees=True)


@library.post("/experiences/<code>/words/decline")
@open_to(Audience.SIGNED_IN)
def decline(code: str) -> ResponseReturnValue:
    """Whose words a draft uses does not want them there."""
    return _answer(code, agrees=False)


def _answer(code: str, *, agrees: bool) -> ResponseReturnValue:
    actor = current_actor()
    row = queries.working_copy(actor, number_of(code)).row
    actions.answer_for_words(actor, row.id, agrees=agrees)
    if agrees:
        flash(_("Thank you. Your name stands with your words."))
    else:
        flash(_("Its authors are told. It is not published before your words are taken out."))
    return redirect(experience_address(row.number, row.title, row.version), 303)


@library.post("/experiences/<code>/words/out")
@open_to(Audience.WRITERS)
def leave_out(code: str) -> ResponseReturnValue:
    """An author says that the words are no longer in it."""
    actor = current_actor()
    row = queries.working_copy(actor, number_of(code)).row
    actions.leave_words_out(actor, row.id, _people())
    flash(_("They are credited no more."))
    return redirect(work_address(row.number, "edit"), 303)


def _people() -> set[int]:
    """Whom the author was shown."""
    shown = request.form.get("people", "").split()
    return {int(one) for one in shown if _ID.fullmatch(one)}

from flask import current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.notifications import actions, queries
from exchange.notifications.kinds import SWITCHES
from exchange.notifications.queries import Recipient
from exchange.notifications.unsubscribing import opened
from exchange.notifications.views.blueprint import mail_links
from exchange.text.wording import set_language

ONE_CLICK = {"List-Unsubscribe": "One-Click"}  # what a mail program sends: RFC 8058


@mail_links.get("/unsubscribe/<token>")
@open_to(Audience.EVERYONE)
def show_unsubscribe(token: str) -> ResponseReturnValue:
    """Who wants no more of these mails is one button away from it, without signing in."""
    recipient, kind = _read(token)
    return _page(token, kind, is_off=kind in queries.kinds_switched_off(recipient.id))


@mail_links.post("/unsubscribe/<token>")
@open_to(Audience.EVERYONE)
def unsubscribe(token: str) -> ResponseReturnValue:
    """By our button, or by a mail program, which knows no token of ours and follows nowhere."""
    recipient, kind = _read(token)
    by_program = request.form.to_dict() == ONE_CLICK
    if not by_program:
        current_app.extensions["csrf"].protect()
    actions.switch_off(recipient.id, kind)
    if by_program:
        return _page(token, kind, is_off=True)
    return redirect(url_for(".show_unsubscribe", token=token), 303)


@mail_links.record_once
def _let_mail_programs_in(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(unsubscribe)  # it asks for the token itself


def _read(token: str) -> tuple[Recipient, str]:
    """Whose mails, of which kind; the page then speaks their language."""
    asked = opened(current_app.extensions["settings"], token)
    if asked is None:
        raise NotFound
    recipient = queries.get_recipient(asked[0])
    set_language(recipient.language)
    return recipient, asked[1]


def _page(token: str, kind: str, *, is_off: bool) -> ResponseReturnValue:
    return render_template(
        "notifications/unsubscribe.html", token=token, switch=SWITCHES[kind], is_off=is_off
    )

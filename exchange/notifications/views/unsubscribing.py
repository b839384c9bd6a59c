from flask import current_app, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from exchange.forum.queries import watches, watches_category
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound
from exchange.notifications import actions, queries
from exchange.notifications.kinds import ENDS, SWITCHES
from exchange.notifications.unsubscribing import Unsubscribed, opened
from exchange.notifications.views.blueprint import mail_links
from exchange.text.wording import set_language

ONE_CLICK = {"List-Unsubscribe": "One-Click"}  # what a mail program sends: RFC 8058


@mail_links.get("/unsubscribe/<token>")
@open_to(Audience.EVERYONE)
def show_unsubscribe(token: str) -> ResponseReturnValue:
    """Who wants no more of these mails is one button away from it, without signing in."""
    said = _read(token)
    return _page(token, said, is_off=_is_off(said))


@mail_links.post("/unsubscribe/<token>")
@open_to(Audience.EVERYONE)
def unsubscribe(token: str) -> ResponseReturnValue:
    """By our button, or by a mail program, which knows no token of ours and follows nowhere."""
    said = _read(token)
    by_program = request.form.to_dict() == ONE_CLICK
    if not by_program:
        current_app.extensions["csrf"].protect()
    actions.unsubscribe(said)
    if by_program:
        return _page(token, said, is_off=True)
    return redirect(url_for(".show_unsubscribe", token=token), 303)


@mail_links.record_once
def _let_mail_programs_in(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(unsubscribe)  # it asks for the token itself


def _read(token: str) -> Unsubscribed:
    """What a link of ours says; the page then speaks the language of whose mails it is about."""
    said = opened(current_app.extensions["settings"], token)
    if said is None:
        raise NotFound
    set_language(queries.get_recipient(said.account_id).language)
    return said


def _is_off(said: Unsubscribed) -> bool:
    if said.watched_id is None:
        return said.kind in queries.kinds_switched_off(said.account_id)
    still = watches_category if said.kind == "thread_in_watched" else watches
    return not still(said.account_id, said.watched_id)


def _page(token: str, said: Unsubscribed, *, is_off: bool) -> ResponseReturnValue:
    return render_template(
        "notifications/unsubscribe.html",
        token=token,
        switch=SWITCHES[said.kind],
        watched="" if said.watched_id is None else said.kind,
        ends="" if said.watched_id is None else ENDS[said.kind],
        is_off=is_off,
    )

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.moderation import actions, queries
from exchange.moderation.forms import LockForm, UnlockForm
from exchange.moderation.views.blueprint import do_once, moderation
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@moderation.route("/threads/<int:thread_id>/lock", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def lock(thread_id: int) -> ResponseReturnValue:
    """A moderator ends a discussion that leads nowhere and says why."""
    actor, form = current_actor(), LockForm()
    thread = queries.thread_to_lock(actor, thread_id)
    if thread.locked_at:
        return redirect(_to(thread_id), 303)
    if request.method == "GET" or not form.validate():
        body = render_template("moderation/lock.html", form=form, thread=thread)
        return body, 422 if form.errors else 200
    answer = do_once(actor, form, lambda: _lock(actor, thread_id, form))
    flash(_("The thread is locked."))
    return answer


def _lock(actor: Actor, thread_id: int, form: LockForm) -> str:
    actions.lock_with_reason(actor, thread_id, reason=form.reason.data, lang=form.lang)
    return _to(thread_id)


@moderation.route("/threads/<int:thread_id>/unlock", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def unlock(thread_id: int) -> ResponseReturnValue:
    """A moderator lets a discussion go on and says why."""
    actor, form = current_actor(), UnlockForm()
    thread = queries.thread_to_lock(actor, thread_id)
    if not thread.locked_at:
        return redirect(_to(thread_id), 303)
    if thread.duplicate_of_id and request.method == "GET":
        return redirect(url_for("moderation.reopen", thread_id=thread_id), 303)
    if request.method == "GET" or not form.validate():
        body = render_template("moderation/lock.html", form=form, thread=thread)
        return body, 422 if form.errors else 200
    answer = do_once(actor, form, lambda: _unlock(actor, thread_id, form))
    flash(_("The thread takes replies again."))
    return answer


def _unlock(actor: Actor, thread_id: int, form: UnlockForm) -> str:
    actions.unlock_with_reason(actor, thread_id, reason=form.reason.data, lang=form.lang)
    return _to(thread_id)


def _to(thread_id: int) -> str:
    return url_for("forum.show_thread", thread=thread_id)

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum.moving import Seen
from exchange.kernel.access import Audience, open_to
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.forms import KindForm, MovingForm, PinForm, UnpinForm
from exchange.moderation.views.blueprint import moderation
from exchange.moderation.views.moving import moved
from exchange.people.actor import Actor
from exchange.people.login import current_actor


@moderation.route("/threads/<int:thread_id>/pin", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def pin(thread_id: int) -> ResponseReturnValue:
    """A moderator puts a thread above the others, and says why."""
    actor, form = current_actor(), PinForm()
    if request.method == "GET" and queries.get_standing(actor, thread_id).is_pinned:
        return redirect(_to(thread_id), 303)
    return _answer(actor, thread_id, form, "pin", _("The thread is pinned."))


@moderation.route("/threads/<int:thread_id>/unpin", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def unpin(thread_id: int) -> ResponseReturnValue:
    """A moderator lets a thread stand among the others again, and says why."""
    actor, form = current_actor(), UnpinForm()
    if request.method == "GET" and not queries.get_standing(actor, thread_id).is_pinned:
        return redirect(_to(thread_id), 303)
    return _answer(actor, thread_id, form, "unpin", _("The thread is not pinned any more."))


@moderation.route("/threads/<int:thread_id>/kind", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def change_kind(thread_id: int) -> ResponseReturnValue:
    """A moderator makes a question a discussion or the other way round, and says why."""
    actor, form = current_actor(), KindForm()
    return _answer(actor, thread_id, form, "kind", _("The kind of the thread is changed."))


def _answer(
    actor: Actor, thread_id: int, form: MovingForm, verb: str, said: str
) -> ResponseReturnValue:
    if request.method == "GET":
        form.version.data = queries.thread_to_change(actor, thread_id).version
        return _page(actor, thread_id, form, verb)
    return moved(
        actor,
        form,
        lambda: _act(actor, thread_id, form),
        lambda: _page(actor, thread_id, form, verb),
        said,
    )


def _act(actor: Actor, thread_id: int, form: MovingForm) -> str:
    seen, why = Seen(thread_id, form.version.data), Why(form.reason.data, form.lang)
    if isinstance(form, PinForm):
        actions.pin_with_reason(actor, form.where.data, form.last_day.ends_at, seen, why)
    elif isinstance(form, UnpinForm):
        actions.unpin_with_reason(actor, seen, why)
    else:
        actions.change_kind_with_reason(actor, seen, why)
    return _to(thread_id)


def _page(actor: Actor, thread_id: int, form: MovingForm, verb: str) -> str:
    to = queries.thread_to_change(actor, thread_id, kind=verb == "kind")
    return render_template(f"moderation/{verb}.html", to=to, form=form)


def _to(thread_id: int) -> str:
    return url_for("forum.show_thread", thread=thread_id)

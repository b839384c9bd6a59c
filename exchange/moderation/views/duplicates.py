from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum.moving import Seen
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotFound, Refused
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.forms import DuplicateForm, ReopenForm
from exchange.moderation.views.blueprint import moderation
from exchange.moderation.views.moving import LONGEST, moved
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.text.clean import printable
from exchange.text.wording import lazy as _l
from exchange.web.forms import given, whole_number


@moderation.route("/threads/<int:thread_id>/duplicate", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def close_as_duplicate(thread_id: int) -> ResponseReturnValue:
    """A moderator lets a question that was asked before lead to the other one, and says why."""
    actor, form = current_actor(), DuplicateForm()
    if request.method == "GET":
        return _of_which(actor, thread_id, form)
    if form.q.data:
        return _of_another(actor, thread_id, form)
    return moved(
        actor,
        form,
        lambda: _close(actor, thread_id, form),
        lambda: _page(actor, thread_id, form),
        _("It is closed as a duplicate. Its asker and those who watch it are told."),
    )


def _of_which(actor: Actor, thread_id: int, form: DuplicateForm) -> ResponseReturnValue:
    to = queries.thread_to_move(actor, thread_id)
    if to.thread.duplicate_of_id:
        return redirect(_to(thread_id), 303)
    original = queries.find_original(actor, to.thread, whole_number(request.args.get("of")))
    if original is None:
        return _choosing(actor, to)
    form.version.data, form.of.data = to.version, original.thread.id
    return _page(actor, thread_id, form)


def _of_another(actor: Actor, thread_id: int, form: DuplicateForm) -> ResponseReturnValue:
    """What was written stays, about the thread that is named now; it is looked at first."""
    to, typed = queries.thread_to_move(actor, thread_id), printable(form.q.data)[:LONGEST]
    looked = queries.look_for_original(actor, to.thread, typed)
    form.q.data = typed
    of = looked.thread_id or next((one.thread_id for one in looked.threads), None)
    if of is None:
        form.refuse("q", _("Nothing found for “%(words)s”", words=typed))
        return _page(actor, thread_id, form), 422
    form.of.data, form.q.data = of, ""
    return _page(actor, thread_id, form)


def _choosing(actor: Actor, to: queries.ToMove) -> ResponseReturnValue:
    """The page on which a moderator says which thread it repeats."""
    typed = given("q", LONGEST)
    looked = queries.look_for_original(actor, to.thread, typed) if typed else None
    if looked and looked.thread_id:
        return redirect(f"{request.path}?of={looked.thread_id}", 303)
    alike = () if looked else queries.alike(actor, to.thread)
    return render_template("moderation/choose_original.html", to=to, looked=looked, alike=alike)


def _page(actor: Actor, thread_id: int, form: DuplicateForm) -> str:
    to = queries.thread_to_move(actor, thread_id)
    original = queries.find_original(actor, to.thread, form.of.data)
    return render_template("moderation/duplicate.html", to=to, original=original, form=form)


def _close(actor: Actor, thread_id: int, form: DuplicateForm) -> str:
    seen = Seen(thread_id, form.version.data, form.of.data)
    try:
        actions.close_as_duplicate_with_reason(actor, seen, Why(form.reason.data, form.lang))
    except NotFound:  # the other one is gone, unless the page finds neither
        reason = _l("Not everybody who reads this thread may read that one.")
        raise Refused("of", reason) from None
    return _to(thread_id)


@moderation.route("/threads/<int:thread_id>/unduplicate", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def reopen(thread_id: int) -> ResponseReturnValue:
    """A moderator lets a duplicate go on where it stands, and says why."""
    actor, form = current_actor(), ReopenForm()
    to = queries.thread_to_move(actor, thread_id)
    if request.method == "GET":
        if not to.thread.duplicate_of_id:
            return redirect(_to(thread_id), 303)
        form.version.data = to.version
        return render_template("moderation/reopen.html", to=to, form=form)
    return moved(
        actor,
        form,
        lambda: _reopen(actor, thread_id, form),
        lambda: render_template("moderation/reopen.html", to=to, form=form),
        _("The thread is reopened. Its asker and those who watch it are told."),
    )


def _reopen(actor: Actor, thread_id: int, form: ReopenForm) -> str:
    seen = Seen(thread_id, form.version.data)
    actions.reopen_with_reason(actor, seen, Why(form.reason.data, form.lang))
    return _to(thread_id)


def _to(thread_id: int) -> str:
    return url_for("forum.show_thread", thread=thread_id)

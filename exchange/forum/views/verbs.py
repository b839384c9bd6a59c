from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum import actions
from exchange.forum.views.blueprint import forum
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people.login import current_actor
from exchange.web import errors
from exchange.web.addresses import current_code
from exchange.web.forms import whole_number


def _to_post(post_id: int) -> ResponseReturnValue:
    return redirect(url_for("forum.show_post", post_id=post_id), 303)


def _to_thread(thread_id: int) -> ResponseReturnValue:
    return redirect(url_for("forum.show_thread", thread=thread_id), 303)


@forum.post("/posts/<int:post_id>/helpful")
@open_to(Audience.WRITERS)
def find_helpful(post_id: int) -> ResponseReturnValue:
    actions.find_helpful(current_actor(), post_id)
    return _to_post(post_id)


@forum.post("/posts/<int:post_id>/not-helpful")
@open_to(Audience.WRITERS)
def take_back_helpful(post_id: int) -> ResponseReturnValue:
    actions.take_back_helpful(current_actor(), post_id)
    return _to_post(post_id)


@forum.post("/threads/<int:thread_id>/accept")
@open_to(Audience.WRITERS)
def accept(thread_id: int) -> ResponseReturnValue:
    post_id = whole_number(request.form.get("post"))
    if post_id is None:
        raise NotFound
    try:
        actions.accept_answer(current_actor(), post_id)
    except NotAllowed as refused:
        return _refused(thread_id, refused)
    flash(_("The answer is accepted: it now stands on top."))
    return _to_thread(thread_id)


@forum.post("/threads/<int:thread_id>/reopen")
@open_to(Audience.WRITERS)
def reopen(thread_id: int) -> ResponseReturnValue:
    try:
        actions.withdraw_acceptance(current_actor(), thread_id)
    except NotAllowed as refused:
        return _refused(thread_id, refused)
    flash(_("The question has no accepted answer any more."))
    return _to_thread(thread_id)


def _refused(thread_id: int, refused: NotAllowed) -> ResponseReturnValue:
    """Somebody accepted an answer meanwhile, or wrote one: the thread shows what."""
    onward = url_for("forum.show_thread", thread=thread_id)
    return errors.page(403, _("You cannot do this"), refused.reason, onward=onward)


@forum.post("/threads/all-read")
@open_to(Audience.SIGNED_IN)
def read_all() -> ResponseReturnValue:
    """Whoever was away for long begins anew, in all categories."""
    actions.mark_all_read(current_actor(), _until())
    flash(_("All is marked as read."))
    return redirect(url_for("forum.show_threads"), 303)


@forum.post("/categories/<int:category_id>/all-read")
@open_to(Audience.SIGNED_IN)
def read_category(category_id: int) -> ResponseReturnValue:
    actions.mark_all_read(current_actor(), _until(), category_id)
    flash(_("All is marked as read."))
    return redirect(url_for("forum.show_category", category=category_id), 303)


def _until() -> int:
    """When the page was made whose button it was."""
    until = whole_number(request.form.get("until"))
    if until is None:
        raise NotFound
    return until


@forum.post("/threads/<int:thread_id>/watch")
@open_to(Audience.WRITERS)
def watch(thread_id: int) -> ResponseReturnValue:
    actions.watch(current_actor(), thread_id)
    return _to_thread(thread_id)


@forum.post("/threads/<int:thread_id>/unwatch")
@open_to(Audience.SIGNED_IN)
def unwatch(thread_id: int) -> ResponseReturnValue:
    actions.unwatch(current_actor(), thread_id)
    return _to_watched() if _from_watched() else _to_thread(thread_id)


@forum.post("/categories/<int:category_id>/watch")
@open_to(Audience.WRITERS)
def watch_category(category_id: int) -> ResponseReturnValue:
    actions.watch_category(current_actor(), category_id)
    return redirect(url_for("forum.show_category", category=category_id), 303)


@forum.post("/categories/<int:category_id>/unwatch")
@open_to(Audience.SIGNED_IN)
def unwatch_category(category_id: int) -> ResponseReturnValue:
    actions.unwatch_category(current_actor(), category_id)
    if _from_watched():
        return _to_watched()
    return redirect(url_for("forum.show_category", category=category_id), 303)


def _from_watched() -> bool:
    """Whether the button stood in the list of what one watches, and leads back there."""
    return request.args.get("from") == "watched"


def _to_watched() -> ResponseReturnValue:
    return redirect(url_for("forum.show_threads", state="watched"), 303)


@forum.post("/settings/watch-written")
@open_to(Audience.SIGNED_IN)
def watch_written() -> ResponseReturnValue:
    actions.switch_watching_on(current_actor())
    return _to_settings()


@forum.post("/settings/not-watch-written")
@open_to(Audience.SIGNED_IN)
def watch_no_written() -> ResponseReturnValue:
    actions.switch_watching_off(current_actor())
    return _to_settings()


def _to_settings() -> ResponseReturnValue:
    return redirect(f"/{current_code()}/settings#watching", 303)

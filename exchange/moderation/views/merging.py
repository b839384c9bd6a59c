from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum.actions import NewThread
from exchange.forum.moving import Seen
from exchange.kernel.access import Audience, open_to
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.forms import MergeForm, SplitForm
from exchange.moderation.views.blueprint import moderation
from exchange.moderation.views.moving import choosing, moved, under_given
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.addresses import current_code


@moderation.route("/threads/<int:thread_id>/merge", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def merge(thread_id: int) -> ResponseReturnValue:
    """A moderator brings two threads about the same together, and says why."""
    actor, form = current_actor(), MergeForm()
    if request.method == "GET":
        return _merge_where(actor, thread_id, form)
    return moved(
        actor,
        form,
        lambda: _merge(actor, thread_id, form),
        lambda: _merge_page(actor, thread_id, form),
        _("The threads are merged. Those whose posts were moved are told, in their language."),
    )


def _merge_where(actor: Actor, thread_id: int, form: MergeForm) -> ResponseReturnValue:
    to, place = queries.thread_to_move(actor, thread_id), queries.find_place(actor, under_given())
    if place is None or place.thread.id == thread_id:
        return choosing(actor, to, _("Merge this thread into another"))
    form.version.data = to.version
    form.under.data, form.into.data = place.post.id, place.thread.id
    return _merge_page(actor, thread_id, form)


def _merge_page(actor: Actor, thread_id: int, form: MergeForm) -> str:
    to, place = queries.thread_to_move(actor, thread_id), queries.find_place(actor, form.under.data)
    return render_template("moderation/merge.html", to=to, target=place, form=form)


def _merge(actor: Actor, thread_id: int, form: MergeForm) -> str:
    why = Why(form.reason.data, form.lang)
    seen = Seen(thread_id, form.version.data, form.into.data)
    by_time = form.how.data == "time"
    actions.merge_with_reason(actor, form.under.data, seen, why, by_time=by_time)
    return url_for("forum.show_thread", thread=form.into.data)


@moderation.route("/posts/<int:post_id>/split", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def split(post_id: int) -> ResponseReturnValue:
    """A moderator makes what strayed from its question a thread of its own, and says why."""
    actor, form = current_actor(), SplitForm()
    form.offer(queries.categories_for(actor), current_code())
    if request.method == "GET":
        to = queries.post_to_split(actor, post_id)
        form.version.data, form.thread.data = to.version, to.thread.id
        form.category.data = str(to.thread.category_id)
        return _split_page(actor, post_id, form)
    return moved(
        actor,
        form,
        lambda: _split(actor, post_id, form),
        lambda: _split_page(actor, post_id, form),
        _("It is a thread of its own now. Those who wrote it are told, in their language."),
    )


def _split_page(actor: Actor, post_id: int, form: SplitForm) -> str:
    to = queries.post_to_move(actor, post_id)
    return render_template("moderation/split.html", to=to, form=form)


def _split(actor: Actor, post_id: int, form: SplitForm) -> str:
    why = Why(form.reason.data, form.lang)
    new = NewThread(form.title.data, form.kind.data, int(form.category.data))
    seen = Seen(form.thread.data, form.version.data)
    actions.split_with_reason(actor, post_id, new, seen, why)
    return url_for("forum.show_post", post_id=post_id)

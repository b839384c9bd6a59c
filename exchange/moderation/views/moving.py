from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.forum.moving import Seen
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import Refused, Stale
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.forms import MovePostForm, MoveThreadForm, MovingForm
from exchange.moderation.views.blueprint import do_once, moderation
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.web.forms import given, whole_number

LONGEST = 300  # of what is typed to find a place


def moved(
    actor: Actor,
    form: MovingForm,
    act: Callable[[], str],
    page: Callable[[], str],
    said: str,
    again: str = "",
) -> ResponseReturnValue:
    """Move it, unless something is wrong with the form or another moderator was faster: they look
    at it once more at the address `again`, or at the thing itself."""
    if not form.validate():
        return page(), 422
    try:
        answer = do_once(actor, form, act)
    except Stale:
        here = again or request.path.rpartition("/")[0]
        return render_template("moderation/changed.html", form=form, here=here), 409
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return page(), 422
    flash(said)
    return answer


def choosing(actor: Actor, to: queries.ToMove, title: str) -> ResponseReturnValue:
    """The page on which a moderator says where it belongs; once that is clear, the next one."""
    typed = given("q", LONGEST)
    looked = queries.look_for_place(actor, typed) if typed else None
    if looked and looked.post_id:
        return redirect(f"{request.path}?under={looked.post_id}", 303)
    return render_template("moderation/choose_place.html", to=to, looked=looked, title=title)


def under_given() -> int | None:
    return whole_number(request.args.get("under"))


@moderation.route("/threads/<int:thread_id>/move", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def move_thread(thread_id: int) -> ResponseReturnValue:
    """A moderator puts a thread where it is looked for, and says why."""
    actor, form = current_actor(), MoveThreadForm()
    if request.method == "GET":
        form.category.data = whole_number(request.args.get("to"))
        form.version.data = queries.thread_to_move(actor, thread_id).version
        return _thread_page(actor, thread_id, form)
    return moved(
        actor,
        form,
        lambda: _move_thread(actor, thread_id, form),
        lambda: _thread_page(actor, thread_id, form),
        _("The thread is moved. Whoever began it is told, in their language."),
    )


def _thread_page(actor: Actor, thread_id: int, form: MoveThreadForm) -> str:
    to = queries.thread_to_move(actor, thread_id)
    offered = queries.categories_for(actor, other_than=to.thread.category_id)
    category = next((one for one in offered if one.id == form.category.data), None)
    return render_template(
        "moderation/move_thread.html",
        to=to,
        form=form,
        offered=offered,
        category=category,
        behind=queries.kept_out_of(category, [to.thread.author_id]),
    )


def _move_thread(actor: Actor, thread_id: int, form: MoveThreadForm) -> str:
    why = Why(form.reason.data, form.lang)
    seen = Seen(thread_id, form.version.data)
    actions.move_thread_with_reason(actor, form.category.data, seen, why)
    return url_for("forum.show_thread", thread=thread_id)


@moderation.route("/posts/<int:post_id>/move", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def move_post(post_id: int) -> ResponseReturnValue:
    """A moderator hangs a reply where it belongs, in this or another thread, and says why."""
    actor, form = current_actor(), MovePostForm()
    if request.method == "GET":
        return _post_where(actor, post_id, form)
    return moved(
        actor,
        form,
        lambda: _move_post(actor, post_id, form),
        lambda: _post_page(actor, post_id, form),
        _("It is moved. Those who wrote it are told, in their language."),
    )


def _post_where(actor: Actor, post_id: int, form: MovePostForm) -> ResponseReturnValue:
    to, place = queries.post_to_move(actor, post_id), queries.find_place(actor, under_given())
    if place is None:
        return choosing(actor, to, _("Move a reply"))
    form.version.data, form.thread.data = to.version, to.thread.id
    form.under.data, form.into.data = place.post.id, place.thread.id
    return _post_page(actor, post_id, form)


def _post_page(actor: Actor, post_id: int, form: MovePostForm) -> str:
    to, place = queries.post_to_move(actor, post_id), queries.find_place(actor, form.under.data)
    return render_template("moderation/move_post.html", to=to, target=place, form=form)


def _move_post(actor: Actor, post_id: int, form: MovePostForm) -> str:
    why = Why(form.reason.data, form.lang)
    seen = Seen(form.thread.data, form.version.data, form.into.data)
    alone = form.how.data == "alone"
    actions.move_post_with_reason(actor, post_id, form.under.data, seen, why, alone=alone)
    return url_for("forum.show_post", post_id=post_id)

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.forms import ChangeThreadsForm, SelectForm
from exchange.moderation.policy import has_other_place, may_do
from exchange.moderation.queries import SelectedRow
from exchange.moderation.selecting import (
    DEEDS,
    chosen_in,
    ids_in,
    written,
    written_as_seen,
)
from exchange.moderation.views.blueprint import moderation
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import slugs_now, tag_list
from exchange.text.clean import printable
from exchange.web.addresses import current_code


@moderation.route("/moderation/threads", methods=["GET", "POST"])
@open_to(Audience.ROOM_MODERATORS)
def select_threads() -> ResponseReturnValue:
    """A moderator chooses some threads of a list, sees what will happen to them, and says why."""
    actor = current_actor()
    if request.method == "POST":
        return _change(actor)
    threads = _asked_for(actor)
    form = _choices(actor, threads)
    is_sent = bool({"do", "to"} & set(request.args))  # a form without a tick sends no "do"
    if not is_sent or "done" in request.args:
        return _select(actor, threads, form)
    if not form.validate():
        return _select(actor, threads, form), 422
    change = ChangeThreadsForm(formdata=None)
    change.asks_for(form.deed, written_as_seen([one.as_seen for one in _ticked(threads, form)]))
    return _confirm(actor, threads, change)


def _asked_for(actor: Actor) -> Sequence[SelectedRow]:
    [tag] = slugs_now([request.args.get("tag", "")])
    return queries.selection(actor, ids_in(request.args.get("ids", "")), printable(tag))


def _choices(actor: Actor, threads: Sequence[SelectedRow]) -> SelectForm:
    """What may be ticked, and what is."""
    form = SelectForm(request.args)
    may_move = any(has_other_place(actor, one.category_id) for one in threads)
    tags = tag_list(current_code())
    form.offer(threads, queries.categories_for(actor), tags, current_code(), may_move=may_move)
    if "all" in request.args:
        form.id.data = [str(one.id) for one in threads]
    return form


def _ticked(threads: Sequence[SelectedRow], form: SelectForm) -> Sequence[SelectedRow]:
    return [one for one in threads if str(one.id) in form.id.data]


def _select(actor: Actor, threads: Sequence[SelectedRow], form: SelectForm) -> str:
    """The list with its boxes; after a change with what became of each."""
    done, deed = ids_in(request.args.get("done", "")), form.deed
    is_result = "done" in request.args
    return render_template(
        "moderation/select_threads.html",
        form=form,
        threads=threads,
        ids=written([one.id for one in threads]),
        categories={one.id: one for one in queries.categories_for(actor)},
        done=[one for one in threads if one.id in done] if is_result else None,
        left={one.id: may_do(actor, deed, one) for one in _left(threads, done)},
    )


def _left(threads: Sequence[SelectedRow], done: Sequence[int]) -> Sequence[SelectedRow]:
    """Those that were to be changed and were not."""
    return [one for one in threads if one.id not in done] if "done" in request.args else ()


def _confirm(actor: Actor, threads: Sequence[SelectedRow], form: ChangeThreadsForm) -> str:
    """What will happen to which, and what will not."""
    deed, chosen = form.deed, {one.thread_id for one in chosen_in(form.seen.data)}
    category = next((one for one in queries.categories_for(actor) if one.id == deed.to), None)
    rulings = [(one, may_do(actor, deed, one)) for one in threads if one.id in chosen]
    return render_template(
        "moderation/change_threads.html",
        form=form,
        deed=deed,
        words=DEEDS.get(deed.what, ""),
        category=category,
        tag=next((one for one in tag_list(current_code()) if one.slug == deed.tag), None),
        will=(will := [one for one, ruling in rulings if ruling]),
        behind=queries.kept_out_of(
            category if deed.what == "move" else None, [one.author_id for one in will]
        ),
        will_not=[(one, ruling.reason) for one, ruling in rulings if not ruling],
        back=_back(threads, sorted(chosen)),
    )


def _back(threads: Sequence[SelectedRow], ticked: Sequence[int]) -> str:
    """To the boxes as they were ticked."""
    ids = written([one.id for one in threads])
    return url_for("moderation.select_threads", ids=ids, id=ticked)


def _change(actor: Actor) -> ResponseReturnValue:
    form = ChangeThreadsForm()
    form.places = [one.id for one in queries.categories_for(actor)]
    chosen = chosen_in(form.seen.data or "")
    ids = [one.thread_id for one in chosen]
    form.subjects = {one.slug for one in tag_list(current_code())}
    tag = form.deed.tag if form.deed.tag in form.subjects else ""
    threads = queries.selection(actor, ids, tag) if ids else ()
    if not form.validate():
        return _confirm(actor, threads, form), 422
    why = Why(form.reason.data, form.lang)
    done = actions.change_threads(actor, form.submission_id.data, form.deed, chosen, why)
    deed, shown = form.deed, {"ids": written(ids), "done": written(done)}
    path = url_for("moderation.select_threads")
    shown |= {"do": deed.what, "to": str(deed.to or ""), "tag": deed.tag}
    return redirect(f"{path}?{urlencode(shown)}", 303)

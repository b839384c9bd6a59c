from collections.abc import Callable

from flask import Response, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from exchange.forum import actions, queries
from exchange.forum.forms import TITLE, AskForm, EditForm, ReplyForm, TextForm
from exchange.forum.policy import may_write
from exchange.forum.queries.announcements import may_be_asked_again
from exchange.forum.views.attaching import take_files
from exchange.forum.views.blueprint import forum, thread_address
from exchange.forum.writing import Place
from exchange.kernel.access import Audience, open_to
from exchange.kernel.rulings import NotAllowed, Refused, Stale, require
from exchange.kernel.slots import slot
from exchange.kernel.submissions import once
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import tag_list
from exchange.text.markdown import render
from exchange.text.mentions import with_profiles
from exchange.web import errors
from exchange.web.addresses import current_code
from exchange.web.bounds import takes_files
from exchange.web.forms import given, whole_number


@forum.route("/ask", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@takes_files
def ask() -> ResponseReturnValue:
    """Who has a question puts it so that a mentor can answer."""
    actor = current_actor()
    form = question_form(actor)
    if request.method == "GET":
        return _show_ask(actor, form)
    require(may_write(actor))
    take_files(actor, form)
    if request.form.get("preview") == "similar":
        return _ask_page(actor, form)
    if not form.validate():
        return _ask_page(actor, form), 422
    if "preview" in request.form:
        where = queries.Where(category=int(form.category.data))
        return _ask_page(actor, form, preview=preview_of(form, where))
    return post_once(actor, form, lambda: _start(actor, form), "forum/ask.html")


def question_form(actor: Actor) -> AskForm:
    """With the lists to choose from."""
    form, categories = AskForm(), queries.category_list(actor)
    form.offer(list(categories), list(tag_list(current_code())), current_code())
    return form


def _show_ask(actor: Actor, form: AskForm) -> ResponseReturnValue:
    """With what the address says, which was typed on the front page or in a search; else with
    what was begun before."""
    form.title.data, form.category.data = given("title", TITLE), given("category", 20)
    if ruling := may_write(actor):
        draft = None if form.title.data else restored(actor, form, Place("ask"))
        return _ask_page(actor, form, draft=draft)
    typed = [("title", form.title.data)]
    return errors.page(403, _("Ask a question"), ruling.reason, kept=typed)


def _ask_page(actor: Actor, form: AskForm, **more: object) -> str:
    """With what others have for the title that was typed."""
    titles = [form.title.data] if form.title.data else []
    similar = slot("ask.similar", actor, titles)
    in_rail = slot("ask.rail", actor, (0,))[0]
    return render_template("forum/ask.html", form=form, similar=similar[0], in_rail=in_rail, **more)


def _start(actor: Actor, form: AskForm) -> str:
    thread_id = actions.start_thread(
        actor,
        category_id=int(form.category.data),
        kind=form.kind.data,
        title=form.title.data,
        body=form.body.data,
        lang=form.lang.data,
        tags=form.tags.data or (),
        files=form.files.attached,
    )
    return thread_address(thread_id, form.title.data)


@forum.route("/posts/<int:post_id>/reply", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@takes_files
def reply(post_id: int) -> ResponseReturnValue:
    """Who wants to answer has the post before their eyes while writing."""
    actor = current_actor()
    try:
        return _reply(actor, post_id)
    except NotAllowed as refused:
        return _refused(actor, post_id, refused.reason)


def _refused(actor: Actor, post_id: int, reason: object) -> ResponseReturnValue:
    """What was written, and the way back to its thread, which may be read still: it was locked."""
    thread = queries.post_to_reply_to(actor, post_id).thread
    return errors.page(
        403,
        _("You cannot do this"),
        reason,
        kept=errors.kept_fields(),
        onward=thread_address(thread.id, thread.title),
    )


def _reply(actor: Actor, post_id: int) -> ResponseReturnValue:
    form = ReplyForm()
    to = queries.post_to_reply_to(actor, post_id)
    require(to.ruling)
    if request.method == "GET":
        return _show_reply(actor, form, to)
    take_files(actor, form)
    if not form.validate():
        return render_template("forum/reply.html", form=form, to=to), 422
    if "preview" in request.form:
        preview = preview_of(form, queries.Where(beside=post_id))
        return render_template("forum/reply.html", form=form, to=to, preview=preview)
    return post_once(actor, form, lambda: _post(actor, form, to), "forum/reply.html", to=to)


def _show_reply(actor: Actor, form: ReplyForm, to: queries.PostToWrite) -> ResponseReturnValue:
    """With what was begun before, and with the post that the address says to quote."""
    draft = restored(actor, form, Place("reply", to.post.id))
    base_url = current_app.extensions["settings"].base_url
    quoted = whole_number(request.args.get("quote"))
    form.quote(queries.quoted_in_reply(actor, to, quoted, base_url))
    return render_template("forum/reply.html", form=form, to=to, draft=draft)


def _post(actor: Actor, form: ReplyForm, to: queries.PostToWrite) -> str:
    text = {"body": form.body.data, "lang": form.lang.data, "files": form.files.attached}
    made = actions.post_reply(actor, to.post.id, **text)
    thread, number = queries.post_place(actor, made)
    return thread_address(thread.id, thread.title, number, f"post-{made}")


def post_once(
    actor: Actor, form: TextForm, act: Callable[[], str], template: str, **more: object
) -> ResponseReturnValue:
    def post() -> str:
        address = act()
        actions.forget_draft_of(actor, form.opened)
        return address

    try:
        address = once(str(actor.id), form.submission_id.data, post)
    except Refused as refused:
        form.refuse(refused.field, refused.reason)
        return render_template(template, form=form, **more), 422
    if "quietly" in request.form:  # the page itself has sent it, and goes there by itself
        return Response(address, 201, mimetype="text/plain")
    return redirect(address, 303)


@forum.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
@open_to(Audience.SIGNED_IN)
@takes_files
def edit(post_id: int) -> ResponseReturnValue:
    """Who wrote something wrong puts it right; nobody's later text is lost by it."""
    actor = current_actor()
    old = queries.post_to_edit(actor, post_id)
    require(old.ruling)
    form = change_form(actor, old)
    if request.method == "GET":
        draft = _show_old(actor, form, old)
        return render_template("forum/edit.html", form=form, old=old, draft=draft)
    take_files(actor, form, post_id)
    if not form.validate():
        return render_template("forum/edit.html", form=form, old=old), 422
    if "preview" in request.form:
        preview = preview_of(form, queries.Where(edited=post_id))
        return render_template("forum/edit.html", form=form, old=old, preview=preview)
    return _save(actor, form, old)


def change_form(actor: Actor, old: queries.PostToWrite) -> EditForm:
    """Only an opening post has a title; what was confirmed by then may ask for that again."""
    form = EditForm()
    if not old.post.is_opening:
        del form.title
    if not (old.post.is_opening and may_be_asked_again(actor, old.thread)):
        del form.asks_again
    return form


def _save(actor: Actor, form: EditForm, old: queries.PostToWrite) -> ResponseReturnValue:
    def save() -> str:
        title = form.title.data if "title" in form else old.thread.title
        actions.edit_post(
            actor,
            old.post.id,
            version=form.version.data,
            body=form.body.data,
            lang=form.lang.data,
            title=title,
            files=form.files.attached,
            asks_again=form.is_to_ask_again,
        )
        thread, number = queries.post_place(actor, old.post.id)
        return thread_address(thread.id, title, number, f"post-{old.post.id}")

    try:
        return post_once(actor, form, save, "forum/edit.html", old=old)
    except Stale:
        newest = queries.post_to_edit(actor, old.post.id)
        form.version.data = newest.post.edit_version
        return render_template("forum/stale.html", form=form, old=newest), 409


def _show_old(actor: Actor, form: EditForm, old: queries.PostToWrite) -> queries.FoundDraft | None:
    """The post as it stands, unless the actor has begun to change it before."""
    form.body.data, form.lang.data = old.post.source, old.post.lang
    form.version.data = old.post.edit_version
    form.files.show(queries.files_under([old.post.id]).get(old.post.id, ()))
    if "title" in form:
        form.title.data = old.thread.title
    return restored(actor, form, Place("edit", old.post.id))


def restored(actor: Actor, form: TextForm, place: Place) -> queries.FoundDraft | None:
    """Put what was begun before into the form: the newest, or the one that the address names."""
    draft = queries.find_draft(actor, place, whole_number(request.args.get("draft")))
    if draft:
        form.show_draft(draft.row)
        form.files.show(draft.files)
    return draft


def preview_of(form: TextForm, where: queries.Where) -> Markup:
    """How the text will look to a member where it will stand."""
    html = render(queries.with_people_noted(form.body.data, where))
    return Markup(with_profiles(html, current_code()))  # noqa: S704  our own renderer's output

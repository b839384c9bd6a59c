from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from exchange.forum import actions, queries
from exchange.forum.forms import ReplyForm
from exchange.forum.narrowing import Narrowing
from exchange.forum.queries.cards import links_on
from exchange.forum.views.blueprint import forum, thread_address
from exchange.forum.views.narrowing import is_written_as, narrowing_asked_for, ways_out
from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import end_of_today, in_milliseconds, now
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound
from exchange.kernel.slots import slot
from exchange.people.actor import Actor
from exchange.people.login import current_actor
from exchange.tags.queries import Subject, get_subject
from exchange.text.dates import age
from exchange.web.addresses import Numbered, current_code, numbered
from exchange.web.forms import whole_number
from exchange.web.guest_pages import keep_as, kept_for_guests, not_kept

WAYS = ("order", "before", "closed")  # to read a thread, beside the number of its page


@forum.get("/threads")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads", *Narrowing._fields)
def show_threads() -> ResponseReturnValue:
    """Whoever looks around sees what is discussed, newest activity first."""
    return _list()


@forum.get("/categories/<numbered:category>")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads", *Narrowing._fields)
def show_category(category: Numbered) -> ResponseReturnValue:
    row = queries.get_category(current_actor(), category.id)
    address = numbered(row.id, row.name(current_code()))
    if category != address:
        return redirect(f"/{current_code()}/categories/{address}", 301)
    return _list(row)


@forum.get("/tags/<slug>")
@open_to(Audience.EVERYONE)
@kept_for_guests("threads", *Narrowing._fields)
def show_tag(slug: str) -> ResponseReturnValue:
    subject = get_subject(slug)
    if subject.tag.slug != slug:  # merged into this one
        query = request.query_string.decode("ascii", "replace")
        return redirect(f"/{current_code()}/tags/{subject.tag.slug}?{query}".rstrip("?"), 301)
    return _list(subject=subject)


def _list(
    category: queries.CategoryRow | None = None, subject: Subject | None = None
) -> ResponseReturnValue:
    asked = narrowing_asked_for(is_about=subject is not None)
    if "" in request.args.values():  # a form sends what was left empty too
        return redirect(request.path + asked.query())
    if not (asked.is_single and is_written_as(asked)):
        not_kept()
    return _listed(current_actor(), asked, category, subject)


def _listed(
    actor: Actor,
    asked: Narrowing,
    category: queries.CategoryRow | None,
    subject: Subject | None,
) -> str:  # budget: all that forum/threads.html shows
    tag = subject.tag if subject else None
    place = {"category": category.id if category else None, "tag": tag.id if tag else None}
    until = in_milliseconds(now())  # before the list is read
    page = queries.thread_list(actor, asked, cursor=request.args.get("from"), **place)
    marks = _marks(page.threads, asked.state, is_category=category is not None)
    return render_template(
        "forum/threads.html",
        page=page,
        category=category,
        tag=tag,
        also=subject.synonyms_in(current_code()) if subject else (),
        asked=asked,
        homes=queries.homes(),
        ways_out=[] if page.threads else ways_out(actor, asked, **place),
        unread=marks.unread,
        watched=marks.categories,
        until=until,
        tools=slot("list.tools", actor, page.threads),
        of_category=slot("category.top", actor, [category.id] if category else []),
        now=end_of_today(),
    )


def _marks(
    threads: Sequence[queries.ThreadRow], state: str, *, is_category: bool
) -> queries.Marks[queries.ThreadRow]:
    if state == "unread":
        return queries.Marks(threads, frozenset())
    names_watched = state == "watched" or (is_category and state not in queries.OWN)
    return queries.marks_of_list(current_actor(), threads, names_watched=names_watched)


@forum.get("/threads/<numbered:thread>")
@open_to(Audience.EVERYONE)
@kept_for_guests("thread {thread}", "page", "order")
def show_thread(thread: Numbered) -> ResponseReturnValue:
    """Who asked, or searches, reads the question, its answer and the discussion."""
    actor = current_actor()
    try:
        page = _page_asked_for(actor, thread.id)
    except NotFound:
        into = queries.merged_into(actor, thread.id)
        return redirect(thread_address(into.id, into.title), 301)
    if thread != numbered(thread.id, page.thread.title):
        way = {name: request.args[name] for name in WAYS if name in request.args}
        number = page.shown.pages.number
        return redirect(thread_address(thread.id, page.thread.title, number, **way), 301)
    actions.note_reading(actor, page)
    return _shown(actor, page)


def _page_asked_for(actor: Actor, thread_id: int) -> queries.ThreadPage:
    number, order = page_number(request.args.get("page")), request.args.get("order")
    if number is None or (order is not None and "page" in request.args):
        raise NotFound  # else a page in an order of its own would have many addresses
    if order is not None:
        before = whole_number(request.args.get("before"))
        return queries.thread_in_order(actor, thread_id, order, before)
    if (closed := request.args.get("closed")) is not None:
        return queries.thread_with_branch_closed(actor, thread_id, number, whole_number(closed))
    return queries.thread_page(actor, thread_id, number)


@forum.get("/threads/<int:thread_id>/unread")
@open_to(Audience.SIGNED_IN)
def show_unread(thread_id: int) -> ResponseReturnValue:
    """Whoever comes back goes on where others wrote since."""
    thread, number, post_id = queries.first_unread(current_actor(), thread_id)
    anchor = f"post-{post_id}" if post_id else ""
    return redirect(thread_address(thread.id, thread.title, number, anchor))


def _shown(actor: Actor, page: queries.ThreadPage) -> str:
    thread, accepted = page.thread, page.shown.accepted
    links = links_on(actor, page.shown, current_app.extensions["settings"].base_url)
    cards = slot("post.cards", actor, links) if links else None
    return render_template(
        "forum/thread.html",
        page=page,
        reply_fields=_reply_fields(page) if page.may_reply else "",
        post_actions=slot("post.actions", actor, page.posts),
        under_answer=slot("thread.accepted", actor, [accepted.id] if accepted else []),
        outcome=slot("thread.outcome", actor, [thread] if _shows_answer(page) else []),
        in_rail=slot("thread.rail", actor, [thread.id]),
        where_it_is=slot("thread.where", actor, [thread]),
        cards={link: cards[n] for n, link in enumerate(links) if cards[n]} if cards else {},
        on_top=slot("thread.top", actor, [thread]),
        poll=slot("thread.poll", actor, [thread]),
        for_its_author=slot("thread.own", actor, [thread]),
        first_mentor_after=_wait(thread),
        now=end_of_today(),
    )


def _shows_answer(page: queries.ThreadPage) -> bool:
    """Whether the words of the accepted answer stand on this page, in whatever order."""
    answer = page.thread.accepted_post_id
    return answer is not None and any(post.id == answer for post in page.shown.read_here)


def _reply_fields(page: queries.ThreadPage) -> Markup:
    thread_id = page.thread.id
    if page.draft is None:
        return _blank_fields(current_code()).replace(_in_thread(0), _in_thread(thread_id))
    form = ReplyForm(formdata=None)
    form.show_draft(page.draft.row)
    made = render_template("forum/reply_fields.html", form=form, thread=thread_id)
    return Markup(made)  # noqa: S704  a template's own output


def _in_thread(thread_id: int) -> str:
    """How its form says where it stands."""
    return f"?thread={thread_id}"


@cache
def _blank_fields(_code: str) -> Markup:
    """What an empty form for a reply shows in the page's language; the same on every page, but for
    the number of the thread."""
    made = render_template("forum/reply_fields.html", form=ReplyForm(formdata=None), thread=0)
    return Markup(made)  # noqa: S704  a template's own output


def _wait(thread: queries.ThreadHead) -> str:
    """How long the asker waited for a mentor, in words; nothing where the answer came along with
    the question, as when both are published from elsewhere."""
    came = thread.first_mentor_at
    if came is None or came - thread.started_at < timedelta(minutes=1):
        return ""
    return age(thread.started_at, came)


@forum.get("/posts/<int:post_id>/history")
@open_to(Audience.EVERYONE)
def show_history(post_id: int) -> ResponseReturnValue:
    """Whoever wonders what a post said before sees each change to it."""
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    actor = current_actor()
    page = queries.history_page(actor, post_id, number)
    under = slot("post.revision", actor, page.revisions)
    return render_template("forum/history.html", page=page, under_revision=under)


@forum.get("/posts/<int:post_id>")
@open_to(Audience.EVERYONE)
def show_post(post_id: int) -> ResponseReturnValue:
    """A post's lasting address leads to its page and place."""
    before = queries.thread_of(post_id)
    if before is not None:
        keep_as(f"thread {before}")
    thread, number = queries.post_place(current_actor(), post_id)
    if thread.id != before:  # moved between two looks
        not_kept()
    return redirect(thread_address(thread.id, thread.title, number, f"post-{post_id}"))

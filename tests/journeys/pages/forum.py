"""Pages of the forum: threads in every state, texts that were begun, marks, announcements."""

from datetime import timedelta

from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Category, Post, Thread
from exchange.forum.writing import Place
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import (
    a_mark,
    a_mentor,
    a_poll,
    a_reply,
    a_room,
    a_text_begun,
    an_announcement,
    opening_of,
)
from tests.files.bytes import A_PDF, a_photo
from tests.forum.attaching import a_file, a_table
from tests.journeys.world import DIFFICULT, LONG_WORD, Pages, World

LISTS = (
    *("state=waiting", "state=mentor", "state=unread", "state=mine", "state=watched"),
    *("lang=cnr", "order=helpful", "country=RS&lang=tr"),
)


def _attach(who: Actor, post: int) -> None:
    """A reply with pictures of all shapes, one of them undescribed, and with documents."""
    shapes = ((900, 600), (300, 1200), (1900, 200), (40, 30))
    some = [a_file(who, a_photo(size=shape), alt=LONG_WORD) for shape in shapes]
    some += [a_file(who), a_file(who, A_PDF, f"{LONG_WORD}.pdf"), a_table(who)]
    forum.post_reply(who, post, body="With files", lang="en", files=some)


def of_threads(world: World) -> Pages:
    """In every state and order."""
    member, mentor = world.people.member, world.people.mentor
    its_own = (Thread.is_sample, Thread.accepted_post_id.is_not(None))
    accepted = db.session.scalars(select(Thread).where(*its_own).limit(1)).one()
    _attach(member, world.answer)
    deep = world.answer
    for number in range(6):
        deep = a_reply(deep, (member, mentor)[number % 2])
    forum.accept_answer(member, world.answer)
    forum.find_helpful(world.people.moderator, world.answer)
    long = world.site.thread(member, title="A long one", body=DIFFICULT, lang="lv")
    for _ in range(21):
        last = a_reply(long)
    hidden = world.site.thread(member, hidden=True)
    forum.watch_category(member, 1)
    told = world.site.thread(kind="announcement")
    threads = (accepted, world.answered, long, world.locked, hidden, told)
    poll = a_poll(long, question=f"{LONG_WORD}?", choices=[LONG_WORD, "Perhaps"], most=2)
    yield "polls.put", [f"/threads/{world.answered.id}/poll"]
    yield "polls.remove", [f"/polls/{poll.id}/remove"]
    yield (
        "forum.show_thread",
        [
            *(f"/threads/{one.id}" for one in (*threads, world.waiting, world.taken)),
            f"/threads/{long.id}?page=2",
            *(f"/threads/{long.id}?order={order}" for order in ("newest", "best")),
            f"/threads/{world.answered.id}?closed={world.answer}",
        ],
    )
    yield (
        "forum.show_threads",
        ["/threads", *(f"/threads?{query}" for query in LISTS)],
    )
    yield "forum.print_thread", [f"/threads/{one.id}/print" for one in (long, world.answered)]
    yield "forum.show_unread", [f"/threads/{long.id}/unread"]
    yield "forum.show_post", [f"/posts/{last}", f"/posts/{deep}"]
    yield "forum.bookmark", [f"/posts/{last}/bookmark"]


def of_categories(world: World) -> Pages:
    """A room of the member's network beside one for everybody."""
    category = a_room(world.network, position=2_000_001, guests=[a_mentor("Guido Guest")])
    room = category.id
    asker = get_actor(world.people.member.id)  # who may enter it now
    world.site.thread(asker, category=category, title=f"For us: {LONG_WORD}?")
    yield (
        "forum.show_category",
        ["/categories/1", "/categories/1?state=waiting&lang=cnr", f"/categories/{room}"],
    )
    yield "forum.edit_category", [f"/categories/{room}/edit", "/categories/1/edit"]
    yield "forum.show_tag", ["/tags/leader"]


def of_drafts(world: World) -> Pages:
    """Of the member: what was begun, and what was marked, also where its thread has gone."""
    member = world.people.member
    reply = f"/posts/{world.answer}/reply"
    yield "forum.reply", [reply, f"{reply}?quote={world.answer}"]
    some = [a_file(member, a_photo(size=(700, 500)), f"{LONG_WORD}.jpg"), a_table(member)]
    begun = a_text_begun(member, Place("reply", world.answer), DIFFICULT, files=some)
    gone = opening_of(world.site.thread())
    lost = a_text_begun(member, Place("reply", gone), LONG_WORD)
    a_text_begun(member, body=DIFFICULT, title=LONG_WORD)
    yield "forum.show_drafts", ["/drafts"]
    yield "forum.show_draft", [f"/drafts/{begun}", f"/drafts/{lost}"]
    marks = [a_mark(member, one, f"{LONG_WORD}\n{DIFFICULT[:300]}") for one in (world.answer, gone)]
    forum.hide_post(world.people.moderator, gone)
    yield "forum.show_bookmarks", ["/bookmarks", "/bookmarks?order=day"]
    yield "forum.change_bookmark", [f"/bookmarks/{one}" for one in marks]
    yield "forum.ask", ["/ask", "/ask?title=Who+pays%3F&category=2"]


def of_changes(world: World) -> Pages:
    """What was written is changed, deleted and restored."""
    member, mine = world.people.member, a_reply(world.site.thread(), world.people.member)
    yield "forum.edit", [f"/posts/{opening_of(world.answered)}/edit", f"/posts/{mine}/edit"]
    alone = opening_of(world.site.thread(member, body=DIFFICULT, kind="discussion"))
    regretted = a_reply(world.answer, member, DIFFICULT)
    a_reply(regretted)
    forum.delete_post(member, regretted)
    with transaction(None):  # a moment ago, for as long as the walk takes
        db.session.get_one(Post, regretted).deleted_at = now() + timedelta(hours=3)
    yield "forum.delete", [f"/posts/{mine}/delete", f"/posts/{alone}/delete"]
    yield "forum.restore", [f"/posts/{regretted}/restore"]
    for version, body in enumerate((f"{DIFFICULT} More.", f"Less. {DIFFICULT}"), start=1):
        forum.edit_post(world.people.mentor, world.answer, version=version, body=body, lang="en")
    yield "forum.show_history", [f"/posts/{one}/history" for one in (world.answer, mine)]
    yield "moderation.revert", [f"/posts/{world.answer}/revert?to=1"]


def of_announcements(world: World) -> Pages:
    """One that asks to be confirmed, and is, by the mentor."""
    category = db.session.get_one(Category, 1)
    told = {"title": f"Closed: {LONG_WORD}", "body": DIFFICULT, "asks": True}
    news = an_announcement(world.people.moderator, category=category, **told)
    yield "forum.announce", ["/announce", "/announce?category=1"]
    forum.confirm_announcement(get_actor(world.people.mentor.id), news.id)
    readers = f"/threads/{news.id}/readers"
    yield "forum.show_readers", [readers, f"{readers}?who=confirmed"]
    yield "forum.change_announcement", [f"/threads/{news.id}/announcement"]

"""One question from its first word to the thread where it ends: three people, three languages."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from exchange.forum.models import Category, Post, Thread
from exchange.forum.queries import bookmark_page
from exchange.kernel.db import db
from tests.factories import a_mentor, a_moderator, a_person
from tests.files.bytes import A_PDF
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

TITLE = "Ко плаћа прилаз млекари?"
BEGUN = "Задруга у нашем селу гради млекару,"
BODY = f"{BEGUN} а прилазни пут је општински. Ко га код вас плаћа?"
ANSWER = "Pie mums ceļu maksā pašvaldība, un kooperatīvs to uztur desmit gadus."
PLAN = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": A_PDF}


def newest(row: type[Thread] | type[Post]) -> int:
    db.session.rollback()
    return db.session.scalars(select(row.id).order_by(row.id.desc())).first() or 0


def ask(me: Walker, title: str, body: str) -> int:
    """In the first category of all."""
    me.open(f"/{me.lang}/ask")
    me.fill("Your question in one sentence", title)
    me.choose("A question")
    me.pick("Category", category_names(me.lang)[0])
    me.fill("What one should know to answer", body)
    me.press("Post")
    return newest(Thread)


def category_names(lang: str) -> list[str]:
    rows = select(Category).where(Category.is_room.is_(False)).order_by(Category.position)
    return [row.names[lang] for row in db.session.scalars(rows.limit(2))]


def test_a_question_is_begun_kept_posted_answered_marked_moved_and_merged(
    site: Site, walk: Callable[..., Walker]
) -> None:
    asker, mentor = a_person("Јелена Радуловић Илић"), a_mentor("Rasa Ozoliņa")
    me = walk("sr", asker)
    me.open("/sr/ask")
    me.fill("Your question in one sentence", TITLE)
    me.pick("Category", category_names("sr")[0])
    me.fill("What one should know to answer", BEGUN)
    me.press("Save as draft")

    later = walk("sr", asker)  # on another device
    later.menu("Your drafts")
    later.follow("Continue")
    later.fill("What one should know to answer", BODY)
    later.attach("Pictures and documents", PLAN)
    later.press("Post")
    later.is_at("/sr/threads/")
    later.sees(TITLE)
    later.sees("plan.pdf")
    thread = newest(Thread)

    rasa = walk("lv", mentor)
    rasa.open(f"/lv/threads/{thread}")
    rasa.fill("Your reply", f"@Јелена Радуловић Илић {ANSWER}")
    rasa.press("Post reply")
    rasa.sees(ANSWER)
    answer = newest(Post)
    site.deliver()

    me.open("/sr/notifications")
    me.sees(TITLE)
    me.menu("What you have not read")
    me.follow("New")
    me.is_at("/sr/threads/")
    me.sees(ANSWER)
    me.follow("Bookmark", "post %(number)d", number=answer)
    me.fill("Your note", "За седницу")
    me.press("Save the bookmark")
    me.sees("За седницу")

    other = ask(walk("sr", a_person("Милан")), "Пут до млекаре", "Исто питање има и наше село.")
    judge = walk("en", a_moderator())
    judge.open(f"/en/threads/{other}")
    judge.follow("Move this thread")
    judge.follow(category_names("en")[1])
    judge.fill("Why is it moved?", "It is about roads.")
    judge.press("Move this thread")
    judge.sees(category_names("en")[1])
    judge.follow("Merge this thread into another")
    judge.fill("Where does it belong?", str(thread))
    judge.press("Search")
    judge.fill("Why is it merged?", "The same is asked there.")
    judge.press("Merge this thread into another")
    judge.sees(TITLE)
    judge.sees("Исто питање има и наше село.")
    site.deliver()

    me.open(f"/sr/threads/{other}")
    me.sees(TITLE)
    me.sees(ANSWER)
    me.sees("Исто питање има и наше село.")
    [mark] = bookmark_page(asker, 1, by_day=False).rows
    me.open("/sr/bookmarks")
    me.sees("За седницу")
    assert mark.post_id == answer

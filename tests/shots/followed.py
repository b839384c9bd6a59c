"""What the samples have not: askers who are asked, and say, what came of an answer."""

from collections.abc import Mapping

from exchange.forum import actions as forum
from exchange.forum.models import Category, Thread
from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from tests import factories
from tests.mentoring.following import an_answer, asked, fall_due, said

WORDS = "The municipality pays the animator since May, and the second village asks for one too."


def followed(asker: Actor, mentor: Actor, thread_id: int, answer: int) -> Mapping[str, object]:
    """It worked in the one thread; in another the asker is asked, in a third asked to accept."""
    forum.withdraw_acceptance(asker, thread_id)
    forum.accept_answer(asker, answer)
    with transaction(None):
        shown = db.session.get_one(Thread, thread_id)
        place = {"category": db.session.get_one(Category, shown.category_id)}
    said(asker, shown, sentence=WORDS)
    title = "Who may sell cheese from the own farm?"
    waiting, _answer = an_answer(asker, mentor, title=title, **place)
    quiet = factories.a_thread(asker, title="Which fair is worth the way?", **place)
    factories.a_reply(quiet, mentor, body="The one in June: write to its office by April.")
    fall_due(quiet, "accept")
    return {"follow_up": asked(waiting)}

"""What the samples have not: questions whose clocks run, stand, and have struck."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.forum.models import Category
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.actions.rows import lock_question, note_step
from exchange.mentoring.actions.taking import take_question
from exchange.mentoring.actions.telling import tell_people
from exchange.people.actor import Actor
from tests import factories

PLACE = 1  # the category
ASKED = {
    "What does a village need before it may sell its own bread?": "Our oven stands ready.",
    "Who insures volunteers who repair the school roof?": "We begin in May.",
}
NEEDED = "Which country's rules do you mean, and does the school belong to the municipality?"


@dataclass(frozen=True, slots=True)
class Timed:
    """Ids of what is shown of them."""

    taken: int
    stopped: int

    @classmethod
    def of(cls, asker: Actor, mentor: Actor, admin: Actor) -> "Timed":
        """The mentor has both, and half of the time of one is over."""
        set_promise(admin, PLACE, days=5, version=0)
        place = db.session.get_one(Category, PLACE)
        taken, stopped = (
            factories.a_thread(asker, category=place, title=title, body=body).id
            for title, body in ASKED.items()
        )
        for thread in (taken, stopped):
            take_question(mentor, thread)
        ask_more(mentor, stopped, sentence=NEEDED, lang="en")
        with transaction(None):
            note_step(lock_question(taken), "half_time", to_id=mentor.id, is_to_tell=True)
        tell_people(now())
        return cls(taken, stopped)

    def facts(self) -> Mapping[str, object]:
        return {"taken_question": self.taken, "stopped_question": self.stopped}

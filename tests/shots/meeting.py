"""What the samples have not: office hours that are offered, booked, and were; mentorships."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.kernel.db import db
from exchange.mentoring.actions import hour_notes
from exchange.mentoring.actions import mentorship_log as log
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from tests import factories
from tests.mentoring import pairing, talking


@dataclass(frozen=True, slots=True)
class Paired:
    """Ids of mentorships: one runs, one waits for its mentor, one is over."""

    running: int
    asked: int
    past: int
    meeting: int
    note: int

    @classmethod
    def of(cls, mentor: Actor, coordinator: Actor, of_mentoring: Actor) -> "Paired":
        home = db.session.get_one(Organisation, min(coordinator.edits))
        pair = pairing.Pair(home)
        pair.mentor, pair.editor, pair.coordinator = mentor, coordinator, of_mentoring
        past, running = pair.ended(), pair.running()
        meeting = log.write_meeting(mentor, running, pairing.met())
        said = "The municipality gives us the hall on Thursdays."
        note = log.write_mentorship_note(mentor, running, body=said, lang="en")
        log.evaluate(coordinator, past, pairing.how_it_was(body="We would do it again."))
        other = pairing.Pair(factories.an_organisation(name="Sample network", is_sample=True))
        other.mentor, other.coordinator = mentor, of_mentoring
        return cls(running, other.proposed(), past, meeting, note)

    def facts(self) -> Mapping[str, object]:
        return {
            "mentorship": self.running,
            "asked_mentorship": self.asked,
            "past_mentorship": self.past,
            "meeting": self.meeting,
            "mentorship_note": self.note,
        }

    def subjects(self) -> Mapping[str, tuple[str, tuple[str, int]]]:
        return {"mentorship_news": ("coordinator", ("mentorship", self.running))}


@dataclass(frozen=True, slots=True)
class Meeting:
    """Ids of what is shown of it."""

    free: int
    booked: int
    past: int

    @classmethod
    def of(cls, mentor: Actor, member: Actor) -> "Meeting":
        words = {"purpose": "Boards, votes and what to do when nobody comes."}
        free = talking.some_slots(mentor, weeks=3, **words)[1]
        booked = talking.a_talk(mentor, member, day=talking.in_days(5), **words)
        past = talking.has_begun(talking.a_talk(mentor, member, day=talking.in_days(6), **words))
        said = "One seat for each village, and a second person for each seat."
        hour_notes.write_note(mentor, past, version=0, body=said, lang="en")
        note = talking.note_of(past, mentor)
        hour_notes.ask_for_thread(mentor, past, note.id, version=note.edit_version)
        return cls(free, booked, past)

    def facts(self) -> Mapping[str, object]:
        return {
            "free_slot": self.free,
            "booked_slot": self.booked,
            "past_slot": self.past,
        }

    def subjects(self) -> Mapping[str, tuple[str, tuple[str, int]]]:
        """Who is told of what, by the kind of notification."""
        return {
            "hours_booked": ("mentor", ("office_slot", self.booked)),
            "hours_changed": ("member", ("office_slot", self.booked)),
        }

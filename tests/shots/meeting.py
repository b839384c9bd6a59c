"""What the samples have not: office hours that are offered, booked, and were."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.mentoring.actions import hour_notes
from exchange.people.actor import Actor
from tests.mentoring import talking


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

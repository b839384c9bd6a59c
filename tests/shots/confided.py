"""What is asked in confidence, for the pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.forum.writing import OpenForm, Written
from exchange.kernel.submissions import new_submission_id
from exchange.mentoring.actions import consultations
from exchange.mentoring.queries.consultations.words import Words
from exchange.people.actor import Actor

ASKED = """Our treasurer has paid for her own barn with money of the network. Two of us know it.

We do not want to lose her, and we do not want to lose the network. **Whom do we tell first?**"""
ANSWER = """Speak with her before you speak with anybody else, both of you, and write down what is
said. Then your supervisory board; only after that whoever gave the money."""


@dataclass(frozen=True, slots=True)
class Confided:
    """One that is answered and may be published, and one that has no mentor."""

    answered: int
    waiting: int

    @classmethod
    def of(cls, asker: Actor, mentor: Actor, coordinator: Actor) -> "Confided":
        """A coordinator of mentoring assigns."""
        title = "Money of the network is gone. Whom do we tell first?"
        told = {"lang": "en", "excluded": ()}
        made = consultations.ask_in_confidence(asker, title=title, body=ASKED, **told)
        consultations.assign_mentors(coordinator, made, [mentor.id])
        consultations.add_note(mentor, made, body=ANSWER, lang="en")
        words = Words(title, "Somebody has used money of an association.", "en")
        consultations.keep_words(asker, made, version=0, words=words, answers={mentor.id: ANSWER})
        title = "Two of our villages do not speak with each other"
        waiting = consultations.ask_in_confidence(asker, title=title, body=ASKED, **told)
        _begin(asker, made)
        return cls(made, waiting)

    def facts(self) -> Mapping[str, object]:
        return {"consultation": self.answered, "waiting_consultation": self.waiting}

    def subjects(self) -> Mapping[str, tuple[str, tuple[str, int]]]:
        """Who is told of what, for the mails."""
        return {
            "consultation_asked": ("mentor", ("private_consultation", self.answered)),
            "consultation_reply": ("member", ("private_consultation", self.answered)),
        }


def _begin(asker: Actor, consultation_id: int) -> None:
    """Of a reply: it stands in the list of all drafts."""
    said = Written("", "Thank you. We spoke with her on Sunday, and she", "en", {})
    consultations.keep_draft(asker, consultation_id, said, OpenForm(new_submission_id()))

"""Mentorships for tests: proposed, accepted by both, ended."""

from datetime import date, timedelta
from typing import Any

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.mentorship_log import HowItWas, Met
from exchange.mentoring.actions.mentorships import (
    Planned,
    accept_mentorship,
    end_mentorship,
    propose_mentorship,
)
from exchange.mentoring.models import Mentorship
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from tests.factories import a_mentor, a_mentoring_coordinator, an_editor, an_organisation


def in_days(n: int) -> date:
    return (now() + timedelta(days=n)).date()


def planned(**changes: Any) -> Planned:
    given: dict[str, Any] = {
        "why": "A young network that has never chosen a project.",
        "aims": (("Write the strategy", "open"), ("Choose a board", "open")),
        "lang": "en",
        "starts_on": in_days(0),
        "ends_on": in_days(180),
    }
    return Planned(**(given | changes))


def met(**changes: Any) -> Met:
    given: dict[str, Any] = {
        "held_on": in_days(-1),
        "way": "online",
        "who": "Mara and three of the board",
        "agreed": "We begin with the youngest village.",
        "next_step": "Mara sends the form by Friday.",
        "lang": "en",
    }
    return Met(**(given | changes))


def how_it_was(**changes: Any) -> HowItWas:
    given: dict[str, Any] = {"reached": 4, "together": 5, "again": 3, "body": "", "lang": "en"}
    return HowItWas(**(given | changes))


class Pair:
    """An organisation with somebody who edits for it, a mentor, and a coordinator of mentoring."""

    def __init__(self, home: Organisation | None = None) -> None:
        self.home = home or an_organisation(name="Network of hills")
        self.editor = an_editor(self.home, name="Edna Editor")
        self.mentor = a_mentor("Mara Mentor")
        self.coordinator = a_mentoring_coordinator("Cora Coordinator")

    def proposed(self, by: Actor | None = None, **changes: Any) -> int:
        who = by or self.coordinator
        return propose_mentorship(who, self.home.id, self.mentor.id, planned(**changes))

    def running(self, **changes: Any) -> int:
        made = self.proposed(**changes)
        for who in (self.mentor, self.editor):
            accept_mentorship(who, made, version=version_of(made))
        return made

    def ended(self) -> int:
        made = self.running()
        said = {"ending": "reached", "reason": "", "lang": "en"}
        end_mentorship(self.mentor, made, version=version_of(made), **said)
        return made


def the_mentorship(mentorship_id: int) -> Mentorship:
    with transaction(None):
        return db.session.get_one(Mentorship, mentorship_id)


def version_of(mentorship_id: int) -> int:
    return the_mentorship(mentorship_id).edit_version

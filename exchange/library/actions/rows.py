"""Rows to write on, reached through the actor only; strangers find nothing."""

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db
from exchange.kernel.rulings import NotFound
from exchange.library.models import Experience, ExperienceAuthor, ExperienceMove
from exchange.library.policy import Facts, visible_to
from exchange.people.actor import Actor


def get_experience(actor: Actor, experience_id: int) -> tuple[Experience, Facts]:
    """One version, locked, and what the rules ask of it."""
    found = select(Experience).where(Experience.id == experience_id, visible_to(actor))
    experience = db.session.scalar(found.with_for_update(key_share=True))
    if experience is None:
        raise NotFound
    people = db.session.execute(
        select(ExperienceAuthor.account_id, ExperienceAuthor.role).where(
            ExperienceAuthor.experience_id == experience.id
        )
    ).all()
    return experience, Facts(
        state=experience.state,
        lead_id=experience.lead_id,
        reader_id=experience.reader_id,
        was_published=experience.published_at is not None,
        authors=frozenset(person.account_id for person in people if person.role == "author"),
        credited=frozenset(person.account_id for person in people),
    )


def move(actor: Actor, experience: Experience, to: str, note: str = "") -> None:
    """Into another state, and into the log."""
    moment = now()
    db.session.add(
        ExperienceMove(
            experience_id=experience.id,
            by_id=actor.id,
            from_state=experience.state,
            to_state=to,
            note=note,
            moved_at=moment,
        )
    )
    experience.state, experience.moved_at = to, moment

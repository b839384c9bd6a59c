"""Rows to write on, reached through the actor only; strangers find nothing."""

from sqlalchemy import select, update

from exchange.kernel.clock import now
from exchange.kernel.db import db, record
from exchange.kernel.rulings import NotFound
from exchange.library.actions.carry import carry_over
from exchange.library.events import ExperienceArchived
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceMove,
    ExperienceNumber,
    ExperiencePaper,
)
from exchange.library.policy import PUBLIC, Facts, visible_to
from exchange.library.queries.readers import Readers, readers_of
from exchange.people.actor import Actor


def get_experience(actor: Actor, experience_id: int) -> tuple[Experience, Facts]:
    """One version, locked, and what the rules ask of it."""
    found = select(Experience).where(Experience.id == experience_id, visible_to(actor))
    experience = db.session.scalar(found.with_for_update(key_share=True))
    if experience is None:
        raise NotFound
    people = db.session.execute(
        select(
            ExperienceAuthor.account_id,
            ExperienceAuthor.role,
            ExperienceAuthor.asked_at,
            ExperienceAuthor.answer,
        ).where(ExperienceAuthor.experience_id == experience.id)
    ).all()
    db.session.flush()
    readers = readers_of(experience.number).get(experience.id, Readers())
    return experience, Facts(
        state=experience.state,
        kind=experience.kind,
        lead_id=experience.lead_id,
        at_home=frozenset(readers.at_home),
        reader_id=experience.reader_id,
        reading=experience.reading,
        accepted=readers.accepted,
        experts=frozenset(readers.experts),
        was_published=experience.published_at is not None,
        withdrawn_by_id=_withdrawn_by(experience),
        authors=frozenset(person.account_id for person in people if person.role == "author"),
        credited=frozenset(person.account_id for person in people),
        asked=frozenset(person.account_id for person in people if person.asked_at),
        declined=frozenset(one.account_id for one in people if one.answer == "declined"),
    )


def hold_record(experience_id: int) -> None:
    """Whoever changes which version is public comes first here: two such changes at once would
    wait for each other's versions."""
    number = select(Experience.number).where(Experience.id == experience_id).scalar_subquery()
    held = select(ExperienceNumber.id).where(ExperienceNumber.id == number)
    db.session.scalar(held.with_for_update())


def _withdrawn_by(experience: Experience) -> int | None:
    if experience.state != "withdrawn":
        return None
    moves = select(ExperienceMove.by_id).where(
        ExperienceMove.experience_id == experience.id, ExperienceMove.to_state == "withdrawn"
    )
    return db.session.scalar(moves.order_by(ExperienceMove.id.desc()).limit(1))


def get_public(experience: Experience) -> Experience | None:
    """The published version of its record, locked."""
    return db.session.scalar(
        select(Experience)
        .where(Experience.number == experience.number, Experience.state == "published")
        .with_for_update(key_share=True)
    )


def archive_public(actor: Actor, experience: Experience) -> None:
    """Make place for this version: one at a time is published, so the older one goes first."""
    older = get_public(experience)
    if older is not None:
        carry_over(older.id, experience.id)
        move(actor, older, "archived")
        record(ExperienceArchived(older.id, older.number, older.origin_thread_id, actor.id))
    db.session.flush()


def move(actor: Actor | None, experience: Experience, to: str, note: str = "") -> None:
    """Into another state, and into the log; nobody moved it where time did."""
    moment = now()
    db.session.add(
        ExperienceMove(
            experience_id=experience.id,
            by_id=actor.id if actor else None,
            from_state=experience.state,
            to_state=to,
            note=note,
            moved_at=moment,
        )
    )
    experience.state, experience.moved_at, experience.reminded_at = to, moment, None
    if to in PUBLIC:  # its papers say which of the two it is
        papers = update(ExperiencePaper).where(ExperiencePaper.experience_id == experience.id)
        db.session.execute(papers.values(look=0), execution_options={"synchronize_session": False})

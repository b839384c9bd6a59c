from dataclasses import asdict, dataclass

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.library.actions.rows import archive_public, get_experience, move
from exchange.library.events import DraftRead, ExperiencePublished
from exchange.library.models import Experience, ExperienceVerdict
from exchange.library.policy import Facts, may_decide, may_take
from exchange.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Marks:
    """What its reader thinks of it, each from 1 to 4; shown with the signed note."""

    relevance: int
    evidence: int
    transferability: int
    clarity: int


def take(actor: Actor, experience_id: int) -> None:
    """Begin to read a draft, also one that another reader has; the log keeps who had it."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_take(actor, facts))
        if facts.state == "in_review" and facts.reader_id == actor.id:
            return
        experience.reader_id = actor.id
        move(actor, experience, "in_review")


def hand_back(actor: Actor, experience_id: int) -> None:
    """Let another reader have it."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        if facts.state == "submitted":
            return
        require(may_decide(actor, facts))
        experience.reader_id = None
        move(actor, experience, "submitted")


def ask_for_changes(actor: Actor, experience_id: int, *, note: str, lang: str) -> None:
    """Give the draft back to its authors with a note."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_decide(actor, facts))
        _sign(
            actor,
            experience,
            facts,
            ExperienceVerdict(verdict="changes_requested", note=note, lang=lang),
        )
        move(actor, experience, "changes_requested", note)


def publish(actor: Actor, experience_id: int, *, note: str, lang: str, marks: Marks) -> None:
    """Accept a draft and let everyone read it; an older version of it is archived."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_decide(actor, facts))
        given = ExperienceVerdict(verdict="published", note=note, lang=lang, **asdict(marks))
        _sign(actor, experience, facts, given)
        move(actor, experience, "accepted")
        archive_public(actor, experience)
        move(actor, experience, "published")
        experience.published_at = now()
        record(
            ExperiencePublished(
                experience.id, experience.number, experience.origin_thread_id, actor.id
            )
        )


def _sign(actor: Actor, experience: Experience, facts: Facts, verdict: ExperienceVerdict) -> None:
    verdict.experience_id, verdict.reader_id = experience.id, actor.id
    db.session.add(verdict)
    for author_id in sorted(facts.authors):
        record(DraftRead(experience.id, experience.number, actor.id, author_id, verdict.verdict))

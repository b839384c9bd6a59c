from collections.abc import Mapping
from dataclasses import asdict, dataclass

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Stale, require
from exchange.library.actions.rows import archive_public, get_experience, hold_record, move
from exchange.library.actions.submit import content_of
from exchange.library.contents import content_as_json
from exchange.library.events import DraftRead, ExperiencePublished
from exchange.library.models import Experience, ExperienceRemark, ExperienceVerdict
from exchange.library.policy import (
    Facts,
    may_decide,
    may_read_for_publication,
    may_take,
    missing_readings,
    reading_by,
)
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
        experience.reader_id, experience.reading = actor.id, reading_by(actor, facts) or ""
        move(actor, experience, "in_review")


def hand_back(actor: Actor, experience_id: int) -> None:
    """Let another reader have it."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        if facts.state == "submitted":
            return
        require(may_decide(actor, facts))
        put_with_those_who_wait(actor, experience)


def put_with_those_who_wait(actor: Actor | None, experience: Experience) -> None:
    """Without a reader; inside a transaction."""
    experience.reader_id, experience.reading = None, ""
    move(actor, experience, "submitted")


def ask_for_changes(
    actor: Actor,
    experience_id: int,
    *,
    note: str,
    lang: str,
    remarks: Mapping[str, str] | None = None,
    version: int | None = None,
) -> None:
    """Give the draft back to its authors with a note, and with remarks by the field that each is
    about. Stale if it was read at `version` and is another text by now, or another reader has it.
    """
    with transaction(actor) as actor:
        experience, facts = _to_decide(actor, experience_id, version)
        given = ExperienceVerdict(verdict="changes_requested", note=note, lang=lang)
        _sign(actor, experience, facts, given)
        db.session.add_all(
            ExperienceRemark(verdict_id=given.id, field=field, text=text)
            for field, text in (remarks or {}).items()
        )
        move(actor, experience, "changes_requested", note)


def accept(
    actor: Actor,
    experience_id: int,
    *,
    note: str,
    lang: str,
    marks: Marks | None = None,
    version: int | None = None,
) -> bool:
    """Accept a draft; if no reading is missing any more, let everyone read it: an older version of
    it is archived. Gives whether it is published; Stale as `ask_for_changes`."""
    with transaction(actor) as actor:
        hold_record(experience_id)
        experience, facts = _to_decide(actor, experience_id, version)
        is_last = facts.kind != "full" or not set(missing_readings(facts)) - {facts.reading}
        given = ExperienceVerdict(
            verdict="published" if is_last else "accepted",
            note=note,
            lang=lang,
            **(asdict(marks) if marks else {}),
        )
        _sign(actor, experience, facts, given)
        if is_last:
            _publish(actor, experience)
        else:
            put_with_those_who_wait(actor, experience)
        return is_last


def _publish(actor: Actor, experience: Experience) -> None:
    move(actor, experience, "accepted")
    archive_public(actor, experience)
    move(actor, experience, "published")
    experience.published_at = now()
    thread_id = experience.origin_thread_id
    record(ExperiencePublished(experience.id, experience.number, thread_id, actor.id))


def _to_decide(actor: Actor, experience_id: int, version: int | None) -> tuple[Experience, Facts]:
    """The draft that the actor has read and holds."""
    experience, facts = get_experience(actor, experience_id)
    if version is not None:
        require(may_read_for_publication(actor, facts))
        if not may_decide(actor, facts) or experience.edit_version != version:
            raise Stale
    require(may_decide(actor, facts))
    return experience, facts


def _sign(actor: Actor, experience: Experience, facts: Facts, verdict: ExperienceVerdict) -> None:
    verdict.experience_id, verdict.reader_id = experience.id, actor.id
    verdict.reading, verdict.edit_version = facts.reading, experience.edit_version
    verdict.content = content_as_json(content_of(experience))
    db.session.add(verdict)
    db.session.flush()
    for author_id in sorted(facts.authors):
        record(DraftRead(experience.id, experience.number, actor.id, author_id, verdict.verdict))

"""A question goes to a mentor whom somebody else has chosen."""

from exchange.kernel.db import record, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.mentoring.actions.asking import answer_proposal
from exchange.mentoring.actions.rows import get_question, note_step
from exchange.mentoring.actions.taking import give_to
from exchange.mentoring.events.questions import QuestionHanded
from exchange.mentoring.policy.questions import may_hand_over
from exchange.mentoring.queries.fit import fits_of
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l


def hand_over_question(
    actor: Actor, thread_id: int, to_id: int, note: str, lang: str, *, version: int | None = None
) -> None:
    """Its mentor or a coordinator gives it to this mentor, with a note; where nobody had it, a
    coordinator assigns it. To one who reads it and may enter there, however much they have. Stale
    if somebody else has it than in the `version` that they saw."""
    with transaction(actor) as actor:
        _thread, question = get_question(actor, thread_id)
        require(may_hand_over(actor, question))
        if version is not None and version != question.edit_version:
            raise Stale
        before = question.mentor_id
        if to_id == before or to_id not in {one.mentor_id for one in fits_of(thread_id)}:
            raise Refused("mentor", _l("Please choose one of the list."))
        if before is not None:
            answer_proposal(question, before, "declined" if before == actor.id else "lapsed")
        give_to(question, to_id)
        what = "assigned" if before is None else "handed_over"
        step = note_step(question, what, by_id=actor.id, to_id=to_id)
        step.note, step.lang = note, lang if note else ""
        record(QuestionHanded(thread_id, to_id, before, actor.id, step.id))

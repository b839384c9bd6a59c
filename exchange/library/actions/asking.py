"""Everyone whose words a record uses is asked whether they may be published in it."""

from collections.abc import Collection

from sqlalchemy import delete, select

from exchange.kernel.clock import in_milliseconds, now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.library.actions.rows import get_experience, move
from exchange.library.events import ExperienceEdited, WordsAsked, WordsDeclined
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.policy import may_answer_for_words, may_leave_words_out
from exchange.people.actor import Actor


def ask_for_words(actor: Actor, experience: Experience) -> None:
    """All who are credited and were not asked yet, when their words are handed in by somebody
    else; whoever hands them in agrees by that. Inside a transaction."""
    people = db.session.scalars(
        select(ExperienceAuthor)
        .where(ExperienceAuthor.experience_id == experience.id, ExperienceAuthor.answer == "")
        .order_by(ExperienceAuthor.account_id)
    ).all()
    moment, asked = now(), []
    for person in people:
        if person.account_id == actor.id:
            if person.asked_at:
                person.answer, person.answered_at = "agreed", moment
        elif person.asked_at is None:
            person.asked_at = moment
            asked.append(person.account_id)
    if asked:
        record(WordsAsked(experience.id, experience.number, tuple(asked)))


def answer_for_words(actor: Actor, experience_id: int, *, agrees: bool) -> None:
    """What somebody says who was asked; without their agreement it goes back to its authors."""
    answer = "agreed" if agrees else "declined"
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_answer_for_words(actor, facts))
        person = db.session.get_one(ExperienceAuthor, (experience.id, actor.id))
        if person.answer == answer:
            return
        moment = now()
        person.answer, person.answered_at = answer, moment
        if agrees:
            return
        if experience.state in ("submitted", "in_review"):
            experience.reader_id, experience.reading = None, ""
            move(actor, experience, "draft")
        at = in_milliseconds(moment)
        record(WordsDeclined(experience.id, experience.number, actor.id, at))


def leave_words_out(actor: Actor, experience_id: int, people: Collection[int]) -> None:
    """An author has taken out the words of these who do not agree: they are credited no more. Who
    said so since the author looked is not among them: their words are still there."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_leave_words_out(actor, facts))
        gone = (facts.declined & frozenset(people)) - {actor.id}
        if not gone:
            return
        db.session.execute(
            delete(ExperienceAuthor).where(
                ExperienceAuthor.experience_id == experience.id,
                ExperienceAuthor.account_id.in_(gone),
            )
        )
        experience.edit_version += 1  # an acceptance was of the text with those words
        record(ExperienceEdited(experience.id, experience.number, actor.id))

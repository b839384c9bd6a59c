"""Who translates a record, and who reviews a translation. Pure: no queries, no request."""

from datetime import datetime, timedelta

from exchange.forum.policy import may_write
from exchange.kernel.rulings import ALLOWED, Ruling, denied
from exchange.library.policy import Facts, reads_drafts_of
from exchange.people.actor import Actor
from exchange.text.languages import reads_alike
from exchange.text.wording import lazy as _l

LEFT_AFTER = timedelta(days=7)  # without a change: others go on with it


def knows(actor: Actor, lang: str) -> bool:
    """By the languages of the profile, and that in which the actor uses the exchange."""
    return any(reads_alike(lang, one) for one in (actor.language, *actor.reads))


def may_translate(actor: Actor, facts: Facts, source: str, into: str) -> Ruling:
    """Whether the actor may write drafts of its texts in this language."""
    if not (ruling := may_write(actor)):
        return ruling
    if facts.state == "withdrawn":
        return denied(_l("It is withdrawn already."))
    if reads_alike(source, into):
        return denied(_l("Whoever reads this language reads the original."))
    if not (knows(actor, source) and knows(actor, into)):
        return denied(
            _l("Who reads both languages translates. You say in your settings which you read.")
        )
    return ALLOWED


def may_review(actor: Actor, facts: Facts, source: str, into: str) -> Ruling:
    """Whether the actor may review what others translated into this language."""
    if not (ruling := may_translate(actor, facts, source, into)):
        return ruling
    if reads_drafts_of(actor, facts) or actor.id in facts.authors:
        return ALLOWED
    return denied(
        _l("Mentors, its authors and the editors of its organisation review translations.")
    )


def may_review_text(
    actor: Actor, facts: Facts, source: str, into: str, translator_id: int | None
) -> Ruling:
    if not (ruling := may_review(actor, facts, source, into)):
        return ruling
    if actor.id == translator_id:
        return denied(_l("Nobody reviews the own translation: another person has to read it."))
    return ALLOWED


def may_change_reviewed(
    actor: Actor, facts: Facts, source: str, into: str, translator_id: int | None
) -> Ruling:
    """A text that was reviewed, and whose original is still the same."""
    if not (ruling := may_translate(actor, facts, source, into)):
        return ruling
    if actor.id == translator_id or may_review(actor, facts, source, into):
        return ALLOWED
    return denied(_l("It is reviewed: its translator and those who review change it."))


def is_left(translated_at: datetime, moment: datetime) -> bool:
    """Whether nobody is at it any more."""
    return moment - translated_at >= LEFT_AFTER


def may_change_draft(
    actor: Actor, facts: Facts, translator_id: int | None, *, is_left: bool
) -> Ruling:
    """A text that nobody has reviewed and whose original is still the same; `may_translate` is
    asked before."""
    is_theirs = actor.id == translator_id or actor.id in facts.authors
    if is_theirs or facts.lead_id in actor.edits or translator_id is None or is_left:
        return ALLOWED
    return denied(
        _l("Its translator is at it. After seven days without a change others may go on with it.")
    )


def may_take_out(actor: Actor, facts: Facts) -> Ruling:
    """What others wrote into the record in another language, read or not."""
    if not (ruling := may_write(actor)):
        return ruling
    if actor.id in facts.authors or actor.is_moderator:
        return ALLOWED
    return denied(_l("Its authors and moderators take translations out."))

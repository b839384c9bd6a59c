from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, require
from exchange.people.actor import Actor
from exchange.reuse.actions.rows import count_again, get_reuse, newest_step
from exchange.reuse.events import ReuseRuled
from exchange.reuse.models import Reuse, ReuseStep
from exchange.reuse.policy import ReuseFacts, may_rule


def rule_on(
    actor: Actor, step_id: int, *, is_true: bool, sentence: str = "", lang: str = ""
) -> int:
    """An author confirms a declared state, or declines it and says why; gives the reuse's id.

    Only the newest state is asked about: what was changed meanwhile is not confirmed unread.
    """
    ruling = "confirmed" if is_true else "declined"
    with transaction(actor) as actor:
        reuse_id = db.session.scalar(select(ReuseStep.reuse_id).where(ReuseStep.id == step_id))
        if reuse_id is None:
            raise NotFound
        reuse, _its, facts = get_reuse(actor, reuse_id)
        step = newest_step(reuse.id)
        if step.id == step_id and (step.ruling, step.ruled_by_id) == (ruling, actor.id):
            return reuse.id
        still_waits = facts.waits and step.id == step_id
        require(may_rule(actor, _with(facts, still_waits)))
        step.ruling, step.ruled_by_id, step.ruled_at = ruling, actor.id, now()
        step.sentence, step.lang = sentence, lang
        reuse.waits = False
        if is_true:
            _confirm(reuse, step)
        record(ReuseRuled(reuse.id, reuse.number, step.id, actor.id))
        return reuse.id


def _with(facts: ReuseFacts, waits: bool) -> ReuseFacts:
    return ReuseFacts(facts.organisation_id, facts.by_id, waits, facts.is_confirmed, facts.authors)


def _confirm(reuse: Reuse, step: ReuseStep) -> None:
    reuse.confirmed_state, reuse.confirmed_country = step.state, step.country
    reuse.confirmed_at = step.ruled_at
    reuse.confirmed_blocks, reuse.confirmed_lang = reuse.blocks, reuse.lang
    reuse.confirmed_changed, reuse.confirmed_result = reuse.changed, reuse.result
    db.session.flush()
    count_again(reuse.number)

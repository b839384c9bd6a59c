from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotFound, require
from exchange.library.actions.rows import get_experience
from exchange.library.models import ExperienceRemark, ExperienceVerdict
from exchange.library.policy import may_edit
from exchange.people.actor import Actor


def settle_remark(
    actor: Actor, experience_id: int, remark_id: int, *, answer: str = "", lang: str = ""
) -> None:
    """An author has done what a reader asked for, or says why not."""
    with transaction(actor) as actor:
        remark = _get_remark(actor, experience_id, remark_id)
        if answer:
            remark.answer, remark.answer_lang = answer, lang
        remark.done_at, remark.done_by_id = remark.done_at or now(), actor.id


def reopen_remark(actor: Actor, experience_id: int, remark_id: int) -> None:
    """It is not done after all; an answer stays."""
    with transaction(actor) as actor:
        remark = _get_remark(actor, experience_id, remark_id)
        remark.done_at, remark.done_by_id = None, None


def _get_remark(actor: Actor, experience_id: int, remark_id: int) -> ExperienceRemark:
    experience, facts = get_experience(actor, experience_id)
    require(may_edit(actor, facts))
    found = (
        select(ExperienceRemark)
        .join(ExperienceVerdict, ExperienceVerdict.id == ExperienceRemark.verdict_id)
        .where(ExperienceRemark.id == remark_id, ExperienceVerdict.experience_id == experience.id)
    )
    remark = db.session.scalar(found)
    if remark is None:
        raise NotFound
    return remark

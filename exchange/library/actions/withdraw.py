from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.library.actions.carry import forget_outdated
from exchange.library.actions.rows import (
    archive_public,
    get_experience,
    get_public,
    hold_record,
    move,
)
from exchange.library.actions.submit import content_of
from exchange.library.events import ExperiencePutBack, ExperienceWithdrawn, TranslationChanged
from exchange.library.fields import fields_of
from exchange.library.models import Experience
from exchange.library.policy import PUBLIC, may_put_back, may_withdraw
from exchange.people.actor import Actor


def withdraw(actor: Actor, experience_id: int, *, reason: str) -> None:
    """Take a version out of sight; its authors and those who answer for it still see why."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_withdraw(actor, facts))
        move(actor, experience, "withdrawn", reason)
        experience.withdrawn_at, experience.withdrawal_reason = now(), reason
        _forget_former_words(actor, experience)
        thread_id = experience.origin_thread_id
        record(ExperienceWithdrawn(experience.id, experience.number, thread_id, actor.id))


def _forget_former_words(actor: Actor, withdrawn: Experience) -> None:
    """What later versions no longer say is told there by translations that are out of date, until
    somebody makes them anew. The words may be what was withdrawn."""
    others = select(Experience).where(
        Experience.number == withdrawn.number, Experience.id != withdrawn.id
    )
    for version in db.session.scalars(others.order_by(Experience.id)).all():
        for lang in sorted(forget_outdated(version.id, fields_of(content_of(version)))):
            record(TranslationChanged(version.id, version.number, lang, actor.id))


def put_back(actor: Actor, experience_id: int) -> None:
    """Undo a withdrawal: everyone reads it again, as the valid version or beside a newer one."""
    with transaction(actor) as actor:
        hold_record(experience_id)
        experience, facts = get_experience(actor, experience_id)
        if facts.state in PUBLIC:
            return
        require(may_put_back(actor, facts))
        public = get_public(experience)
        is_outdated = public is not None and public.version > experience.version
        if not is_outdated:
            archive_public(actor, experience)
        move(actor, experience, "archived" if is_outdated else "published")
        experience.withdrawn_at, experience.withdrawal_reason = None, ""
        thread_id, state = experience.origin_thread_id, experience.state
        record(ExperiencePutBack(experience.id, experience.number, thread_id, actor.id, state))

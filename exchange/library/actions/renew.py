from dataclasses import replace

from sqlalchemy import select

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.library.actions.carry import carry_over
from exchange.library.actions.pictures import set_pictures
from exchange.library.actions.rows import get_experience
from exchange.library.actions.submit import content_of
from exchange.library.actions.texts import columns_of, kept_html, set_lists
from exchange.library.events import ExperienceEdited
from exchange.library.models import Experience, ExperienceAuthor, ExperienceMove, ExperienceTag
from exchange.library.policy import may_renew
from exchange.people.actor import Actor
from exchange.tags.actions import ids_now

_CLOSED = ("published", "archived", "withdrawn")


def begin_new_version(actor: Actor, experience_id: int) -> int:
    """A draft beside the published version, which stays public; gives the draft's id.

    If one is begun already, that one.
    """
    with transaction(actor) as actor:
        _hold_themes(experience_id)
        old, facts = get_experience(actor, experience_id)
        require(may_renew(actor, facts))
        versions = db.session.scalars(
            select(Experience).where(Experience.number == old.number).order_by(Experience.version)
        ).all()
        newest = versions[-1]
        if newest.state not in _CLOSED:
            return newest.id
        return _begin(actor, old, newest.version + 1)


def _hold_themes(experience_id: int) -> None:
    """First: whoever merges two of them has them before what is filed under them, and a published
    version is locked by whoever calls one otherwise."""
    ids_now(select(ExperienceTag.tag_id).where(ExperienceTag.experience_id == experience_id))


def _begin(actor: Actor, old: Experience, version: int) -> int:
    content = replace(content_of(old), version_note="")  # of this one, to be written
    new = Experience(
        number=old.number,
        version=version,
        lead_id=old.lead_id,
        origin_thread_id=old.origin_thread_id,
        origin_post_id=old.origin_post_id,
        is_sample=old.is_sample,
        reuse_count=old.reuse_count,
        edited_by_id=actor.id,
        **columns_of(content, kept_html(old)),
    )
    db.session.add(new)
    db.session.flush()
    set_lists(new, content)
    set_pictures(new, content.body.pictures)
    _credit_again(old, new)
    move = ExperienceMove(experience_id=new.id, by_id=actor.id, from_state="", to_state="draft")
    db.session.add(move)
    carry_over(old.id, new.id)
    record(ExperienceEdited(new.id, new.number, actor.id))
    return new.id


def _credit_again(old: Experience, new: Experience) -> None:
    """The same people. What they answered is valid for this version too; who never did is asked
    once more when it is handed in."""
    people = select(ExperienceAuthor).where(ExperienceAuthor.experience_id == old.id)
    db.session.add_all(
        ExperienceAuthor(
            experience_id=new.id,
            account_id=one.account_id,
            role=one.role,
            position=one.position,
            asked_at=one.asked_at if one.answer else None,
            answer=one.answer,
            answered_at=one.answered_at,
        )
        for one in db.session.scalars(people)
    )

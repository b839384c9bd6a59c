from typing import Any

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.people.actor import Actor
from exchange.reuse.actions.rows import count_again, get_reuse, lock_record, newest_step
from exchange.reuse.declared import Declared
from exchange.reuse.events import ReuseDeclared, ReuseReworded, ReuseTakenBack
from exchange.reuse.models import Reuse, ReuseStep
from exchange.reuse.policy import may_change, may_declare, may_take_back
from exchange.reuse.queries.records import Record
from exchange.text.wording import lazy as _l


def declare_reuse(actor: Actor, number: int, organisation_id: int, said: Declared) -> int:
    """Say that an organisation uses a record; it counts once an author confirms it."""
    with transaction(actor) as actor:
        require(may_declare(actor))
        its = lock_record(number)
        if organisation_id not in actor.organisations:
            raise Refused("organisation", _l("Please choose one of the list."))
        _refuse_a_second(number, organisation_id)
        reuse = Reuse(
            number=number,
            experience_id=its.experience_id,
            organisation_id=organisation_id,
            by_id=actor.id,
            **_columns(its, said),
        )
        db.session.add(reuse)
        db.session.flush()
        _ask(actor, reuse, its)
        return reuse.id


def _refuse_a_second(number: int, organisation_id: int) -> None:
    mine = (Reuse.number == number) & (Reuse.organisation_id == organisation_id)
    if db.session.scalar(select(Reuse.id).where(mine)) is not None:
        raise Refused(
            "organisation", _l("Your organisation has declared this already. Change what it says.")
        )


def change_reuse(actor: Actor, reuse_id: int, *, version: int, said: Declared) -> None:
    """Say what became of it. Another state or place, or what was declined, asks the authors again;
    what they confirmed before stays confirmed."""
    with transaction(actor) as actor:
        reuse, its, facts = get_reuse(actor, reuse_id)
        require(may_change(actor, facts))
        if reuse.edit_version != version:
            raise Stale
        newest = newest_step(reuse.id)
        is_other = (said.state, said.country) != (newest.state, newest.country)
        for name, value in _columns(its, said).items():
            setattr(reuse, name, value)
        reuse.edited_at, reuse.edit_version = now(), version + 1
        if is_other or newest.ruling == "declined":
            reuse.experience_id = its.experience_id
            _ask(actor, reuse, its)
        else:
            record(ReuseReworded(reuse.id, reuse.number, actor.id))


def take_back_reuse(actor: Actor, reuse_id: int) -> Record:
    """Gone, with its history; gives the record."""
    with transaction(actor) as actor:
        reuse, its, facts = get_reuse(actor, reuse_id)
        require(may_take_back(actor, facts))
        db.session.delete(reuse)
        db.session.flush()
        count_again(its.number)
        record(ReuseTakenBack(reuse_id, its.number, actor.id))
        return its


def _columns(its: Record, said: Declared) -> dict[str, Any]:
    if not set(said.blocks) <= {block.key for block in its.blocks}:
        raise Refused("blocks", _l("Please choose from the list only."))
    return {
        "state": said.state,
        "country": said.country,
        "since_year": said.since_year,
        "since_month": said.since_month,
        "blocks": list(said.blocks),
        "changed": said.changed,
        "result": said.result,
        "lang": said.lang,
    }


def _ask(actor: Actor, reuse: Reuse, its: Record) -> None:
    """The authors, about the state as it is now."""
    step = ReuseStep(reuse_id=reuse.id, state=reuse.state, country=reuse.country, by_id=actor.id)
    db.session.add(step)
    reuse.waits = True
    db.session.flush()
    told = ReuseDeclared(reuse.id, reuse.number, its.experience_id, step.id, actor.id)
    record(told)

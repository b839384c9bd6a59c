from typing import Any

from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.people.actor import Actor
from exchange.reuse.actions.rows import count_again, get_reuse, lock_record, newest_step
from exchange.reuse.declared import Declared, is_one_step
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
    """Say what became of it. The authors are asked about other words, about another place and
    whether it is done; what they confirmed before stays confirmed meanwhile."""
    with transaction(actor) as actor:
        reuse, its, facts = get_reuse(actor, reuse_id)
        require(may_change(actor, facts))
        if reuse.edit_version != version:
            raise Stale
        newest, before = newest_step(reuse.id), _words(reuse)
        for name, value in _columns(its, said).items():
            setattr(reuse, name, value)
        reuse.edited_at, reuse.edit_version = now(), version + 1
        _show_state(reuse, before)
        if _is_confirmed(reuse):
            _let_stand(actor, reuse, newest)
        elif _words(reuse) != before or reuse.state != newest.state or newest.ruling == "declined":
            reuse.experience_id = its.experience_id
            _ask(actor, reuse, its, newest)
        else:
            record(ReuseReworded(reuse.id, reuse.number, actor.id))


def _words(reuse: Reuse) -> object:
    """All that is declared but how far it is."""
    return reuse.country, sorted(reuse.blocks), reuse.changed, reuse.result


def _confirmed_words(reuse: Reuse) -> object:
    blocks = sorted(reuse.confirmed_blocks)
    return reuse.confirmed_country, blocks, reuse.confirmed_changed, reuse.confirmed_result


def _is_confirmed(reuse: Reuse) -> bool:
    """As it stands."""
    return reuse.state == reuse.confirmed_state and _words(reuse) == _confirmed_words(reuse)


def _show_state(reuse: Reuse, before: object) -> None:
    """Once something is confirmed, how far it is asks nobody, until it is said to be done."""
    is_state_alone = _words(reuse) in (before, _confirmed_words(reuse))
    if reuse.confirmed_state and reuse.state != "done" and is_state_alone:
        reuse.confirmed_state = reuse.state


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


def _ask(actor: Actor, reuse: Reuse, its: Record, newest: ReuseStep | None = None) -> None:
    """The authors, about what is declared now. Of what one person changes within the hour they
    are told once."""
    waits = newest is not None and reuse.waits and newest.asks
    step = _add_step(actor, reuse, asks=True)
    reuse.waits = True
    db.session.flush()
    if waits and newest and is_one_step(newest, step):
        record(ReuseReworded(reuse.id, reuse.number, actor.id))
    else:
        told = ReuseDeclared(reuse.id, reuse.number, its.experience_id, step.id, actor.id)
        record(told)


def _let_stand(actor: Actor, reuse: Reuse, newest: ReuseStep) -> None:
    """There is nothing to ask, any more or at all."""
    was_settled = newest.ruling == "confirmed" or not newest.asks
    if not was_settled or newest.state != reuse.state:
        _add_step(actor, reuse, asks=False)
    reuse.waits, reuse.confirmed_lang = False, reuse.lang
    record(ReuseReworded(reuse.id, reuse.number, actor.id))


def _add_step(actor: Actor, reuse: Reuse, *, asks: bool) -> ReuseStep:
    step = ReuseStep(
        reuse_id=reuse.id,
        state=reuse.state,
        country=reuse.country,
        by_id=actor.id,
        declared_at=now(),
        asks=asks,
    )
    db.session.add(step)
    return step

"""Sample reuse: who uses which sample experience, and what its authors said to that.

In the file reuse.toml everything is declared some days ago, never before the record was there.
`before` is the state that was declared and confirmed first; `ruling` is "confirmed", "declined"
with a `sentence`, or absent: then it waits.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.reuse import actions
from exchange.reuse.declared import Declared
from exchange.reuse.models import Reuse, ReuseStep
from exchange.samples.files import read

_RULED = timedelta(days=3)  # after it was declared


def load_reuse(people: Mapping[str, Actor], numbers: Mapping[str, int], moment: datetime) -> None:
    """Declare, change and rule on what the file says."""
    for given in read("reuse")["reuse"]:
        with transaction(None):
            _load(given, people, numbers[given["of"]], moment)


def _load(
    given: Mapping[str, Any], people: Mapping[str, Actor], number: int, moment: datetime
) -> None:
    by, author = people[given["by"]], people[given["author"]]
    organisation_id, at = _organisation_of(by), moment - timedelta(days=given["days_ago"], hours=2)
    begun = at
    if "before" in given:
        begun = moment - timedelta(days=given["before_days_ago"], hours=2)
        first = _declared(given, given["before"], moment)
        reuse_id = actions.declare_reuse(by, number, organisation_id, first)
        _rule(author, reuse_id, {**given, "ruling": "confirmed"}, begun)
        last = _declared(given, given["state"], moment)
        actions.change_reuse(by, reuse_id, version=1, said=last)
    else:
        said = _declared(given, given["state"], moment)
        reuse_id = actions.declare_reuse(by, number, organisation_id, said)
    _rule(author, reuse_id, given, at)
    reuse = db.session.get_one(Reuse, reuse_id)
    reuse.declared_at, reuse.edited_at = begun, at


def _organisation_of(actor: Actor) -> int:
    mine = select(Organisation.id).where(Organisation.id.in_(actor.organisations))
    return db.session.scalars(mine).one()


def _declared(given: Mapping[str, Any], state: str, moment: datetime) -> Declared:
    """The result is there once it is: not with what is planned."""
    since = moment - timedelta(days=given["since_days_ago"])
    return Declared(
        state=state,
        country=given["country"],
        since_year=since.year,
        since_month=since.month,
        lang=given["lang"],
        blocks=tuple(given.get("blocks", ())),
        changed=given.get("changed", ""),
        result=given.get("result", "") if state == given["state"] else "",
    )


def _rule(author: Actor, reuse_id: int, given: Mapping[str, Any], at: datetime) -> None:
    """On the newest step; it is moved to its time, as is what the author said."""
    db.session.flush()
    steps = select(ReuseStep).where(ReuseStep.reuse_id == reuse_id)
    step = db.session.scalars(steps.order_by(ReuseStep.id.desc())).first()
    if step is None:
        raise ValueError("nothing was declared")
    step.declared_at = at
    if "ruling" not in given:
        return
    is_true, sentence = given["ruling"] == "confirmed", given.get("sentence", "")
    lang = given["lang"] if sentence else ""
    actions.rule_on(author, step.id, is_true=is_true, sentence=sentence, lang=lang)
    step.ruled_at = at + _RULED
    if is_true:
        db.session.get_one(Reuse, reuse_id).confirmed_at = at + _RULED

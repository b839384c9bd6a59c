"""Takes out the reuse that sample networks have declared, and the reuse of sample experiences."""

from sqlalchemy import Select, delete, or_, select

from exchange.kernel.db import db
from exchange.reuse.actions.rows import count_again
from exchange.reuse.models import Reuse

Ids = Select[int]


def reuses(networks: Ids, records: Ids) -> Ids:
    """Those that are invented at either end."""
    return select(Reuse.id).where(
        or_(Reuse.organisation_id.in_(networks), Reuse.experience_id.in_(records))
    )


def drop_reuse(networks: Ids, records: Ids) -> None:
    """What is left of each record's reuse is counted again."""
    gone = reuses(networks, records)
    numbers = db.session.scalars(select(Reuse.number).where(Reuse.id.in_(gone)).distinct()).all()
    db.session.execute(
        delete(Reuse).where(Reuse.id.in_(gone)), execution_options={"synchronize_session": False}
    )
    for number in numbers:
        count_again(number)

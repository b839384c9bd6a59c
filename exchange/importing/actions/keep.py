from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from exchange.importing.models import ExperienceImport
from exchange.importing.policy import may_import
from exchange.importing.problems import Problem
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import require
from exchange.library.content import Content
from exchange.library.contents import content_as_json
from exchange.people.actor import Actor

KEPT = timedelta(days=7)  # a table that was looked through and not used
MOST_WAITING = 10  # of one person; an eleventh takes the place of the oldest


def keep_import(
    actor: Actor,
    file_name: str,
    drafts: Sequence[tuple[int, Content]],
    problems: Sequence[Problem],
    counts: tuple[int, int, int],
) -> int:
    """What was found in a table, nothing of it in the library yet; gives its id. `counts` are its
    rows, the faulty ones among them, and those that say they are none."""
    with transaction(actor) as actor:
        require(may_import(actor))
        row = ExperienceImport(
            owner_id=actor.id,
            file_name=file_name,
            row_count=counts[0],
            faulty_count=counts[1],
            left_out_count=counts[2],
            drafts=[[number, content_as_json(content)] for number, content in drafts],
            problems=[one.as_json() for one in problems],
        )
        db.session.add(row)
        db.session.flush()
        _forget_oldest(actor)
        return row.id


def _forget_oldest(actor: Actor) -> None:
    is_waiting = ExperienceImport.used_at.is_(None)
    waiting = select(ExperienceImport.id).where(ExperienceImport.owner_id == actor.id, is_waiting)
    old = db.session.scalars(waiting.order_by(ExperienceImport.id.desc()).offset(MOST_WAITING))
    # Asked once more: one that is used in this moment has drafts to be undone.
    gone = delete(ExperienceImport).where(ExperienceImport.id.in_(old.all()), is_waiting)
    db.session.execute(gone)


def clear_unused() -> None:
    """Tables that nobody has used for a week."""
    with transaction(None):
        unused = delete(ExperienceImport).where(
            ExperienceImport.made_at < now() - KEPT, ExperienceImport.used_at.is_(None)
        )
        db.session.execute(unused)

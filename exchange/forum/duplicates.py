"""How threads that are closed as duplicates stand in lists and results: they wait for nothing."""

from sqlalchemy import ColumnElement, case

from exchange.forum.models import Thread

# A duplicate is no question that is answered or waits, whatever it was before.
SHOWN_STATE = case((Thread.duplicate_of_id.is_not(None), "duplicate"), else_=Thread.state).label(
    "state"
)


def is_no_duplicate() -> ColumnElement[bool]:
    return Thread.duplicate_of_id.is_(None)

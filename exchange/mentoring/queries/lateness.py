"""What is counted of open questions."""

from sqlalchemy import ColumnElement, and_, bindparam, case, func

from exchange.mentoring.models import Question


def is_late() -> ColumnElement[bool]:
    """Past what was promised, at the moment `:now`; not while the asker owes information."""
    promised = and_(Question.days.is_not(None), Question.stopped_at.is_(None))
    return and_(promised, Question.due_at < bindparam("now"))


def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group it holds for."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

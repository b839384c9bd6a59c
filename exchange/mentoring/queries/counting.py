"""What is counted of open questions."""

from sqlalchemy import ColumnElement, case, func


def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group it holds for."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

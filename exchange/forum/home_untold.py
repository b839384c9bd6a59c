"""Threads of which nobody is told where their asker is at home, as features above know them.

Each gives `tells_no_home` a function of its condition, said in SQL of a thread.
"""

from collections.abc import Callable

from sqlalchemy import ColumnElement, false, or_

Say = Callable[[], ColumnElement[bool]]

_untold: list[Say] = []


def tells_no_home(say: Say) -> Say:
    """Register which."""
    _untold.append(say)
    return say


def is_home_untold() -> ColumnElement[bool]:
    """Whether it is one of them."""
    return or_(false(), *(say() for say in _untold))

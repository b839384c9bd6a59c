"""Which threads stand above which lists, and until when."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, or_

from exchange.forum.models import Thread
from exchange.kernel.clock import end_of_today

AT_ONCE = 5  # pinned in one place
MOST_PINNED = 20  # read: both places, and what moved there or was pinned at the same moment
WHERE = ("category", "everywhere")
# In whole days, as pages are kept; the same on every page of one day.
_TODAY = bindparam("today", type_=Thread.pinned_until.type, callable_=lambda: end_of_today())


def stand_in(filters: frozenset[str], order: str) -> bool:
    """Whether this list shows what is pinned: the whole of a place, by latest activity."""
    return order == "active" and filters <= {"category"}


def is_pinned(where: str | None, until: datetime | None) -> bool:
    """Today."""
    return where is not None and (until is None or until > end_of_today())


def is_pinned_today() -> ColumnElement[bool]:
    """`is_pinned`, said in SQL."""
    until = or_(Thread.pinned_until.is_(None), Thread.pinned_until > _TODAY)
    return and_(Thread.pinned_where.is_not(None), until)


def is_pinned_in(filters: frozenset[str]) -> ColumnElement[bool]:
    """In a category stand its own and those that are pinned everywhere."""
    if "category" not in filters:
        return and_(Thread.pinned_where == "everywhere", is_pinned_today())
    here = Thread.category_id == bindparam("category")
    return and_(Thread.pinned_where.in_(WHERE), here, is_pinned_today())


def is_unpinned_in(filters: frozenset[str]) -> ColumnElement[bool]:
    """All others. `not` would lose those that are pinned nowhere: nothing is unequal to NULL."""
    others = [Thread.pinned_where.is_(None), Thread.pinned_until <= _TODAY]
    if "category" not in filters:
        others.append(Thread.pinned_where == "category")
    return or_(*others)

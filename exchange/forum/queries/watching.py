"""Whether a person watches what they write in, or one thread."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.models import Watch, WatchSwitch
from exchange.kernel.reading import Reading


class _Row(NamedTuple):
    account_id: int


_SWITCH = Reading(
    _Row, select(WatchSwitch.account_id).where(WatchSwitch.account_id == bindparam("me"))
)
_WATCH = Reading(
    _Row,
    select(Watch.account_id).where(
        Watch.account_id == bindparam("me"), Watch.thread_id == bindparam("thread_id")
    ),
)


def watches_what_they_write(account_id: int) -> bool:
    return _SWITCH.first(me=account_id) is None


def watches(account_id: int, thread_id: int) -> bool:
    return _WATCH.first(me=account_id, thread_id=thread_id) is not None

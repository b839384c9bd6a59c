"""Whether pages of coordinators count samples: as long as nobody has asked a real question, so that
a demonstration shows what they are for. From the first real question on samples are left out, of
all of these pages alike. What a sample person asks, while somebody tries it out, is a sample."""

from typing import Any, NamedTuple

from sqlalchemy import Boolean, ColumnElement, bindparam, case, exists, or_, select
from sqlalchemy import false as no
from sqlalchemy.orm import aliased

from exchange.forum.models import Thread
from exchange.kernel.reading import Reading
from exchange.people.models import Account


class _Are(NamedTuple):
    counted: bool


_SAMPLES = bindparam("samples", type_=Boolean())
_asker, _who = aliased(Account), aliased(Account)
_is_sample = or_(
    Thread.is_sample,
    exists().where(_asker.id == Thread.author_id, _asker.is_sample).correlate(Thread),
)
_question = exists().where(Thread.kind == "question", Thread.deleted_at.is_(None))
_ARE = Reading(
    _Are,
    select(
        case(
            (_question.where(~_is_sample), no()),
            else_=_question.where(_is_sample),
        ).label("counted")
    ),
)


def are_samples_counted() -> bool:
    """Where there is nothing else. One statement, which stops at the first that it finds."""
    found = _ARE.first()
    return bool(found and found.counted)


def is_counted() -> ColumnElement[bool]:
    """A thread, given whether `:samples` are."""
    return _is_sample == _SAMPLES


def is_counted_for(account_id: Any) -> ColumnElement[bool]:
    """A thread, for what this person did: samples for a sample person, the others for others."""
    return _is_sample == select(_who.is_sample).where(_who.id == account_id).scalar_subquery()


def is_mentor_counted() -> ColumnElement[bool]:
    """Sample mentors are asked nothing that is real; real ones are shown in either case."""
    return or_(Account.is_sample.is_(False), _SAMPLES)

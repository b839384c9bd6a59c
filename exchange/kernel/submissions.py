"""A form sent twice is done once: the second gets the answer that the first led to."""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Index, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model, db, transaction, upsert

LENGTH = 32


class Submission(Model):
    """A form that was sent, by the id that its page gave it, and where its sender was led."""

    __tablename__ = "submission"
    __table_args__ = (Index(None, "created_at"),)

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    answer: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)


def new_submission_id() -> str:
    return secrets.token_hex(LENGTH // 2)


def is_submission_id(text: str) -> bool:
    return len(text) == LENGTH and all(c in "0123456789abcdef" for c in text)


def once(sender: str, submission_id: str, act: Callable[[], str]) -> str:
    """Act and keep the address it leads to; if this was sent before, only the address.

    `sender` keeps one person's ids from meeting another's. Equal ones at the same moment wait
    for the first: the row is written before anything else.
    """
    key = f"{sender}:{submission_id}"
    with transaction(None):
        row = upsert(Submission).values(key=key, created_at=now(), answer="")
        fresh = db.session.execute(
            row.on_conflict_do_nothing(index_elements=["key"]).returning(Submission.key)
        ).scalar()
        if fresh is None:
            found = select(Submission.answer).where(Submission.key == key)
            return db.session.scalars(found).one()
        answer = act()
        db.session.execute(update(Submission).where(Submission.key == key).values(answer=answer))
        return answer


def was_sent(sender: str, submission_id: str) -> bool:
    """Whether this form has led somewhere already; inside a transaction."""
    found = select(Submission.key).where(Submission.key == f"{sender}:{submission_id}")
    return db.session.scalar(found) is not None


def forget_before(moment: datetime) -> None:
    """Ids of forms that nobody sends any more."""
    with transaction(None):
        db.session.execute(delete(Submission).where(Submission.created_at < moment))

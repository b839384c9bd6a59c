"""Tables of notifications."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model
from exchange.notifications.kinds import KINDS

KEY_LENGTH = 80
_UNREAD = text("read_at IS NULL")
_ONE_OF_THE_KINDS = f"kind IN ({', '.join(repr(kind) for kind in KINDS)})"


class Notification(Model):
    """Something that waits for one person; the same thing waits once.

    The subject has no foreign key: whether it can still be seen is asked whenever it is shown.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint(
            "account_id",
            "kind",
            "subject_kind",
            "subject_id",
            "event_key",
            name="uq_notification_once",  # PostgreSQL has 63 letters for a name
        ),
        CheckConstraint(_ONE_OF_THE_KINDS, name="kind"),
        CheckConstraint(
            "subject_kind IN ('post', 'case', 'experience', 'account', 'move', 'reuse', "
            "'private_consultation', 'office_slot', 'mentorship')",
            name="subject_kind",
        ),
        Index(None, "account_id", "id"),
        Index(
            "ix_notification_unread",
            "account_id",
            "id",
            sqlite_where=_UNREAD,
            postgresql_where=_UNREAD,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int]
    event_key: Mapped[str] = mapped_column(String(KEY_LENGTH))  # tells two on one subject apart
    created_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    mail_claimed_until: Mapped[datetime | None]  # a worker is mailing it until then
    mailed_at: Mapped[datetime | None]


class MailSwitch(Model):
    """A kind of mail that a person has switched off; without a row it is on."""

    __tablename__ = "mail_switch"
    __table_args__ = (CheckConstraint(_ONE_OF_THE_KINDS, name="kind"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    switched_off_at: Mapped[datetime] = mapped_column(default=now)

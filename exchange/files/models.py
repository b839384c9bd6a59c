"""What is known of a file; its bytes lie in a store."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model

IS_THERE = text("dropped_at IS NULL")
DESCRIPTION = 500  # characters: what a picture shows


class File(Model):
    """A picture or a document of one person; kept in the store as `key`-size.

    Readable once it is stored and until it is dropped. What is dropped goes from the store first,
    from here last.
    """

    __tablename__ = "file"
    __table_args__ = (
        CheckConstraint("kind IN ('image', 'document')", name="kind"),
        Index(  # the same form sent twice brings the same file
            "uq_file_owner_id_form_sha256",
            "owner_id",
            "form",
            "sha256",
            unique=True,
            sqlite_where=IS_THERE,
            postgresql_where=IS_THERE,
        ),
        Index(None, "owner_id", "uploaded_at"),
        Index(None, "uploaded_at"),
        Index(None, "dropped_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    key: Mapped[str] = mapped_column(String(32), unique=True)  # made by us, not to be guessed
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(100))  # as seen in the bytes that are stored
    name: Mapped[str] = mapped_column(String(120))  # as it was given, made harmless
    bytes: Mapped[int] = mapped_column(Integer)  # as they were sent
    width: Mapped[int | None] = mapped_column(Integer)  # pixels of the large size of a picture
    height: Mapped[int | None] = mapped_column(Integer)
    alt: Mapped[str] = mapped_column(String(DESCRIPTION), default="")
    alt_lang: Mapped[str] = mapped_column(String(10), default="")
    sha256: Mapped[str] = mapped_column(String(64))  # of what was sent
    form: Mapped[str] = mapped_column(String(32))  # the submission id of the form that brought it
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    stored_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]  # put last under a text or a draft
    dropped_at: Mapped[datetime | None]

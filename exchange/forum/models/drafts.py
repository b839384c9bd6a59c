"""What has not been posted yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.forum.models.words import LANGUAGE
from exchange.kernel.clock import now
from exchange.kernel.db import Model


class PostDraft(Model):
    """A text that its author has not posted yet: theirs alone, read by nobody else."""

    __tablename__ = "post_draft"
    __table_args__ = (
        CheckConstraint("kind IN ('ask', 'reply', 'edit', 'announce')", name="kind"),
        Index(None, "account_id", "kind", "post_id"),
        Index(None, "post_id"),
        Index(None, "saved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    post_id: Mapped[int | None] = mapped_column(  # the text stays where its post has gone
        ForeignKey("post.id", ondelete="SET NULL")
    )
    post_version: Mapped[int | None] = mapped_column(Integer)  # from which an edit began
    title: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(LANGUAGE)
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)  # of a thread: kind, category, tags
    version: Mapped[int] = mapped_column(Integer, default=1)  # raised by each saving
    saved_by: Mapped[str] = mapped_column(String(32))  # the form that saved it last
    saved_at: Mapped[datetime] = mapped_column(default=now)


class PostDraftFile(Model):
    """A file that a draft will bring; in an edit it may stand under the post already."""

    __tablename__ = "post_draft_file"
    __table_args__ = (Index(None, "file_id"),)

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("post_draft.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey("file.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(Integer)

"""Tables of what came in from a table."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.clock import now
from exchange.kernel.db import Model


class ExperienceImport(Model):
    """A table that was looked through; kept so that it is sent only once. Used, it made drafts."""

    __tablename__ = "experience_import"
    __table_args__ = (Index(None, "owner_id", "id"), Index(None, "made_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    file_name: Mapped[str] = mapped_column(String(120))
    row_count: Mapped[int] = mapped_column(Integer)
    faulty_count: Mapped[int] = mapped_column(Integer)  # rows
    left_out_count: Mapped[int] = mapped_column(Integer, default=0)
    drafts: Mapped[list[Any]] = mapped_column(JSON)  # [row, content]; none if it may not go in
    problems: Mapped[list[Any]] = mapped_column(JSON)  # see importing.problems
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]  # from then on the drafts are in the library alone
    undone_at: Mapped[datetime | None]


class ImportedDraft(Model):
    """A draft that came by an import, and from which row."""

    __tablename__ = "imported_draft"
    __table_args__ = (Index(None, "experience_id"),)

    import_id: Mapped[int] = mapped_column(
        ForeignKey("experience_import.id", ondelete="CASCADE"), primary_key=True
    )
    experience_id: Mapped[int] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), primary_key=True
    )
    row: Mapped[int] = mapped_column(Integer)
    missing: Mapped[str] = mapped_column(Text, default="")  # names of what it lacked on that day

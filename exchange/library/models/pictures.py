"""Which files stand in which version of a record."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class ExperiencePicture(Model):
    """A picture of a version: what is said of it, and its place, stand in the version's body.

    In as many versions as show it, so that whoever may read one of them may see it.
    """

    __tablename__ = "experience_picture"
    __table_args__ = (Index(None, "file_id"),)

    experience_id: Mapped[int] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), primary_key=True
    )
    file_id: Mapped[int] = mapped_column(
        ForeignKey("file.id", ondelete="CASCADE"), primary_key=True
    )

"""Tables of the subject vocabulary."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class Tag(Model):
    """A subject. Themes are the few tags that experiences and mentors are filed under."""

    __tablename__ = "tag"
    __table_args__ = (
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        Index(None, "merged_into_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)  # by language code
    is_theme: Mapped[bool] = mapped_column(default=False)
    # What was filed under it is filed under that one, which was not merged itself.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id", ondelete="RESTRICT"))
    edit_version: Mapped[int] = mapped_column(Integer, default=1)  # above 1 changed by people


class TagSynonym(Model):
    """Another word by which a subject is looked for; in a language no word means two subjects."""

    __tablename__ = "tag_synonym"
    __table_args__ = (UniqueConstraint("lang", "folded"), Index(None, "tag_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(10))  # Serbian once, in Cyrillic
    word: Mapped[str] = mapped_column(String(80))
    folded: Mapped[str] = mapped_column(String(200))  # tags.keeping.key_of it

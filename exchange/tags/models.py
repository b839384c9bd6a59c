"""Tables of the subject vocabulary."""

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class Tag(Model):
    """A subject. Themes are the few tags that experiences and mentors are filed under."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)  # by language code
    is_theme: Mapped[bool] = mapped_column(default=False)

"""Fields of mentoring."""

from datetime import date
from typing import Any

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from exchange.text.wording import lazy as _l
from exchange.web.forms import DAY, Line


class Day(StringField):
    """A day, as the browser's own calendar or a person writes it."""

    def __init__(self, label: object, **kwargs: Any) -> None:
        super().__init__(label, [Line(DAY), _is_day], **kwargs)

    @property
    def day(self) -> date:
        """Once the field was found valid."""
        return date.fromisoformat(self.data or "")


def _is_day(_form: object, field: Field) -> None:
    try:
        date.fromisoformat(field.data)
    except ValueError:
        raise ValidationError(_l("A day like 2026-05-31, please.")) from None

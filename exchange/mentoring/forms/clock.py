"""Shape and wording of what is promised, and of what a mentor needs."""

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.mentoring.models.promises import MOST_DAYS
from exchange.mentoring.queries.promises import PromiseRow
from exchange.text.wording import lazy as _l
from exchange.web.forms import Line, Prose, VersionedForm, WordedForm, whole_number

SENTENCE = 500


class PromiseForm(VersionedForm):
    """Within how many working days a mentor answers."""

    days = StringField(_l("Working days"), [Line(20, least=0)])

    def show(self, row: PromiseRow) -> None:
        """Fill in what is promised now."""
        self.days.data = "" if row.days is None else str(row.days)
        self.version.data = row.edit_version

    @property
    def promised(self) -> int | None:
        """Once it was found valid."""
        return whole_number(self.days.data)

    def validate_days(self, field: Any) -> None:
        days = whole_number(field.data)
        if field.data and (days is None or not 1 <= days <= MOST_DAYS):
            raise ValidationError(
                _l("A whole number from 1 to %(most)d, or nothing, please.", most=MOST_DAYS)
            )


class NeedMoreForm(WordedForm):
    """What a mentor has to know before they can answer."""

    sentence = TextAreaField(_l("What do you need to know?"), [Prose(SENTENCE, least=10)])

"""Shape and wording of what is said about a question to whoever has it next."""

from collections.abc import Iterable

from markupsafe import Markup
from wtforms import RadioField, TextAreaField
from wtforms.validators import ValidationError

from exchange.mentoring.queries.way import Chosen
from exchange.text.wording import lazy as _l
from exchange.web.forms import Prose, VersionedForm, WordedForm, options, whole_number

NOTE = 500  # characters


class GiveBackForm(WordedForm):
    """A mentor cannot answer a question that they have."""

    note = TextAreaField(_l("What should the next mentor know?"), [Prose(NOTE, least=0)])


class HandOverForm(VersionedForm, GiveBackForm):
    """And somebody knows who can."""

    mentor = RadioField(_l("Who should have it?"), validate_choice=False)

    def offer(self, mentors: Iterable[Chosen]) -> None:
        """Those who may have it."""
        self.mentor.choices = options((str(one.id), _named(one)) for one in mentors)

    def validate_mentor(self, field: RadioField) -> None:
        # Whether this one may have it, the action says: a form that is sent twice chooses whoever
        # has it by then.
        if whole_number(field.data) is None:
            raise ValidationError(_l("Please choose one of the list."))


def _named(one: Chosen) -> Markup:
    place = f" · {one.organisation}" if one.organisation else ""
    return Markup('<span translate="no">{}{}</span>').format(one.name, place)

"""Shape and wording of what is said about a question to whoever has it next."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup
from wtforms import RadioField, TextAreaField
from wtforms.validators import ValidationError

from exchange.kernel.submissions import new_submission_id
from exchange.mentoring.queries.way import Chosen
from exchange.text.languages import LANGUAGES
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, Prose, Version, options, whole_number

NOTE = 500  # characters


class GiveBackForm(Form):
    """A mentor cannot answer a question that they have."""

    note = TextAreaField(_l("What should the next mentor know?"), [Prose(NOTE, least=0)])
    lang = Choice(_l("Language of your text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        if self.lang.data is None:
            self.lang.data = current_language().code


class HandOverForm(GiveBackForm):
    """And somebody knows who can."""

    mentor = RadioField(_l("Who should have it?"), validate_choice=False)
    version = Version()

    def offer(self, mentors: Iterable[Chosen]) -> None:
        """Those who may have it."""
        self.mentor.choices = options((str(one.id), _named(one)) for one in mentors)

    def start_anew(self, version: int) -> None:
        """What was chosen and typed, to be sent of the question as it is by now."""
        self.version.data, self.submission_id.data = version, new_submission_id()

    def validate_mentor(self, field: RadioField) -> None:
        # Whether this one may have it, the action says: a form that is sent twice chooses whoever
        # has it by then.
        if whole_number(field.data) is None:
            raise ValidationError(_l("Please choose one of the list."))


def _named(one: Chosen) -> Markup:
    place = f" · {one.organisation}" if one.organisation else ""
    return Markup('<span translate="no">{}{}</span>').format(one.name, place)

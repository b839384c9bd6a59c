"""What readers, and those who take a record out of sight, type."""

from typing import Any

from wtforms import TextAreaField

from exchange.library import vocabulary
from exchange.library.forms.fields import Mark
from exchange.text.languages import LANGUAGES
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, Prose, options

NOTE = 4_000
LEAST_NOTE = 20


class VerdictForm(Form):
    """A reader's decision: the button that is pressed says which."""

    relevance = Mark(vocabulary.MARKS["relevance"])
    evidence = Mark(vocabulary.MARKS["evidence"])
    transferability = Mark(vocabulary.MARKS["transferability"])
    clarity = Mark(vocabulary.MARKS["clarity"])
    note = TextAreaField(_l("Your note, signed with your name"), [Prose(NOTE, least=LEAST_NOTE)])
    lang = Choice(_l("Language of your note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        if self.lang.data is None:
            self.lang.data = current_language().code

    def has_marks(self) -> bool:
        """Whether all four are given; says so beside those that are not."""
        for name in vocabulary.MARKS:
            if self[name].data not in ("1", "2", "3", "4"):
                self.refuse(name, _l("Please choose one of the list."))
        return not any(self[name].errors for name in vocabulary.MARKS)

    def marks(self) -> dict[str, int]:
        return {name: int(self[name].data) for name in vocabulary.MARKS}


class ReasonForm(Form):
    """Why something is withdrawn."""

    reason = TextAreaField(_l("Why is it withdrawn?"), [Prose(1_000, least=10)])

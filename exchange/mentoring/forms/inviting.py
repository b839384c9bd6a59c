"""Shape and wording of an invitation to be a mentor."""

from typing import Any

from wtforms import TextAreaField

from exchange.text.languages import LANGUAGES
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, Prose, options

NOTE = 1_000


class InviteForm(Form):
    """What an admin says with it."""

    note = TextAreaField(_l("Why you ask them"), [Prose(NOTE, least=0)])
    lang = Choice(_l("Language of your text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        if self.lang.data is None:
            self.lang.data = current_language().code

"""Shape and wording of an invitation to be a mentor."""

from wtforms import TextAreaField

from exchange.text.wording import lazy as _l
from exchange.web.forms import Prose, WordedForm

NOTE = 1_000


class InviteForm(WordedForm):
    """What an admin says with it."""

    note = TextAreaField(_l("Why you ask them"), [Prose(NOTE, least=0)])

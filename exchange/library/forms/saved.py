"""A list that is saved under a name."""

from wtforms import StringField

from exchange.text.wording import lazy as _l
from exchange.web.forms import Form, Line


class SavedForm(Form):
    """A list saved under a name."""

    name = StringField(_l("Name"), [Line(80)])

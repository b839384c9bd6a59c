"""Shape and wording of what people type about themselves."""

from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from exchange.people.mail_addresses import MOST as LONGEST_ADDRESS
from exchange.text.wording import lazy as _l
from exchange.web.forms import Form, Line


class Secret:
    """A password as it is typed: asked for, and never tidied."""

    def __init__(self) -> None:
        self.field_flags = {"required": True}

    def __call__(self, _form: object, field: Field) -> None:
        if not field.data:
            raise ValidationError(_l("This cannot be empty."))


class SignInForm(Form):
    """Who is there, and where they wanted to go."""

    email = StringField(_l("Mail address"), [Line(LONGEST_ADDRESS)])
    password = PasswordField(_l("Password"), [Secret()])
    next = HiddenField()

"""What every form shares: tidied input, messages of our own, an id that makes twice once."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from wtforms import Field, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from exchange.kernel.clock import now
from exchange.kernel.submissions import is_submission_id, new_submission_id
from exchange.text.clean import Unfit, printable, tidy_line, tidy_text
from exchange.text.languages import LANGUAGES
from exchange.text.markdown import check, render
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l

FARTHEST = timedelta(days=366)
DAY = 40  # characters, of whatever is typed for one


def options(pairs: Iterable[tuple[str, object]]) -> list[SelectChoice]:
    """What a field offers: value and words, the words perhaps lazy."""
    return [SelectChoice(value=value, label=words) for value, words in pairs]


def given(name: str, most: int) -> str:
    """What an address says for a field: one line, cut; "" where it cannot be kept."""
    try:
        return tidy_line(request.args.get(name, ""))[:most]
    except Unfit:
        return ""


class FieldsOnly(FlaskForm):
    """Base of all forms: a field is filled by the field of that name, never by a file or JSON."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            if formdata is not _Auto:
                return formdata
            return request.form if form.is_submitted() else None


class Form(FieldsOnly):
    """Base of all forms that change something."""

    submission_id = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_submission_id(self.submission_id.data or ""):
            self.submission_id.data = new_submission_id()

    def refuse(self, field: str, reason: object) -> None:
        """Add an error that an action found."""
        self[field].errors = [*self[field].errors, reason]


def whole_number(text: str | None) -> int | None:
    """A number that a page of ours wrote and a database can hold; None for anything else."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else None


class PlainForm(Form):
    """A button and nothing to type."""


class Hidden(HiddenField):
    """Comes along, and goes back as it came."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = printable(valuelist[0]) if valuelist else ""


class Version(HiddenField):
    """The number of the version that its author read, or a stamp of all of it; `most` at most."""

    data: Any

    def __init__(self, *args: Any, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def process_formdata(self, valuelist: list[str]) -> None:
        number = whole_number(valuelist[0] if valuelist else "")
        is_too_high = number is not None and self.most is not None and number > self.most
        self.data = None if is_too_high else number

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise ValidationError(_l("This form is not complete. Load the page again."))


class Line:
    """One line of text: tidied, bounded, and asked for unless optional."""

    tidy = staticmethod(tidy_line)

    def __init__(self, most: int, *, least: int = 1) -> None:
        self.most, self.least = most, least
        self.field_flags = {"maxlength": most} | ({"required": True} if least else {})

    def __call__(self, _form: object, field: Field) -> None:
        try:
            field.data = type(self).tidy(field.data or "")
        except Unfit as unfit:
            field.data = printable(field.data or "")
            raise ValidationError(unfit.reason) from None
        length = len(field.data)
        if not length and self.least:
            raise StopValidation(_l("This cannot be empty."))  # it has no other fault
        if length and length < self.least:
            raise ValidationError(
                _l(
                    "At least %(n)d characters, please; there are %(now)d.",
                    n=self.least,
                    now=length,
                )
            )
        if length > self.most:
            raise ValidationError(
                _l("At most %(n)d characters, please; there are %(now)d.", n=self.most, now=length)
            )


class Prose(Line):
    """Text of several lines."""

    tidy = staticmethod(tidy_text)

    def __init__(self, most: int, *, least: int = 1) -> None:
        super().__init__(most, least=least)
        # Browsers count a line's end as two characters; the count that holds is the server's.
        self.field_flags.pop("maxlength")


class Markdown(Prose):
    """Text with Markdown: bounded, and rendered now, while nobody waits for the database; what is
    done with it later finds it rendered."""

    def __call__(self, form: object, field: Field) -> None:
        super().__call__(form, field)
        try:
            check(field.data)
        except Unfit as unfit:
            raise ValidationError(unfit.reason) from None
        render(field.data)


class LastDay(StringField):
    """A day from today on, within a year, or none: something holds until it ends."""

    data: str | None

    def __init__(self, label: object, **kwargs: Any) -> None:
        super().__init__(label, [Line(DAY, least=0), _is_to_come], **kwargs)

    def drop_if_passed(self) -> None:
        """It could not be sent again."""
        with suppress(ValueError):
            if date.fromisoformat(self.data or "") < now().date():
                self.data = ""

    @property
    def ends_at(self) -> datetime | None:
        """In UTC: what guests see is counted in such days. Once the field was found valid."""
        if not self.data:
            return None
        day = date.fromisoformat(self.data)
        return datetime.combine(day + timedelta(days=1), time(), UTC)


def _is_to_come(_form: object, field: Field) -> None:
    if not field.data:
        return
    try:
        day = date.fromisoformat(field.data)
    except ValueError:
        raise ValidationError(_l("A day like 2026-05-31, please.")) from None
    if not now().date() <= day <= (now() + FARTHEST).date():
        raise ValidationError(_l("A day from today on, within a year, please."))


class Choice(SelectField):
    """One of a list; anything else is answered in the reader's language."""

    def pre_validate(self, form: Any) -> None:
        if not any(self.data == value for value, *_ in self.iter_choices()):
            raise ValidationError(_l("Please choose one of the list."))


class Choices(SelectMultipleField):
    """Some of a list."""

    def pre_validate(self, form: Any) -> None:
        known = {value for value, *_ in self.iter_choices()}
        if not set(self.data or ()) <= known:
            raise ValidationError(_l("Please choose from the list only."))


class WordedForm(Form):
    """Words, and their language: that of the page until another is chosen."""

    lang = Choice(_l("Language of your text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        if self.lang.data is None:
            self.lang.data = current_language().code


class VersionedForm(Form):
    """Changes what somebody else may change meanwhile."""

    version = Version()

    def start_anew(self, version: int) -> None:
        """What was typed and chosen, to be saved over what is there by now."""
        self.version.data, self.submission_id.data = version, new_submission_id()

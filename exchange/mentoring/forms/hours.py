"""Shape and wording of what is typed for office hours."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.kernel.clock import now
from exchange.mentoring.actions.hours import Moved, Told
from exchange.mentoring.models.hours import ABOUT, PLACE, PURPOSE, REASON
from exchange.mentoring.office_times import Offered, minutes_words
from exchange.mentoring.queries.own_hours import NoteRow
from exchange.mentoring.queries.slots import SlotRow
from exchange.people.actor import Actor
from exchange.text.languages import LANGUAGES
from exchange.text.wording import lazy as _l
from exchange.text.wording import ngettext
from exchange.web.forms import (
    DAY,
    FARTHEST,
    Choice,
    Choices,
    Form,
    Line,
    Prose,
    Version,
    VersionedForm,
    WordedForm,
    options,
)

TALKS = (10, 15, 20, 30, 45, 60, 90, 120)  # minutes
LENGTHS = (*TALKS, 180, 240)
WEEKS = 26
NOTE = 8_000


def _of_minutes(those: tuple[int, ...]) -> Any:
    return options((str(n), minutes_words(n)) for n in those)


def _each_week(n: int) -> str:
    return ngettext("%(num)d week, each week", "%(num)d weeks, each week", n, num=n)


class SlotForm(WordedForm):
    """When a mentor talks, where, and what about."""

    day = StringField(_l("Day"), [Line(DAY)])
    at = StringField(_l("From which hour?"), [Line(DAY)])
    minutes = Choice(_l("Length of one talk"))
    place = StringField(_l("Where?"), [Line(PLACE)])
    purpose = TextAreaField(_l("What this time is for"), [Prose(PURPOSE, least=0)])
    languages = Choices(_l("Languages that you can talk in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.minutes.choices = _of_minutes(TALKS)
        self.languages.choices = options((one.code, one.own_name) for one in LANGUAGES)

    def validate_day(self, field: Any) -> None:
        try:
            day = date.fromisoformat(field.data)
        except ValueError:
            raise ValidationError(_l("A day like 2026-05-31, please.")) from None
        first = (now() - timedelta(days=1)).date()  # somewhere it is yesterday still
        if not first <= day <= (now() + FARTHEST).date():
            raise ValidationError(_l("A day from today on, within a year, please."))

    def validate_at(self, field: Any) -> None:
        try:
            found = time.fromisoformat(field.data)
        except ValueError:
            raise ValidationError(_l("A time like 14:30, please.")) from None
        if found.tzinfo or found.second or found.microsecond:
            raise ValidationError(_l("A time like 14:30, please."))

    def validate_languages(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("At least one language, please."))

    def told(self) -> Told:
        """What was typed beside the time, once it was found valid."""
        languages = tuple(self.languages.data)
        return Told(self.place.data, self.purpose.data, self.lang.data, languages)


class OfferForm(SlotForm):
    """The same for several talks, once or each week."""

    length = Choice(_l("How long in all?"))
    weeks = Choice(_l("How often?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.length.choices = _of_minutes(LENGTHS)
        often: list[tuple[str, object]] = [("1", _l("Once"))]
        often += [(str(n), _each_week(n)) for n in range(2, WEEKS + 1)]
        self.weeks.choices = options(often)

    def begin(self, actor: Actor) -> None:
        """What is most likely."""
        self.minutes.data, self.length.data, self.weeks.data = "20", "60", "1"
        known = {one.code for one in LANGUAGES}
        self.languages.data = [code for code in actor.reads if code in known]

    def offered(self) -> Offered:
        """The times, once they were found valid."""
        day, at = date.fromisoformat(self.day.data), time.fromisoformat(self.at.data)
        length, minutes = int(self.length.data), int(self.minutes.data)
        return Offered(day, at, length, minutes, int(self.weeks.data))


class ChangeSlotForm(VersionedForm, SlotForm):
    """One talk, said again."""

    def show(self, row: SlotRow, zone: str) -> None:
        """Fill in what is kept, by the clock of its mentor."""
        here = row.starts_at.astimezone(ZoneInfo(zone))
        self.day.data, self.at.data = here.date().isoformat(), f"{here:%H:%M}"
        self.minutes.data, self.version.data = str(row.minutes), row.edit_version
        for name in ("place", "purpose", "lang", "languages"):
            self[name].data = getattr(row, name)

    def moved(self) -> Moved:
        """When, once it was found valid."""
        day, at = date.fromisoformat(self.day.data), time.fromisoformat(self.at.data)
        return Moved(datetime.combine(day, at), int(self.minutes.data))


class BookForm(VersionedForm, WordedForm):
    """What a member wants to talk about."""

    about = TextAreaField(_l("What do you want to talk about?"), [Prose(ABOUT, least=10)])


class WithdrawForm(WordedForm):
    """Why a time is not offered any more."""

    reason = TextAreaField(_l("Why?"), [Prose(REASON, least=0)])


class HourNoteForm(VersionedForm, WordedForm):
    """What one of the two writes down."""

    body = TextAreaField(_l("Your note"), [Prose(NOTE)])

    def show(self, note: NoteRow | None) -> None:
        """Fill in what is kept."""
        self.version.data = note.edit_version if note else 0
        if note:
            self.body.data, self.lang.data = note.body, note.lang


class NoteVersionForm(Form):
    """A button at a note, for the words that were read."""

    version = Version()

"""Shape and wording of bookmarks."""

from datetime import date, datetime
from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum.reminders import AHEAD, chosen_day, morning_of, today_in
from exchange.kernel.clock import now
from exchange.text.wording import lazy as _l
from exchange.web.forms import (
    Choice,
    Form,
    Line,
    Prose,
    Version,
    options,
)


class BookmarkForm(Form):
    """A note for oneself, and when to be reminded of it."""

    note = TextAreaField(_l("Your note"), [Prose(2_000, least=0)])
    remind = Choice(_l("Remind me"))
    day = StringField(_l("Day"), [Line(40, least=0)])

    def __init__(self, zone: str, kept: datetime | None = None, **kwargs: Any) -> None:
        """`kept` is the reminder that stands already; its day may stay, though it be today."""
        super().__init__(**kwargs)
        self.zone, self.today = zone, today_in(zone, now())
        self.kept = today_in(zone, kept) if kept else None
        self.remind.choices = options(
            [
                ("", _l("Not at all")),
                ("tomorrow", _l("Tomorrow")),
                ("week", _l("In a week")),
                ("month", _l("In a month")),
                ("quarter", _l("In three months")),
                ("day", _l("On the day below")),
            ]
        )

    def show(self, note: str, version: int | None = None) -> None:
        self.note.data = note
        self.remind.data = "day" if self.kept else ""
        self.day.data = self.kept.isoformat() if self.kept else ""
        if "version" in self:
            self["version"].data = version

    def remind_at(self) -> datetime | None:
        """Once it was found valid."""
        day = self._typed() if self._is_by_day() else chosen_day(self.remind.data, self.today)
        return morning_of(day, self.zone) if day else None

    def validate_day(self, field: Any) -> None:
        if not self._is_by_day():
            return
        day = self._typed()
        fits = day is not None and self.today < day <= self.today + AHEAD
        if not fits and (day is None or day != self.kept):
            raise ValidationError(_l("Choose a day after today, within two years."))

    def _is_by_day(self) -> bool:
        """Also who typed a day and let the choice above it be."""
        typed = self._typed()
        return self.remind.data == "day" or (
            not self.remind.data and typed is not None and typed != self.kept
        )

    def _typed(self) -> date | None:
        try:
            return date.fromisoformat(self.day.data or "")
        except ValueError:
            return None


class ChangeBookmarkForm(BookmarkForm):
    """One that is there already; `version` is the one that was read."""

    version = Version()

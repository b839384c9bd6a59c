"""Shape and wording of announcements."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum import queries
from exchange.forum.announcing import AnnouncementFacts, Terms, is_on_the_front, last_day
from exchange.forum.forms.drafted import BODY, TITLE
from exchange.forum.forms.writing import TextForm
from exchange.forum.queries import CategoryRow
from exchange.text.wording import lazy as _l
from exchange.web.forms import DAY, Choice, Form, LastDay, Line, Markdown, Version, options

ASKS = _l("Ask readers to confirm that they have read it")
FRONT_UNTIL = _l("On the front page until the end of")


class AnnounceForm(TextForm):
    """Something that those who may read a category should know."""

    title = StringField(_l("Title"), [Line(TITLE, least=8)])
    body = TextAreaField(_l("What you announce"), [Markdown(BODY)])
    category = Choice(_l("Category"))
    front_until = LastDay(FRONT_UNTIL)
    asks = BooleanField(ASKS)

    def offer(self, categories: Sequence[CategoryRow], lang: str) -> None:
        """Where this person may announce something."""
        self.offered = [(str(one.id), one.name(lang)) for one in categories]
        self._list_offered()

    def _list_offered(self) -> None:
        """The only one there is chosen already, but for a text that was begun for another: nobody
        announces it to others unawares."""
        only = [value for value, _name in self.offered] if len(self.offered) == 1 else []
        first = [] if only and self.category.data in (None, *only) else [("", _l("Choose one"))]
        self.category.choices = options([*first, *self.offered])

    def can_be_kept(self) -> bool:
        """With a day that is half typed, or has passed since."""
        self.front_until.validators = [Line(DAY, least=0)]
        return super().can_be_kept()

    def choices(self) -> Mapping[str, Any]:
        names = ("category", "front_until", "asks")
        return {name: self[name].data for name in names}

    def show_draft(self, row: queries.DraftRow) -> None:
        super().show_draft(row)
        for name in ("category", "front_until", "asks"):
            self[name].data = row.choices.get(name) or self[name].data
        self.front_until.drop_if_passed()
        self._list_offered()

    def validate_category(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose one of the list."))

    @property
    def terms(self) -> Terms:
        return Terms(self.front_until.ends_at, self.asks.data)


class ChangeAnnouncementForm(Form):
    """How long it stands on the front page, and whether it is to be confirmed."""

    front_until = LastDay(FRONT_UNTIL)
    asks = BooleanField(ASKS)
    version = Version()

    def show(self, kept: AnnouncementFacts, version: int) -> None:
        """A day that has passed is not shown: it could not be sent again."""
        self.asks.data, self.version.data = kept.asks, version
        until = kept.front_until if is_on_the_front(kept) else None
        self.front_until.data = last_day(until).date().isoformat() if until else ""

    @property
    def terms(self) -> Terms:
        return Terms(self.front_until.ends_at, self.asks.data)

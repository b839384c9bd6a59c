"""A text that is kept as a draft until it is sent."""

from collections.abc import Mapping
from typing import Any

from wtforms import TextAreaField

from exchange.files.fields import FilesField
from exchange.forum.writing import OpenForm, Written
from exchange.text.wording import lazy as _l
from exchange.web.forms import Hidden, Line, Markdown, Prose, WordedForm, whole_number

TITLE, BODY = 200, 32_000


class DraftedForm(WordedForm):
    """A text, its language and what is attached to it; perhaps with a `title`."""

    body = TextAreaField(_l("Your text"), [Markdown(BODY)])
    files = FilesField(_l("Pictures and documents"))
    draft = Hidden()  # "12-3": the draft that this form shows, and its version

    def can_be_kept(self) -> bool:
        """Whether this may be a draft: as long as a post at most, and as unfinished as it is."""
        self.body.validators = [Prose(BODY, least=0)]
        if "title" in self:
            self["title"].validators = [Line(TITLE, least=0)]
        fit = [field.validate(self) for field in self]
        made = self.written()
        if all(fit) and not (made.body or made.title or made.files):
            self.refuse("body", _l("This cannot be empty."))
        return not self.errors

    def written(self) -> Written:
        title = self["title"].data if "title" in self else ""
        text = title or "", self.body.data or "", self.lang.data
        return Written(*text, self.choices(), self.files.attached)

    def choices(self) -> Mapping[str, Any]:
        """What is chosen beside the text."""
        return {}

    @property
    def opened(self) -> OpenForm:
        draft_id, _, version = (self.draft.data or "").partition("-")
        return OpenForm(self.submission_id.data, whole_number(draft_id), whole_number(version))

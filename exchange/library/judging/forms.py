"""Shape and wording of a reader's decision with remarks, and of what authors answer."""

from typing import Any

from wtforms import TextAreaField

from exchange.kernel.submissions import new_submission_id
from exchange.library.forms import VerdictForm
from exchange.library.naming import FIELDS, REMARKED
from exchange.text.wording import lazy as _l
from exchange.web.forms import Form, Prose, Version

REMARK = ANSWER = 1_000  # characters at most


class ReadingForm(VerdictForm):
    """A decision on the text of this version, with remarks beside its fields."""

    version = Version()

    def remarks(self) -> dict[str, str]:
        """Those that were written, by field."""
        return {name: self[f"remark_{name}"].data for name in REMARKED if self.remark_on(name).data}

    def remark_on(self, name: str) -> Any:
        """The field for a remark on that field of the record."""
        return self[f"remark_{name}"]

    def show(self, version: int) -> None:
        self.version.data = version

    def start_anew(self, version: int) -> None:
        """What was typed, about the text that is there by now."""
        self.version.data = version
        self.submission_id.data = new_submission_id()


for _name in REMARKED:
    setattr(ReadingForm, f"remark_{_name}", TextAreaField(FIELDS[_name], [Prose(REMARK, least=0)]))


class AnswerForm(Form):
    """What an author says to a remark, if anything."""

    answer = TextAreaField(_l("Your answer"), [Prose(ANSWER, least=0)])

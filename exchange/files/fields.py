"""The files of a form: what came with it before, what is taken out, what each picture shows."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from exchange.files.actions import Attached
from exchange.files.models import DESCRIPTION
from exchange.files.queries import FileRow
from exchange.text.clean import Unfit, printable, tidy_line
from exchange.text.wording import lazy as _l
from exchange.web.forms import whole_number

REMOVE = "remove"  # ticked where a file is to go


class _Shown:
    """A template of the form's own shows it; to others it is a field for files."""

    input_type = "file"
    multiple = False

    def __call__(self, *_args: object, **_more: object) -> str:
        return ""


class FilesField(Field):
    """Ids of files that are stored already, in order; new ones are taken by the view.

    `rows` are those of them that the person may use, with what they typed about each.
    """

    widget = _Shown()
    process_errors: Sequence[object]
    errors: Sequence[object]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: Sequence[FileRow] = ()
        self.said: dict[int, str] = {}

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        given = formdata.getlist(self.name) if formdata is not None else []
        gone = set(formdata.getlist(REMOVE)) if formdata is not None else set()
        ids = (whole_number(one) for one in given if one not in gone)
        self.data = list(dict.fromkeys(one for one in ids if one))
        for one in self.data:
            if (words := formdata.get(f"alt-{one}")) is not None:
                self.said[one] = printable(words)

    def refuse_file(self, name: str, reason: object) -> None:
        """One that came with this form and is not taken: it stays said, whatever comes."""
        words = f"{printable(name)[:60]}: {reason}" if name else reason
        self.process_errors = [*self.process_errors, words]
        self.errors = [*self.errors, words]

    def show(self, rows: Sequence[FileRow]) -> None:
        self.rows = [row._replace(alt=self.said.get(row.id, row.alt)) for row in rows]
        self.data = [row.id for row in rows]

    @property
    def attached(self) -> tuple[Attached, ...]:
        return tuple(Attached(row.id, row.alt) for row in self.rows)

    def pre_validate(self, _form: object) -> None:
        try:
            self.rows = [row._replace(alt=tidy_line(row.alt)) for row in self.rows]
        except Unfit as unfit:
            raise ValidationError(unfit.reason) from None
        longest = max((len(row.alt) for row in self.rows), default=0)
        if longest > DESCRIPTION:
            raise ValidationError(
                _l(
                    "At most %(n)d characters, please; there are %(now)d.",
                    n=DESCRIPTION,
                    now=longest,
                )
            )

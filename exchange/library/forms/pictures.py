"""The pictures of a draft: files that are stored already, and what is said of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import BooleanField, StringField

from exchange.files.queries import FileRow
from exchange.library import vocabulary
from exchange.library.body import Picture
from exchange.library.bounds import NAME, PICTURES, SENTENCE
from exchange.library.content import Content
from exchange.library.forms.fields import FileId, Sent
from exchange.library.forms.section import Rows, SectionForm
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Line, options

NEEDED_OF_PICTURE = ("alt", "credit", "licence", "is_agreed")
SAID = ("alt", "caption", "credit", "licence", "is_agreed")
_LICENCES = options(vocabulary.PICTURE_LICENCES.items())


class PicturesForm(SectionForm):
    """What each picture shows, who took it, what others may do with it."""

    section = "pictures"
    repeated = (
        Rows(
            "pictures",
            PICTURES,
            {
                "file": FileId,
                "alt": lambda label: StringField(label, [Line(SENTENCE, least=0)]),
                "caption": lambda label: StringField(label, [Line(SENTENCE, least=0)]),
                "credit": lambda label: StringField(label, [Line(NAME, least=0)]),
                "licence": lambda label: Choice(label, choices=_LICENCES),
                "is_agreed": BooleanField,
                "remove": BooleanField,
            },
            {
                "file": _l("Pictures"),
                "alt": _l("What the picture shows, for those who cannot see it"),
                "caption": _l("Caption"),
                "credit": _l("Who took it"),
                "licence": _l("Licence"),
                "is_agreed": _l("The people shown agree, or nobody can be recognised"),
                "remove": _l("Leave it out"),
            },
            has_spare=False,
        ),
    )
    upload = Sent(_l("Add pictures"))

    known: Mapping[int, FileRow] = {}  # what may be shown, by id
    moved: int | None = None  # the id of one that goes a place up
    takes_some = False  # of the files that came with it some are good, others are not

    @classmethod
    def place_of_file(cls, number: int) -> str:
        """The name of the field with the file of a row."""
        return cls.repeated[0].place(number, "file")

    def add(self, new: Iterable[tuple[int, int]]) -> None:
        """Files that came with the form, by the numbers of their rows."""
        for number, file_id in new:
            self[self.place_of_file(number)].data = file_id
            self[self.repeated[0].place(number, "licence")].data = vocabulary.LICENCES[0]

    def show(self, kept: Content) -> None:
        for row, one in zip(self.rows("pictures"), kept.body.pictures, strict=False):
            row["file"].data = one.file
            for name in SAID:
                row[name].data = getattr(one, name)

    def allow(self, known: Mapping[int, FileRow]) -> None:
        """Only these may be shown, each once: other rows are emptied, so that nothing is said of
        them."""
        self.known, seen = known, set()
        for row in self.rows("pictures"):
            if (file_id := row["file"].data) in known and file_id not in seen:
                seen.add(file_id)
                continue
            for name in ("file", "alt", "caption", "credit"):
                row[name].data = None
            row["licence"].data = vocabulary.LICENCES[0]

    def shown(self) -> Sequence[Mapping[str, Any]]:
        """The rows with a picture."""
        return [row for row in self.rows("pictures") if row["file"].data in self.known]

    def is_valid_without_files(self) -> bool:
        """Whether nothing else is wrong; what is wrong with files stays said."""
        refused, self.upload.process_errors = self.upload.process_errors, ()
        try:
            return self.validate()
        finally:
            self.upload.process_errors = self.upload.errors = refused

    def values(self) -> dict[str, object]:
        return {"pictures": tuple(self._in_order())}

    def _in_order(self) -> Sequence[Picture]:
        rows = [row for row in self.shown() if not row["remove"].data]
        made = [self._picture(row) for row in rows]
        place = next((n for n, one in enumerate(made) if one.file == self.moved), 0)
        if place:
            made[place - 1], made[place] = made[place], made[place - 1]
        return made

    def _picture(self, row: Mapping[str, Any]) -> Picture:
        file = self.known[row["file"].data]
        said = {name: row[name].data for name in SAID}
        return Picture(file.id, file.width or 1, file.height or 1, **said)

    def tell(self, faults: Mapping[str, object]) -> None:
        """Say beside each field what it lacks."""
        lacking = [
            row[name]
            for row in self.shown()
            for name in NEEDED_OF_PICTURE
            if not row[name].data and not row["remove"].data
        ]
        for field in lacking if "pictures" in faults else ():
            field.errors = [*field.errors, _l("This is still missing.")]
        if not lacking:
            for reason in faults.values():
                self.upload.refuse_file("", reason)

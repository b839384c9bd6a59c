"""A section of a record as a form: plain fields, and rows that repeat."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, ClassVar, TypeVar

from exchange.kernel.submissions import new_submission_id
from exchange.library import vocabulary
from exchange.library.body import FULL
from exchange.library.content import Content, value_of
from exchange.library.forms.fields import Digest
from exchange.library.queries import OrganisationChoice
from exchange.library.sections import SECTIONS, with_values
from exchange.tags.queries import TagRow
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l
from exchange.web.forms import Form, Hidden


@dataclass(frozen=True, slots=True)
class Lists:
    """What some sections offer to choose from."""

    themes: Sequence[TagRow] = ()
    organisations: Sequence[OrganisationChoice] = ()


@dataclass(frozen=True)
class Rows:
    """Fields that stand together and repeat; a row whose first fields are emptied goes away."""

    name: str
    most: int
    fields: Mapping[str, Callable[[object], Any]]  # by name: the field with this label
    labels: Mapping[str, Lazy]
    has_spare: bool = True  # empty ones to fill in

    @property
    def first(self) -> str:
        return next(iter(self.fields))

    def place(self, number: int, field: str) -> str:
        return f"{self.name}-{number}-{field}"


class SectionForm(Form):
    """A section of a draft: every field may stay empty until the record is submitted."""

    section: ClassVar[str]
    repeated: ClassVar[tuple[Rows, ...]] = ()
    plain: ClassVar[tuple[str, ...]] = ()  # fields that are kept as they are typed
    leads_back: bool = False  # once it is saved, to the same section
    full_only: ClassVar[frozenset[str]] = frozenset()  # fields that are part of one of `FULL`

    version = Digest()
    of_kind = Hidden()  # what the record was when the form was opened

    def offer(self, lists: Lists, kept: Content) -> None:
        """The lists to choose from, in the reader's language; what is kept stays on offer."""

    def show(self, kept: Content) -> None:
        """Fill in what is kept."""
        for name in self.plain:
            if name in self:
                self[name].data = value_of(kept, name)

    def values(self) -> dict[str, object]:
        """What was typed, by the fields of the record."""
        return {name: self[name].data for name in self.plain if name in self}

    def content(self, kept: Content) -> Content:
        """What is kept, with this section as it was typed."""
        names = SECTIONS[self.section].fields_of(self.of_kind.data)
        return with_values(kept, {n: v for n, v in self.values().items() if n in names})

    def turn(self, sent: Mapping[str, str]) -> bool:
        """Whether a button was pressed that changes the form and keeps nothing; now it is so."""
        return False

    def conflicts(self) -> Iterator[tuple[str, object]]:
        """What does not go together, each with the field beside which it is said."""
        yield from ()

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        found = list(self.conflicts())
        for field, reason in found:
            self.refuse(field, reason)
        return not found

    def forget_faults(self) -> None:
        """Nobody is told what is wrong with a form that is still being filled in."""
        for field in self:
            field.errors = []

    def tell(self, faults: Mapping[str, object]) -> None:
        """Say beside each field what it lacks."""
        for name, fault in faults.items():
            if (place := self.place_of(name)) in self:
                self.refuse(place, fault)

    def place_of(self, field: str) -> str:
        """The field of this form beside which something is said about a field of the record."""
        rows = next((one for one in self.repeated if one.name == field), None)
        return rows.place(0, rows.first) if rows else field

    def start_anew(self, digest: str) -> None:
        """What was typed, to be saved over the text that is there by now."""
        self.version.data = digest
        self.submission_id.data = new_submission_id()

    def rows(self, name: str) -> Sequence[Mapping[str, Any]]:
        """The fields of each row by name, the empty ones too."""
        rows = next(one for one in self.repeated if one.name == name)
        numbers = takewhile(lambda n: rows.place(n, rows.first) in self, range(rows.most))
        return [{field: self[rows.place(n, field)] for field in rows.fields} for n in numbers]


F = TypeVar("F", bound=SectionForm)


def form_of(form: type[F], kept: Content, sent: Sequence[str], **given: Any) -> F:
    """The form with as many rows as were sent, or those that are kept and some to fill in; with the
    fields that its kind asked for when it was opened. `given` is for what comes by no request."""
    counts = tuple(_count(rows, len(getattr(kept.body, rows.name)), sent) for rows in form.repeated)
    made: F = _with_rows(form, counts)(**given)  # type: ignore[arg-type]
    if made.of_kind.data not in vocabulary.KINDS:
        made.of_kind.data = kept.kind
    if made.of_kind.data != "full":
        for name in (FULL | form.full_only) & set(made._fields):
            del made[name]
    return made


def _count(rows: Rows, kept: int, sent: Sequence[str]) -> int:
    used = [n for n in range(rows.most) if any(rows.place(n, one) in sent for one in rows.fields)]
    spare = min(rows.most, max(kept + 1, 2)) if rows.has_spare else kept
    return max(used) + 1 if used else spare


@lru_cache(maxsize=200)
def _with_rows(form: type[SectionForm], counts: tuple[int, ...]) -> type[SectionForm]:
    made = {
        rows.place(number, name): make(
            _l("%(field)s (%(number)d)", field=rows.labels[name], number=number + 1)
        )
        for rows, count in zip(form.repeated, counts, strict=True)
        for number in range(count)
        for name, make in rows.fields.items()
    }
    return type(form.__name__, (form,), made)

"""The empty table to begin with: names of columns, a row that explains them, all codes in words."""

from collections.abc import Iterator, Sequence

from wtforms import BooleanField, Field

from exchange.importing.columns import COLUMNS, LEFT_OUT, MONTHS, NOTE, Column
from exchange.importing.forms.sections import Sections, offered_by
from exchange.text.cells import as_csv
from exchange.text.countries import COUNTRIES, KOSOVO_FOOTNOTE
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices

_NEVER = _l("This row explains the columns. It is never imported: its note begins with #.")
_LISTED = 20  # codes that the explanation of a column names; of more, the first ones


def as_csv_template(sections: Sections) -> str:
    """For any program; the codes stand in the other one."""
    return as_csv([names(), explained(sections)])


def names() -> Sequence[str]:
    """The first row: the note, then what is imported."""
    return [NOTE, *COLUMNS]


def explained(sections: Sections) -> Sequence[str]:
    """The second row: what each column is for, and what it takes."""
    told = (_explanation(column, sections.field_of(column)) for column in COLUMNS.values())
    return [f"{LEFT_OUT} {_NEVER}", *told]


def _explanation(column: Column, field: Field) -> str:
    if column.name in MONTHS:
        return f"{field.label.text}: 2017-02"
    if isinstance(field, BooleanField):
        return f"{field.label.text}: yes; no"
    if not isinstance(field, Choice | Choices):
        return str(field.label.text)
    codes = [code for code, _words in offered_by(field)]
    told = [code for code in COUNTRIES if code in codes] if column.name == "countries" else codes
    told = told[:_LISTED]
    more = "; …" if len(told) < len(codes) else ""
    return f"{field.label.text}: {'; '.join(told)}{more}"


def vocabulary(sections: Sections) -> Iterator[Sequence[str]]:
    """Each list once, with the first column that takes it."""
    yield "column", "code", "words"
    known: set[tuple[str, ...]] = set()
    for column in COLUMNS.values():
        field = sections.field_of(column)
        if column.name in MONTHS or not isinstance(field, Choice | Choices):
            continue
        pairs = list(offered_by(field))
        codes = tuple(code for code, _words in pairs)
        if codes not in known:
            yield from ((column.name, code, _starred(column, code, words)) for code, words in pairs)
        known.add(codes)
    yield "", "", f"* {KOSOVO_FOOTNOTE}"


def _starred(column: Column, code: str, words: str) -> str:
    return f"{words}*" if (column.name, code) == ("countries", "XK") else words

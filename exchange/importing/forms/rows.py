"""One row, checked by the forms of a record: what they would say stands at its cells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict

from exchange.importing import refusals
from exchange.importing.columns import COLUMNS, MONTHS
from exchange.importing.forms.sections import NO_TOKEN, Sections, filled, place_in_row
from exchange.importing.forms.typing import Unclear, text_of, typed
from exchange.importing.problems import Problem, cut
from exchange.importing.reading import Cell, Row, Wrong
from exchange.kernel.rulings import Refused
from exchange.library import vocabulary
from exchange.library.actions import new_block_key
from exchange.library.body import Block
from exchange.library.bounds import check
from exchange.library.content import Content
from exchange.library.forms import FORMS, BlockForm
from exchange.library.sections import is_section
from exchange.text.clean import printable
from exchange.text.wording import lazy as _l
from exchange.web.forms import Form

_EMPTY = _l("This cannot be empty.")
_CHOOSE = _l("Please choose one of the list.")


class RowCheck:
    """What a row says, and what is wrong with it."""

    def __init__(self, sections: Sections, row: Row, lang: str) -> None:
        self._sections, self._row = sections, row
        self._cells = {n: c for n, c in row.cells.items() if isinstance(c, Wrong) or text_of(c)}
        self.problems: list[Problem] = []
        self._typed = self._as_typed({"lang": lang} | self._cells)
        kind = str(self._typed.get("short", {}).get("kind", "snapshot"))
        self._kind = kind if kind in vocabulary.KINDS else "snapshot"
        self.content = Content(kind=self._kind)

    def read(self) -> None:
        """Each section that has something, as its form would take it."""
        for section in FORMS:
            if fields := self._typed.get(section):
                self._read_section(section, fields)
        if blocks := self._typed.get("blocks"):
            self._read_blocks(blocks)
        if not self._cells.get("title"):
            self._say("title", _EMPTY)
        if not self.problems:
            try:
                check(self.content)
            except Refused as refused:
                self._say(refused.field, refused.reason)

    def _as_typed(self, cells: Mapping[str, Cell]) -> Mapping[str, dict[str, Any]]:
        """By section: what goes into which field."""
        found: dict[str, dict[str, Any]] = defaultdict(dict)
        for name, cell in cells.items():
            column = COLUMNS[name]
            if isinstance(cell, Wrong):
                self._say(name, cell.reason)
                continue
            try:
                found[column.section] |= typed(self._sections, column, _printable(cell))
            except Unclear as unclear:
                self._say(name, unclear.reason)
        return found

    def _read_section(self, section: str, fields: Mapping[str, Any]) -> None:
        if not is_section(section, self._kind):
            self._say_only_full(fields)
            return
        close, places = _without_gaps(section, fields)
        form = filled(self._sections, section, self._kind, close)
        self._say_only_full([places.get(one, one) for one in close if one not in form])
        if form.validate():
            self.content = form.content(self.content)
        else:
            self._tell(form, places)

    def _read_blocks(self, fields: Mapping[str, Any]) -> None:
        if self._kind != "full":
            self._say_only_full(fields)
            return
        rows: dict[int, MultiDict[str, Any]] = defaultdict(MultiDict)
        for place, value in fields.items():
            if (found := place_in_row(place)) is not None:
                rows[found[1]][found[2]] = value
        blocks = [block for n in sorted(rows) if (block := self._block(n, rows[n]))]
        body = replace(self.content.body, blocks=tuple(blocks))
        self.content = replace(self.content, body=body)

    def _block(self, number: int, data: MultiDict[str, Any]) -> Block | None:
        given = MultiDict({"version": "0" * 24, "kind": ""})
        given.update(data)
        given["kind"] = data.get("kind", "")
        form = BlockForm(formdata=given, meta=NO_TOKEN)
        if form.validate():
            return form.block(new_block_key())
        self._tell(form, {name: f"blocks-{number}-{name}" for name in form._fields})
        return None

    def _tell(self, form: Form, places: Mapping[str, str]) -> None:
        for field in form:
            for reason in field.errors:
                self._say_at(places.get(field.name, field.name), reason)

    def _say_only_full(self, places: Iterable[str]) -> None:
        for place in places:
            self._say_at(place, refusals.FULL_ONLY)

    def _say_at(self, place: str, reason: object) -> None:
        """Said of a field: to stand at its column."""
        self._say(_NAMES.get(place, place), reason)

    def _say(self, name: str, reason: object) -> None:
        if name == "lead" and reason == _CHOOSE:
            reason = refusals.NOT_YOURS
        text = text_of(self._cells.get(name))
        self.problems.append(Problem(self._row.number, name, cut(printable(text)), reason))


_NAMES: Mapping[str, str] = {
    **{column.place: column.name for column in COLUMNS.values()},
    **{f"{name}_{part}": name for name in MONTHS for part in ("year", "month")},
}


_PLACES: Mapping[str, list[str]] = {
    section: [column.place for column in COLUMNS.values() if column.section == section]
    for section in FORMS
}


def _printable(cell: Cell) -> Cell:
    return printable(cell) if isinstance(cell, str) else cell


def _without_gaps(section: str, fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What repeats, counted anew without the numbers that were left empty; and for each place,
    filled in or not, where it stood."""
    used: dict[str, list[int]] = defaultdict(list)
    for place in fields:
        if found := place_in_row(place):
            used[found[0]].append(found[1])
    close, places = {}, {}
    for place, value in fields.items():
        close[_counted_anew(place, used)] = value
    for place in _PLACES[section]:
        found = place_in_row(place)
        if found is None or found[1] in used[found[0]]:
            places[_counted_anew(place, used)] = place
    return close, places


def _counted_anew(place: str, used: Mapping[str, list[int]]) -> str:
    found = place_in_row(place)
    if found is None:
        return place
    rows, number, name = found
    return f"{rows}-{sorted(set(used[rows])).index(number)}-{name}"

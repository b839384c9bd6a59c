"""The forms of a record, made once for a whole table: what they offer, and what they call it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field

from exchange.importing.columns import COLUMNS, Column
from exchange.library.content import Content
from exchange.library.forms import FORMS, BlockForm, Lists, SectionForm, form_of
from exchange.text.countries import all_countries
from exchange.text.fold import fold
from exchange.web.forms import Choice, Form, options

NO_TOKEN = {"csrf": False}  # nobody sends these forms; the one that brings the table has a token
_IN_ROW = re.compile(r"(\w+)-(\d+)-(\w+)")


@cache
def place_in_row(place: str) -> tuple[str, int, str] | None:
    """Of a field that repeats: which rows, the number of its row, its name in it."""
    found = _IN_ROW.fullmatch(place)
    return (found[1], int(found[2]), found[3]) if found else None


class Sections:
    """One form for each section, with as many rows as a table may have."""

    def __init__(self, lists: Lists) -> None:
        self.forms: Mapping[str, SectionForm] = {
            name: _made(form, lists) for name, form in FORMS.items()
        }
        self.block = BlockForm(formdata=None, meta=NO_TOKEN)
        self._untouched = {name: dict(_untouched(form)) for name, form in self.forms.items()}
        self._words: dict[str, Mapping[str, str]] = {}

    def field_of(self, column: Column) -> Field:
        """Where its cells go; of a month, the field for the year."""
        if column.section == "blocks":
            rows = place_in_row(column.place)
            return self.block[rows[2] if rows else column.place]
        form: Form = self.forms[column.section]
        return form[column.place if column.place in form else f"{column.place}_year"]

    def words_of(self, column: Column, field: Field) -> Mapping[str, str]:
        """By the words for it in the reader's language, or by itself: each code that it takes."""
        if column.name not in self._words:
            named = {fold(words): code for code, words in offered_by(field)}
            codes = {fold(code): code for code, _words in offered_by(field)}
            self._words[column.name] = named | codes
        return self._words[column.name]

    def untouched(self, section: str, rows: Iterable[str]) -> dict[str, str]:
        """What a browser sends where nobody has chosen: the first of each list; but in these rows
        nothing, where a role or a source is to be chosen, not guessed."""
        some = tuple(rows)
        known = self._untouched[section].items()
        return {name: first for name, first in known if _is_in(some, name)}


def _is_in(rows: tuple[str, ...], name: str) -> bool:
    """Whether a field is in one of these rows, or in none at all."""
    return place_in_row(name) is None or name.startswith(rows)


def _untouched(form: SectionForm) -> Iterator[tuple[str, str]]:
    for field in form:
        if isinstance(field, Choice):
            first = next((str(value) for value, *_ in field.iter_choices()), "")
            yield field.name, "" if place_in_row(field.name) else first


def offered_by(field: Field) -> Iterator[tuple[str, str]]:
    """Codes and words, but for "choose one"."""
    for value, words, *_ in field.iter_choices():
        if value:
            yield str(value), str(words).removesuffix("*")


def _made(form: type[SectionForm], lists: Lists) -> SectionForm:
    places = [column.place for column in COLUMNS.values() if column.section == form.section]
    made = form_of(
        form,
        Content(kind="full"),
        places,
        formdata=MultiDict({"of_kind": "full"}),
        meta=NO_TOKEN,
    )
    made.offer(lists, Content())
    if form.section == "where":
        made["countries"].choices = options(all_countries())
    return made


def filled(sections: Sections, section: str, kind: str, typed: Mapping[str, Any]) -> SectionForm:
    """The form of this section as if somebody had typed this into it."""
    known = sections.forms[section]
    rows = {f"{found[0]}-{found[1]}-" for name in typed if (found := place_in_row(name))}
    data: MultiDict[str, Any] = MultiDict({"version": "0" * 24, "of_kind": kind})
    for name, value in (sections.untouched(section, rows) | dict(typed)).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    made = form_of(FORMS[section], Content(kind=kind), list(typed), formdata=data, meta=NO_TOKEN)
    some = tuple(rows)
    for name in list(made._fields):
        if not _is_in(some, name):
            del made[name]
        elif name in known and getattr(known[name], "choices", None):
            made[name].choices = known[name].choices
    return made

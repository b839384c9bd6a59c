"""The figures of each group as cells: of a page, and of a file."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import pgettext
from markupsafe import Markup, escape

from exchange.mentoring.figures import Tally
from exchange.mentoring.queries.figures import Figures
from exchange.text.countries import KOSOVO_FOOTNOTE, country_name
from exchange.text.dates import month_year
from exchange.text.language_names import language_name
from exchange.text.numbers import tenths
from exchange.web.addresses import current_code
from exchange.web.footnotes import country
from exchange.web.frame import in_english

NUMBERS = tuple(range(1, 9))  # the places of figures in a row of a page
Group = tuple[str, Tally]  # what it is called, as a page or a file has it


class Table(NamedTuple):
    """What stands on the page under one heading; remembered by value."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]


def tables(page: Figures) -> Sequence[Table]:
    """By country, theme and language: those that have something to tell."""
    told = (
        (_("By country/territory of the asker"), _("Country/territory"), _countries(page, country)),
        (_("By theme; a question with several counts under each"), _("Theme"), _themes(page)),
        (_("By language"), _("Language"), _languages(page)),
    )
    return [_table(caption, head, groups) for caption, head, groups in told if groups]


def month_table(page: Figures) -> Table:
    groups = [(month_year(month), one) for month, one in page.months]
    return _table(_("By month in which they were asked"), _("Month"), groups)


def _table(caption: str, head: str, groups: Sequence[Group]) -> Table:
    heads = (head, *_heads(), _("Past the promise"), _("Days until half are answered"))
    return Table(caption, heads, tuple((name, *_cells(one)) for name, one in groups))


def _heads() -> Sequence[str]:
    return (
        _("Asked"),
        _("Answered by a mentor"),
        _("Accepted"),
        pgettext("an outcome", "Worked"),
        pgettext("an outcome", "Worked partly"),
        pgettext("an outcome", "Did not work"),
    )


def _counts(one: Tally) -> Sequence[int]:
    return one.asked, one.answered, one.accepted, one.worked, one.partly, one.no


def _cells(one: Tally) -> Iterator[object]:
    yield from _counts(one)
    yield _("%(count)d of %(all)d", count=one.past, all=one.promised) if one.promised else "–"
    yield "–" if one.half is None else tenths(one.half)


def breakdown_file(page: Figures) -> Iterator[Sequence[str]]:
    """All of them below each other; numbers as programs take them, whatever the language."""
    yield (pgettext("a table", "By"), pgettext("of a group", "Name"), *_file_heads())
    told = (
        (_("Country/territory"), _countries(page, country_name)),
        (_("Theme"), [(page.names[key].name(current_code()), one) for key, one in page.themes]),
        (_("Language"), _languages(page)),
    )
    for by, groups in told:
        for name, one in groups:
            yield (by, name, *_file_cells(one))
    if "XK" in dict(page.countries):
        yield (f"* {KOSOVO_FOOTNOTE}",)
    yield from _samples_note(page)


def months_file(page: Figures) -> Iterator[Sequence[str]]:
    yield (_("Month"), *_file_heads())
    for month, one in page.months:
        yield (_as_in_files(month), *_file_cells(one))
    yield from _samples_note(page)


def _samples_note(page: Figures) -> Iterator[Sequence[str]]:
    if page.are_samples:
        yield (_("Only samples are counted here: nobody has asked a real question yet."),)


def _as_in_files(month: date) -> str:
    return f"{month:%Y-%m}"


def _file_heads() -> Sequence[str]:
    return (
        *_heads(),
        _("Promised"),
        _("Past the promise"),
        _("Days until a quarter are answered"),
        _("Days until half are answered"),
        _("Days until three quarters are answered"),
    )


def _file_cells(one: Tally) -> Iterator[str]:
    yield from map(str, (*_counts(one), one.promised, one.past))
    for days in (one.quarter, one.half, one.three_quarters):
        yield "" if days is None else f"{days:.1f}"


def _countries(page: Figures, name: Callable[[str], str]) -> Sequence[Group]:
    return [(name(key) if key else _("Not known"), one) for key, one in page.countries]


def _themes(page: Figures) -> Sequence[Group]:
    return [(_theme(page, key), one) for key, one in page.themes]


def _theme(page: Figures, slug: str) -> Markup:
    tag, here = page.names[slug], current_code()
    language = in_english(tag.names, here)
    return Markup("<span{}>{}</span>").format(language, escape(tag.name(here)))


def _languages(page: Figures) -> Sequence[Group]:
    return [(language_name(key, current_code()), one) for key, one in page.languages]

"""The dry run: a whole table looked through, nothing of it written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exchange.importing import refusals
from exchange.importing.columns import COLUMNS
from exchange.importing.forms.rows import RowCheck
from exchange.importing.forms.sections import Sections
from exchange.importing.problems import Problem, cut
from exchange.importing.reading import Table
from exchange.library.boxes import is_far_from
from exchange.library.content import Content
from exchange.library.doubts import money_doubt
from exchange.text.fold import folded_words

_ORDER = {name: place for place, name in enumerate(COLUMNS)}
MOST_TOLD = 500  # problems of one table; who has more begins with these


@dataclass(frozen=True, slots=True)
class Checked:
    """What would be made of a table: its drafts with the numbers of their rows, if none is bad."""

    drafts: Sequence[tuple[int, Content]]
    problems: Sequence[Problem]
    rows: int
    faulty: int  # rows
    left_out: int

    @property
    def may_go_in(self) -> bool:
        return not any(not one.is_warning for one in self.problems)


def check_table(table: Table, sections: Sections, lang: str, known: frozenset[str]) -> Checked:
    """`lang` is that of rows which do not say theirs; `known` are titles that are there already."""
    problems, drafts = list(table.problems), []
    for row in table.rows:
        found = RowCheck(sections, row, lang)
        found.read()
        problems += found.problems
        drafts.append((row.number, found.content))
    problems += _warnings(drafts, known)
    problems.sort(key=lambda one: (one.is_warning, one.row, _ORDER.get(one.column, 0)))
    numbers = {row.number for row in table.rows}
    faulty = {one.row for one in problems if not one.is_warning} & numbers
    is_good = all(one.is_warning for one in problems)
    return Checked(
        drafts=drafts if is_good else (),
        problems=_first(problems),
        rows=len(table.rows),
        faulty=len(faulty),
        left_out=table.left_out,
    )


def _first(problems: list[Problem]) -> list[Problem]:
    """So many as a page holds; whether there are more is said at the end of them."""
    if len(problems) <= MOST_TOLD:
        return problems
    more = refusals.more_problems(len(problems) - MOST_TOLD)
    return [*problems[:MOST_TOLD], Problem(0, "", "", more, problems[0].is_warning)]


def _warnings(drafts: Sequence[tuple[int, Content]], known: frozenset[str]) -> Iterator[Problem]:
    """What may be right, and is to be looked at."""
    titles = {row: folded_words(content.title) for row, content in drafts if content.title}
    often = Counter(titles.values())
    for row, content in drafts:
        if often[titles.get(row, "")] > 1:
            yield Problem(row, "title", cut(content.title), refusals.SAME_IN_FILE, True)
        if titles.get(row) in known:
            yield Problem(row, "title", cut(content.title), refusals.SAME_THERE, True)
        latitude, longitude = content.latitude, content.longitude
        if is_far_from(content.countries, latitude, longitude):
            place = f"{latitude}, {longitude}"
            yield Problem(row, "latitude", place, refusals.FAR_OFF, True)
        if doubt := money_doubt(content.body):
            yield Problem(row, "cost_amount", "", doubt, True)

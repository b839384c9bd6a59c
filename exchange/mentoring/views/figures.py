from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from exchange.kernel.access import Audience, open_to
from exchange.mentoring.drawing import bar_chart, step_chart
from exchange.mentoring.periods import PERIODS
from exchange.mentoring.queries.figures import Figures, figures
from exchange.mentoring.views.asked_figures import AskedFor, asked_for
from exchange.mentoring.views.blueprint import mentoring
from exchange.mentoring.views.figure_tables import (
    NUMBERS,
    breakdown_file,
    month_table,
    months_file,
    tables,
)
from exchange.people.login import current_actor
from exchange.tags.queries import TagRow
from exchange.text.cells import as_csv
from exchange.text.countries import COUNTRIES, sort_key
from exchange.text.languages import LANGUAGES
from exchange.text.numbers import tenths
from exchange.web.addresses import current_code
from exchange.web.footnotes import country

FILES: Mapping[str, Callable[[Figures], Iterator[Sequence[str]]]] = {
    "breakdown": breakdown_file,
    "months": months_file,
}


@mentoring.get("/desk/figures")
@open_to(Audience.MENTORING_COORDINATORS)
def show_figures() -> ResponseReturnValue:
    """A coordinator can tell how long people wait, where, and what came of it."""
    page, asked = _read()
    return render_template(
        "mentoring/figures.html",
        page=page,
        steps=step_chart(page.falls, page.longest),
        bars=bar_chart(page.months),
        tables=tables(page),
        month_table=month_table(page),
        numbers=NUMBERS,
        tenths=tenths,
        **_choices(asked, page.names.values()),
    )


@mentoring.get("/desk/figures/<any(breakdown, months):table>.csv")
@open_to(Audience.MENTORING_COORDINATORS)
def send_figures(table: str) -> ResponseReturnValue:
    """The same for a program that calculates."""
    page, _asked = _read()
    of = "samples-" if page.are_samples else ""
    answer = Response(as_csv(FILES[table](page)), content_type="text/csv; charset=utf-8")
    name = f"mentoring-{of}{table}-{page.period.first}-{page.period.last}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _read() -> tuple[Figures, AskedFor]:
    actor = current_actor()
    asked = asked_for(actor)
    return figures(actor, asked.period, asked.narrowing, current_code()), asked


def _choices(asked: AskedFor, tags: Iterable[TagRow]) -> Mapping[str, object]:
    """What the form offers, and what is chosen."""
    here, chosen = current_code(), asked.narrowing.country
    words = (_("The last 12 months"), _("This year"), _("Last year"), _("From one day to another"))
    codes = {*COUNTRIES, *([chosen] if chosen else [])}
    countries = [(code, country(code)) for code in codes]
    return {
        "asked": asked,
        "periods": list(zip(PERIODS, words, strict=True)),
        "countries": sorted(countries, key=lambda pair: sort_key(pair[1], here)),
        "themes": [tag.option(here) for tag in tags if tag.is_theme],
        "tongues": [(one.code, one.own_name, one.html) for one in LANGUAGES],
    }

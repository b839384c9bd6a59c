from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import pgettext

from exchange.kernel.access import Audience, open_to
from exchange.people.login import current_actor
from exchange.reuse import policy, queries
from exchange.reuse.queries import Matrix
from exchange.reuse.views.blueprint import reuse
from exchange.reuse.vocabulary import STATES
from exchange.text.countries import sort_key
from exchange.web.addresses import current_code
from exchange.web.footnotes import country
from exchange.web.guest_pages import kept_for_guests


@reuse.get("/experiences/reuse")
@open_to(Audience.EVERYONE)
@kept_for_guests("experiences")
def show_matrix() -> ResponseReturnValue:
    """Whoever asks what experience is good for sees from where to where it has gone."""
    matrix = queries.reuse_matrix()
    used = _in_order(matrix.columns)
    return render_template(
        "reuse/matrix.html",
        matrix=matrix,
        used=used,
        heads=[pgettext("a table", "From"), *map(country, used), pgettext("a table", "All")],
        rows=_rows(matrix, used),
        states=STATES,
    )


def _in_order(codes: Sequence[str]) -> Sequence[str]:
    """By their names, as the reader's alphabet has them."""
    here = current_code()
    return sorted(codes, key=lambda code: sort_key(country(code), here))


def _rows(matrix: Matrix, used: Sequence[str]) -> Sequence[Sequence[object]]:
    """The table: a row for each place of origin, its sum last; the sums of all as the last row."""
    told: list[Sequence[object]] = [
        [country(code), *(matrix.cells.get((code, to), "–") for to in used), matrix.row_sum(code)]
        for code in _in_order(matrix.rows)
    ]
    return [*told, [pgettext("a table", "All"), *(matrix.used_in[to] for to in used), matrix.total]]


@reuse.get("/reuse/<int:reuse_id>")
@open_to(Audience.EVERYONE)
def show_reuse(reuse_id: int) -> ResponseReturnValue:
    """Whoever asks learns who uses it where, and what came of it."""
    actor = current_actor()
    page = queries.reuse_page(actor, reuse_id)
    may = {
        "change": policy.may_change(actor, page.facts),
        "take_back": policy.may_take_back(actor, page.facts),
        "rule": policy.may_rule(actor, page.facts),
    }
    return render_template("reuse/reuse.html", page=page, row=page.row, may=may, states=STATES)

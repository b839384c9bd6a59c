from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from exchange.kernel.access import Audience, open_to
from exchange.kernel.clock import end_of_today
from exchange.kernel.paging import page_number
from exchange.kernel.rulings import NotFound
from exchange.people.login import current_actor
from exchange.search import queries
from exchange.search.queries import Asked
from exchange.search.queries.asking import MOST_CHARACTERS, PLACES
from exchange.text.clean import Unfit, tidy_line
from exchange.text.languages import BY_CODE
from exchange.text.wording import lazy as _l
from exchange.web.addresses import current_code
from exchange.web.forms import given

search = Blueprint("search", __name__, template_folder="templates", url_prefix="/<lang:lang>")

_CANNOT_BE_KEPT = {0: " ", **dict.fromkeys(range(0xD800, 0xE000), " ")}


@search.get("/search")
@open_to(Audience.EVERYONE)
def find() -> ResponseReturnValue:
    """Whoever needs something finds it, whatever language or script it was written in."""
    number = page_number(request.args.get("page"))
    if number is None:
        raise NotFound
    asked, fault = _asked()
    if fault:
        return _page(asked, fault=fault), 422
    if path := queries.path_of_code(asked):
        return redirect(f"/{current_code()}{path}")
    return _page(asked, found=queries.find(current_actor(), asked, number))


@search.get("/ask/similar")
@open_to(Audience.EVERYONE)
def show_similar() -> ResponseReturnValue:
    """Whoever is about to ask sees what there is already, in any language."""
    title = given("title", MOST_CHARACTERS)
    rows = queries.similar(current_actor(), title)
    return render_template("search/similar.html", title=title, rows=rows)


def _asked() -> tuple[Asked, object]:
    """What the address asks for, and what is wrong with it; a wrong choice is no choice."""
    within, lang = request.args.get("in"), request.args.get("lang")
    text, fault = _typed(request.args.get("q", ""))
    asked = Asked(
        text=text,
        within=within if within in PLACES else "all",
        lang=lang if lang in BY_CODE else None,
    )
    return asked, fault


def _typed(text: str) -> tuple[str, object]:
    """What was typed as it can be shown again, and a sentence if it cannot be searched for."""
    try:
        text = tidy_line(text)
    except Unfit as unfit:
        return tidy_line(text.translate(_CANNOT_BE_KEPT)), unfit.reason
    if len(text) > MOST_CHARACTERS:
        most, given = MOST_CHARACTERS, len(text)
        return text, _l("At most %(n)d characters, please; there are %(now)d.", n=most, now=given)
    return text, None


def _page(asked: Asked, found: queries.Found | None = None, fault: object = None) -> str:
    return render_template(
        "search/find.html",
        asked=asked,
        has_words=bool(asked.query()),
        found=found,
        fault=fault,
        now=end_of_today(),
    )

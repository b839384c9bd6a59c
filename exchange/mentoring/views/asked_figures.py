"""Which figures an address asks for."""

from contextlib import suppress
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import request

from exchange.kernel.clock import now
from exchange.mentoring.periods import PERIODS, USUAL, Period, period_of, usual_period
from exchange.mentoring.queries.figures import Narrowing
from exchange.people.actor import Actor
from exchange.tags.queries import all_tags
from exchange.text.countries import all_countries
from exchange.text.languages import BY_CODE
from exchange.web.forms import DAY, given


class AskedFor(NamedTuple):
    """As it was typed, and as far as it exists."""

    kind: str
    first: str
    last: str
    period: Period
    is_refused: bool  # its days make no period: the usual one is shown
    narrowing: Narrowing

    def query(self) -> str:
        has_days = self.kind == "dates"
        chosen = {
            "period": self.kind if self.kind != USUAL else "",
            "from": self.first if has_days else "",
            "to": self.last if has_days else "",
            "country": self.narrowing.country,
            "theme": self.narrowing.theme,
            "lang": self.narrowing.lang,
        }
        query = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{query}" if query else ""


def asked_for(actor: Actor) -> AskedFor:
    kind = request.args.get("period", USUAL)
    kind = kind if kind in PERIODS else USUAL
    today = now().astimezone(ZoneInfo(actor.timezone)).date()
    first, last = given("from", DAY), given("to", DAY)
    period = period_of(kind, today, _day(first), _day(last))
    shown = period or usual_period(today)
    return AskedFor(kind, first, last, shown, period is None, _narrowing())


def _narrowing() -> Narrowing:
    country, theme, lang = (request.args.get(name) for name in ("country", "theme", "lang"))
    return Narrowing(
        country=country if country in dict(all_countries()) else None,
        theme=theme if theme and theme in {tag.slug for tag in all_tags()} else None,
        lang=lang if lang in BY_CODE else None,
    )


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None

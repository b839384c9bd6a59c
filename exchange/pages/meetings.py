"""The meetings of ALTER, as they are known; what is not known is left empty."""

from dataclasses import dataclass
from datetime import date

from exchange.text.dates import days, month_year
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where people of ALTER met, and what for."""

    first: date
    last: date | None  # None where only the month is known
    place: Lazy
    country: str
    title: Lazy
    details: Lazy | None = None
    size: str | Lazy = ""
    is_conference: bool = False

    @property
    def when(self) -> str:
        return days(self.first, self.last) if self.last else month_year(self.first)


MEETINGS: tuple[Meeting, ...] = (
    Meeting(
        first=date(2016, 5, 1),
        last=None,
        place=_l("Skopje"),
        country="MK",
        title=_l("Meeting of the project partners"),
    ),
    Meeting(
        first=date(2016, 8, 29),
        last=date(2016, 9, 2),
        place=_l("Vrnjačka Banja"),
        country="RS",
        title=_l("Training of trainers"),
        details=_l("Advocacy, lobbying and policy research."),
        size="14",
    ),
    Meeting(
        first=date(2016, 9, 13),
        last=date(2016, 9, 16),
        place=_l("Voskopojë, Korçë region"),
        country="AL",
        title=_l("First conference"),
        details=_l(
            "A multinational thematic meeting, held with the PREPARE Gathering: four travelling "
            "workshops (Voskopojë, Vithkuq, Shirgjan, Përmet), a plenary and working groups."
        ),
        size=_l(
            "Announced for over 80; reports say 70 – 75, from 20 countries/territories",
        ),
        is_conference=True,
    ),
    Meeting(
        first=date(2017, 10, 10),
        last=date(2017, 10, 13),
        place=_l("Podgorica"),
        country="ME",
        title=_l("Forum on rural policy and LEADER"),
    ),
    Meeting(
        first=date(2018, 6, 26),
        last=date(2018, 6, 28),
        place=_l("Vrnjačka Banja"),
        country="RS",
        title=_l("First Balkan Rural Parliament"),
        details=_l(
            "IPARD, youth and women, social entrepreneurship, LEADER. A declaration was adopted."
        ),
        size=_l("Over 60"),
    ),
    Meeting(
        first=date(2018, 10, 30),
        last=date(2018, 11, 1),
        place=_l("Peja/Peć"),
        country="XK",
        title=_l("Second conference"),
        details=_l(
            "A multinational thematic meeting, held with the PREPARE Gathering: three travelling "
            "workshops, and recommendations on each topic."
        ),
        size="60",
        is_conference=True,
    ),
    Meeting(
        first=date(2019, 9, 10),
        last=date(2019, 9, 12),
        place=_l("Zlatibor"),
        country="RS",
        title=_l("Forum on youth in rural areas"),
        details=_l("Its recommendations were carried to the European Rural Parliament."),
        size=_l("Over 50, from 12 countries/territories"),
    ),
)

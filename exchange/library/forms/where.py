from collections.abc import Iterator, Mapping

from wtforms import BooleanField, StringField

from exchange.library import vocabulary
from exchange.library.bounds import is_ahead, is_before
from exchange.library.content import PLACE, Content
from exchange.library.forms.fields import Degrees, Month, Year, words_of
from exchange.library.forms.section import Lists, SectionForm
from exchange.library.pointing import Shown, Spot
from exchange.text.countries import COUNTRIES, all_countries, country_name, sort_key
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices, Hidden, Line, options


class WhereForm(SectionForm):
    """Where it happened, from when until when."""

    section = "where"
    plain = ("place", "precision", "areas", "level", "goes_on")
    shown = ("latitude", "longitude", "start_month", "start_year", "end_month", "end_year")

    countries = Choices(_l("Country/territory"))
    elsewhere = Choice(_l("Another country/territory"))
    place = StringField(_l("Place"), [Line(PLACE, least=0)])
    latitude = Degrees(_l("Latitude"), most=90)
    longitude = Degrees(_l("Longitude"), most=180)
    precision = Choice(
        _l("How exact that is"), choices=words_of(vocabulary.PRECISIONS, may_be_open=True)
    )
    areas = Choices(_l("Kind of area"), choices=words_of(vocabulary.AREAS))
    level = Choice(_l("Level"), choices=words_of(vocabulary.LEVELS, may_be_open=True))
    start_month = Month(_l("Month of the start"))
    start_year = Year(_l("Year of the start"))
    end_month = Month(_l("Month of the end"))
    end_year = Year(_l("Year of the end"))
    goes_on = BooleanField(_l("It goes on."))
    part = Hidden()  # of the map, that was shown

    def offer(self, lists: Lists, kept: Content) -> None:
        here = current_language().code
        known = sorted(COUNTRIES, key=lambda code: sort_key(country_name(code), here))
        known += [code for code in kept.countries if code not in COUNTRIES]
        self.countries.choices = options((code, country_name(code)) for code in known)
        others = [pair for pair in all_countries() if pair[0] not in known]
        self.elsewhere.choices = options([("", _l("None")), *others])
        self.start_month.offer()
        self.end_month.offer()

    def show(self, kept: Content) -> None:
        super().show(kept)
        self.areas.data = list(kept.body.areas)
        self.countries.data = list(kept.countries)
        for name in self.shown:
            self[name].show(getattr(kept.body if name.startswith("end") else kept, name))
        is_close = kept.precision != "country"
        self.part.data = Shown(self.point if is_close else None).text

    @property
    def point(self) -> Spot | None:
        """The place that is typed, or was pressed on the map."""
        north, east = self.latitude.number, self.longitude.number
        return None if north is None or east is None else (north, east)

    @property
    def map_shown(self) -> Shown:
        return Shown.from_text(self.part.data or "", self._countries)

    @property
    def _countries(self) -> tuple[str, ...]:
        codes = {*(self.countries.data or ()), self.elsewhere.data}
        return tuple(sorted(code for code in codes if code))

    def turn(self, sent: Mapping[str, str]) -> bool:
        """A press on the map types its degrees, and brings closer what is there."""
        maps = self.map_shown
        if "whole" in sent:
            self.part.data = ""
            return True
        if not maps.is_asked(sent):
            return False
        if spot := maps.pressed(sent):
            self.latitude.show(spot[0])
            self.longitude.show(spot[1])
            self.precision.data = "municipality" if maps.is_close else "region"
        if not maps.is_close:
            self.part.data = Shown(self.point).text
        return True

    def values(self) -> dict[str, object]:
        has_place = self.latitude.number is not None
        return super().values() | {
            **{name: self[name].number for name in self.shown},
            "areas": tuple(self.areas.data or ()),
            "countries": self._countries,
            "precision": (self.precision.data or "municipality") if has_place else "",
        }

    def conflicts(self) -> Iterator[tuple[str, object]]:
        if (self.latitude.number is None) != (self.longitude.number is None):
            missing = "latitude" if self.latitude.number is None else "longitude"
            yield missing, _l("Latitude and longitude go together: one of them is missing.")
        if is_ahead(self.content(Content())):
            yield "start_year", _l("This lies in the future. Please look at the date.")
        if is_before(self.content(Content())):
            yield "end_year", _l("The end cannot be before the start.")
        for which in ("start", "end"):
            if self[f"{which}_month"].data and not self[f"{which}_year"].data:
                yield f"{which}_year", _l("Please say in which year.")

    def place_of(self, field: str) -> str:
        if field == "start":
            return "start_month" if self.start_year.data else "start_year"
        return super().place_of(field)

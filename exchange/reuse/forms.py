"""Shape and wording of what is typed about reuse."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from babel.dates import get_month_names
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.kernel.clock import now
from exchange.library.bounds import year_fault
from exchange.reuse.declared import Declared
from exchange.reuse.queries import OwnOrganisation, Record, ReuseRow
from exchange.reuse.vocabulary import STATES
from exchange.text.countries import COUNTRIES, all_countries, country_name, sort_key
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices, Line, Prose, VersionedForm, WordedForm, options

MONTHS = frozenset(map(str, range(1, 13)))
WORDS = 2_000
SENTENCE = 1_000


class ReuseForm(WordedForm):
    """What an organisation says about its use of an experience."""

    state = Choice(_l("How far is it?"), choices=options(STATES.items()))
    start_month = Choice(_l("Since which month?"))
    start_year = StringField(_l("Since which year?"), [Line(4)])
    country = Choice(_l("Country/territory where it is used"))
    blocks = Choices(_l("Which parts do you use?"))
    changed = TextAreaField(_l("What did you change?"), [Prose(WORDS, least=0)])
    result = TextAreaField(_l("What came of it?"), [Prose(WORDS, least=0)])

    def offer(self, record: Record) -> None:
        """The lists to choose from, in the reader's language."""
        here = current_language()
        months = get_month_names("wide", "stand-alone", here.cldr)
        ours = sorted(COUNTRIES, key=lambda code: sort_key(country_name(code), here.code))
        others = [code for code, _name in all_countries() if code not in ours]
        self.start_month.choices = options((str(n), months[n]) for n in range(1, 13))
        self.country.choices = options((code, country_name(code)) for code in (*ours, *others))
        self.blocks.choices = options((block.key, block.title) for block in record.blocks)

    def begin(self, country: str) -> None:
        """What is most likely."""
        self.state.data, self.country.data = "trying", country

    def declared(self) -> Declared:
        """What was typed and chosen, once it was found valid."""
        return Declared(
            state=self.state.data,
            country=self.country.data,
            since_year=int(self.start_year.data),
            since_month=int(self.start_month.data),
            lang=self.lang.data,
            blocks=tuple(self.blocks.data or ()),
            changed=self.changed.data,
            result=self.result.data,
        )

    def validate_start_year(self, field: Any) -> None:
        year = field.data or ""
        if fault := year_fault(year):
            raise ValidationError(fault)
        latest = now() + timedelta(days=1)  # somewhere it is tomorrow already
        month = str(self.start_month.data)
        begun = (int(year), int(month) if month in MONTHS else 1)
        if self.state.data != "planned" and begun > (latest.year, latest.month):
            raise ValidationError(_l("This lies in the future. Please look at the date."))


class DeclareForm(ReuseForm):
    """The same, said for the first time by one of the own organisations."""

    organisation = Choice(_l("Organisation"))

    def offer_organisations(self, own: Sequence[OwnOrganisation]) -> None:
        self.organisation.choices = options((str(one.id), one.name) for one in own)


class ChangeForm(VersionedForm, ReuseForm):
    """The same, said again."""

    def show(self, row: ReuseRow) -> None:
        """Fill in what is kept."""
        for name in ("state", "country", "changed", "result", "lang"):
            self[name].data = getattr(row, name)
        self.start_month.data, self.start_year.data = str(row.since_month), str(row.since_year)
        self.blocks.data, self.version.data = list(row.blocks), row.edit_version


class DeclineForm(WordedForm):
    """Why an author does not confirm it."""

    sentence = TextAreaField(_l("Why do you not confirm it?"), [Prose(SENTENCE, least=10)])

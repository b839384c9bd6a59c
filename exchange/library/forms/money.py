from collections.abc import Iterator
from decimal import Decimal

from wtforms import StringField

from exchange.library import vocabulary
from exchange.library.body import Funding, Money
from exchange.library.bounds import FUNDING, MOST_MONEY, MOST_PEOPLE, NAME, SENTENCE
from exchange.library.content import Content
from exchange.library.forms.fields import Number, Year, words_of
from exchange.library.forms.section import Lists, Rows, SectionForm
from exchange.text.currencies import currency_names
from exchange.text.numbers import amount
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Line, options

_SOURCES = words_of(vocabulary.FUNDING, may_be_open=True)


class MoneyForm(SectionForm):
    """What it cost, who paid, what else went into it."""

    section = "money"
    plain = ("equipment",)
    repeated = (
        Rows(
            "funding",
            FUNDING,
            {
                "source": lambda label: Choice(label, choices=_SOURCES),
                "programme": lambda label: StringField(label, [Line(NAME, least=0)]),
                "amount": lambda label: Number(label, most=MOST_MONEY, places=2),
            },
            {"source": _l("Source"), "programme": _l("Programme"), "amount": _l("Amount")},
        ),
    )

    amount = Number(_l("Total cost"), most=MOST_MONEY, places=2)
    currency = Choice(_l("Currency"))
    year = Year(_l("Year of that cost"))
    per_euro = Number(_l("How many of it a euro bought then"), most=MOST_MONEY, places=4)
    person_days = Number(_l("Days of paid work"), most=MOST_PEOPLE)
    volunteers = Number(_l("Volunteers"), most=MOST_PEOPLE)
    equipment = StringField(_l("Equipment"), [Line(SENTENCE, least=0)])
    recurring_cost = Number(_l("Cost of a year, since then"), most=MOST_MONEY, places=2)

    @property
    def example(self) -> str:
        """A number as the reader's language writes it."""
        return amount(Decimal("1250.50"))

    def offer(self, lists: Lists, kept: Content) -> None:
        offered = currency_names(kept.body.cost.currency if kept.body.cost else "")
        said = [(code, f"{code} · {name}") for code, name in offered]
        self.currency.choices = options([("", _l("Choose one")), *said])

    def show(self, kept: Content) -> None:
        super().show(kept)
        body = kept.body
        if body.cost:
            self.amount.show(body.cost.amount)
            self.currency.data = body.cost.currency
            self.year.show(body.cost.year)
            self.per_euro.show(body.cost.per_euro)
        for name in ("person_days", "volunteers", "recurring_cost"):
            self[name].show(getattr(body, name))
        for row, one in zip(self.rows("funding"), body.funding, strict=False):
            row["source"].data, row["programme"].data = one.source, one.programme
            row["amount"].show(one.amount)

    def values(self) -> dict[str, object]:
        cost = None
        if self.amount.number is not None:
            given = self.currency.data, self.year.number, self.per_euro.number
            cost = Money(self.amount.number, *given)
        return super().values() | {
            "cost": cost,
            "person_days": self.person_days.whole,
            "volunteers": self.volunteers.whole,
            "recurring_cost": self.recurring_cost.number,
            "funding": tuple(
                Funding(row["source"].data, row["programme"].data, row["amount"].number)
                for row in self.rows("funding")
                if row["source"].data
            ),
        }

    def conflicts(self) -> Iterator[tuple[str, object]]:
        """The currency of all amounts stands with the total cost."""
        amounts = [row["amount"].data for row in self.rows("funding")]
        if any((*amounts, self.recurring_cost.data, self.year.data, self.per_euro.data)):
            amounts.append("needed")
            if not self.amount.data:
                yield "amount", _l("Please give the total cost too.")
        if not self.currency.data and any((*amounts, self.amount.data)):
            yield "currency", _l("Please say in which currency.")
        if self.per_euro.number is not None and not self.per_euro.number:
            yield "per_euro", _l("That is not a rate: it cannot be 0.")
        for row in self.rows("funding"):
            if not row["source"].data and (row["programme"].data or row["amount"].data):
                yield row["source"].name, _l("Please say where it came from.")

    def place_of(self, field: str) -> str:
        return "amount" if field == "cost" else super().place_of(field)

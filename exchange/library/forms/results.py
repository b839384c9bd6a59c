from wtforms import StringField

from exchange.library import vocabulary
from exchange.library.body import Result
from exchange.library.bounds import RESULTS, SENTENCE, WORD
from exchange.library.content import Content
from exchange.library.forms.fields import Year, words_of
from exchange.library.forms.section import Rows, SectionForm
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Line

_EVIDENCE = words_of(vocabulary.EVIDENCE, may_be_open=True)
_TYPED = ("indicator", "baseline", "value", "unit", "evidence")


class ResultsForm(SectionForm):
    """What changed, and how it is known."""

    section = "results"
    repeated = (
        Rows(
            "results",
            RESULTS,
            {
                "indicator": lambda label: StringField(label, [Line(SENTENCE, least=0)]),
                "baseline": lambda label: StringField(label, [Line(WORD, least=0)]),
                "value": lambda label: StringField(label, [Line(WORD, least=0)]),
                "unit": lambda label: StringField(label, [Line(WORD, least=0)]),
                "year": Year,
                "evidence": lambda label: Choice(label, choices=_EVIDENCE),
            },
            {
                "indicator": _l("What changed"),
                "baseline": _l("Before"),
                "value": _l("After"),
                "unit": _l("Unit"),
                "year": _l("Year"),
                "evidence": _l("How it is known"),
            },
        ),
    )

    def show(self, kept: Content) -> None:
        for row, one in zip(self.rows("results"), kept.body.results, strict=False):
            for name in _TYPED:
                row[name].data = getattr(one, name)
            row["year"].show(one.year)

    def values(self) -> dict[str, object]:
        return {
            "results": tuple(
                Result(year=row["year"].number, **{name: row[name].data for name in _TYPED})
                for row in self.rows("results")
                if any(field.data for field in row.values())
            )
        }

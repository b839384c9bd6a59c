from wtforms import TextAreaField

from exchange.library import vocabulary
from exchange.library.bounds import LESSONS
from exchange.library.content import LESSON, LONG_TEXT, Content
from exchange.library.forms.fields import words_of
from exchange.library.forms.section import Rows, SectionForm
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Markdown, Prose

_RATINGS = words_of(vocabulary.RATINGS, may_be_open=True)


class LessonsForm(SectionForm):
    """What the next village should know before it begins."""

    section = "lessons"
    plain = (
        "lesson",
        "success_factors",
        "constraints",
        "differently",
        "transferability",
        "sustainability",
        "sustained",
        "maturity",
    )
    repeated = (
        Rows(
            "lessons",
            LESSONS - 1,
            {"text": lambda label: TextAreaField(label, [Prose(LESSON, least=0)])},
            {"text": _l("Another lesson")},
        ),
    )

    lesson = TextAreaField(_l("One lesson"), [Prose(LESSON, least=0)])
    success_factors = TextAreaField(_l("What made it succeed"), [Markdown(LONG_TEXT, least=0)])
    constraints = TextAreaField(_l("What stood in the way"), [Markdown(LONG_TEXT, least=0)])
    differently = TextAreaField(_l("What you would do differently"), [Markdown(LONG_TEXT, least=0)])
    transferability = TextAreaField(
        _l("Could it be done elsewhere?"), [Markdown(LONG_TEXT, least=0)]
    )
    sustainability = TextAreaField(_l("How it goes on"), [Markdown(LONG_TEXT, least=0)])
    sustained = Choice(
        _l("How it stands today"), choices=words_of(vocabulary.SUSTAINED, may_be_open=True)
    )
    maturity = Choice(
        _l("How far it has come"), choices=words_of(vocabulary.MATURITIES, may_be_open=True)
    )

    def show(self, kept: Content) -> None:
        super().show(kept)
        for row, one in zip(self.rows("lessons"), kept.body.lessons, strict=False):
            row["text"].data = one
        for name, code in (kept.body.ratings or {}).items():
            if (place := place_of(name)) in self:
                self[place].data = code

    def values(self) -> dict[str, object]:
        told = super().values()
        lessons = (row["text"].data for row in self.rows("lessons"))
        told["lessons"] = tuple(filter(None, lessons))
        if self.of_kind.data == "full":
            rated = {code: self[place_of(code)].data for code in vocabulary.RATED}
            told["ratings"] = {code: how for code, how in rated.items() if how} or None
        return told

    def ratings(self) -> list[Choice]:
        return [self[place_of(code)] for code in vocabulary.RATED if place_of(code) in self]

    def place_of(self, field: str) -> str:
        return place_of("law") if field == "ratings" else super().place_of(field)


def place_of(rated: str) -> str:
    return f"rating-{rated}"


for _code, _words in vocabulary.RATED.items():
    setattr(LessonsForm, place_of(_code), Choice(_words, choices=_RATINGS))
LessonsForm.full_only = frozenset(map(place_of, vocabulary.RATED))

"""Shape and wording of what is typed in the library."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from babel.dates import get_month_names
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.kernel.submissions import new_submission_id
from exchange.library import vocabulary
from exchange.library.content import (
    ENGLISH_SUMMARY,
    LESSON,
    LONG_TEXT,
    LONGEST_SUMMARY,
    PLACE,
    TITLE,
    Content,
)
from exchange.library.queries import OrganisationChoice
from exchange.tags.queries import TagRow, langs_of, slugs_now
from exchange.text.countries import COUNTRIES, all_countries, country_name, sort_key
from exchange.text.languages import LANGUAGES, detect, reads_alike
from exchange.text.wording import Lazy, current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices, Form, Line, Markdown, Prose, Version, options

EARLIEST, LATEST = 1950, 2100  # years that somebody could mean
NOTE = 4_000
LEAST_NOTE = 20


def _words(
    of: Mapping[str, Lazy], codes: Iterable[str] | None = None, *, may_be_open: bool = False
) -> list[Any]:
    """Codes and words; with nothing chosen at first, where that may be."""
    first: list[tuple[str, object]] = [("", _l("Choose one"))] if may_be_open else []
    return options([*first, *((code, of[code]) for code in (codes or of))])


class DraftForm(Form):
    """A draft: every field may stay empty until it is submitted."""

    version = Version()
    title = StringField(_l("Title"), [Line(TITLE, least=0)])
    lang = Choice(_l("Language of your text"))
    summary = TextAreaField(_l("Summary"), [Prose(LONGEST_SUMMARY, least=0)])
    english_title = StringField(_l("Title in English"), [Line(TITLE, least=0)])
    english_summary = TextAreaField(_l("Summary in English"), [Prose(ENGLISH_SUMMARY, least=0)])
    kind = Choice(_l("What is it?"), choices=_words(vocabulary.KINDS, vocabulary.OFFERED_KINDS))
    scope = Choice(_l("What is it about?"), choices=_words(vocabulary.SCOPES))
    countries = Choices(_l("Country/territory"))
    elsewhere = Choice(_l("Another country/territory"))
    place = StringField(_l("Place"), [Line(PLACE, least=0)])
    level = Choice(_l("Level"), choices=_words(vocabulary.LEVELS, may_be_open=True))
    start_month = Choice(_l("Month of the start"))
    start_year = StringField(_l("Year of the start"), [Line(4, least=0)])
    lead = Choice(_l("Lead organisation"))
    themes = Choices(_l("Themes"), filters=[slugs_now])
    challenge = TextAreaField(_l("The challenge"), [Markdown(LONG_TEXT, least=0)])
    what_was_done = TextAreaField(_l("What was done"), [Markdown(LONG_TEXT, least=0)])
    lesson = TextAreaField(_l("One lesson"), [Prose(LESSON, least=0)])
    maturity = Choice(
        _l("How far it has come"), choices=_words(vocabulary.MATURITIES, may_be_open=True)
    )
    licence = Choice(_l("Licence"), choices=options((code, code) for code in vocabulary.LICENCES))
    consent = BooleanField(_l("I agree that this is published under the licence above."))

    def offer(
        self, themes: Sequence[TagRow], organisations: Sequence[OrganisationChoice], kept: Content
    ) -> None:
        """The lists to choose from, in the reader's language; what is kept stays on offer."""
        here = current_language().code
        months = get_month_names("wide", "stand-alone", current_language().cldr)
        known = sorted(COUNTRIES, key=lambda code: sort_key(country_name(code), here))
        known += [code for code in kept.countries if code not in COUNTRIES]
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        self.start_month.choices = options(
            [("", _l("Choose one")), *((str(n), months[n]) for n in range(1, 13))]
        )
        self.countries.choices = options((code, country_name(code)) for code in known)
        others = [pair for pair in all_countries() if pair[0] not in known]
        self.elsewhere.choices = options([("", _l("None")), *others])
        self.themes.choices = options((theme.slug, theme.name(here)) for theme in themes)
        self.theme_langs = langs_of(themes, here)
        self.lead.choices = options([("", _l("Choose one")), *map(_named, organisations)])
        if kept.kind not in vocabulary.OFFERED_KINDS:
            self.kind.choices = _words(vocabulary.KINDS)

    def show(self, content: Content, version: int = 1) -> None:
        """Fill in what is kept."""
        for name in _AS_THEY_ARE:
            self[name].data = getattr(content, name)
        self.countries.data, self.themes.data = list(content.countries), list(content.themes)
        self.start_year.data = str(content.start_year or "")
        self.start_month.data = str(content.start_month or "")
        self.version.data = version

    def start_anew(self, version: int) -> None:
        """What was typed, to be saved over the text that is there by now."""
        self.version.data = version
        self.submission_id.data = new_submission_id()

    def content(self) -> Content:
        """What was typed."""
        typed = {name: self[name].data for name in _AS_THEY_ARE}
        countries = (*(self.countries.data or ()), self.elsewhere.data)
        return Content(
            countries=tuple(code for code in countries if code),
            themes=tuple(self.themes.data or ()),
            start_year=int(self.start_year.data) if self.start_year.data else None,
            start_month=int(self.start_month.data) if self.start_month.data else None,
            **typed,
        )

    def tell(self, faults: Mapping[str, object]) -> None:
        """Say beside each field what it lacks."""
        for name, fault in faults.items():
            missing = "start_month" if self.start_year.data else "start_year"
            self.refuse(missing if name == "start" else name, fault)

    def other_language(self) -> str | None:
        """The language that the text seems to be in, if it is not the one that is said."""
        found = detect(f"{self.summary.data}\n{self.challenge.data}", hint=self.lang.data)
        return None if found is None or reads_alike(found, self.lang.data) else found

    def validate_start_year(self, field: Any) -> None:
        year = field.data or ""
        if not year:
            return
        is_number = year.isascii() and year.isdecimal()
        if not is_number or not EARLIEST <= int(year) <= LATEST:
            raise ValidationError(_l("Please write the year with four digits, like 2017."))


_AS_THEY_ARE = tuple(
    name
    for name in Content.__slots__
    if name not in ("countries", "themes", "start_year", "start_month")
)


def _named(organisation: OrganisationChoice) -> tuple[str, object]:
    if organisation.is_sample:
        return organisation.code, _l("%(name)s (sample)", name=organisation.name)
    return organisation.code, organisation.name


_MARK_WORDS = (_l("1: weak"), _l("2: fair"), _l("3: good"), _l("4: very good"))


class _Mark(RadioField):
    """From 1 to 4."""

    def __init__(self, label: Lazy, **given: Any) -> None:
        words = options((str(n), word) for n, word in enumerate(_MARK_WORDS, 1))
        super().__init__(label, choices=words, validate_choice=False, **given)


class VerdictForm(Form):
    """A reader's decision: the button that is pressed says which."""

    relevance = _Mark(vocabulary.MARKS["relevance"])
    evidence = _Mark(vocabulary.MARKS["evidence"])
    transferability = _Mark(vocabulary.MARKS["transferability"])
    clarity = _Mark(vocabulary.MARKS["clarity"])
    note = TextAreaField(_l("Your note, signed with your name"), [Prose(NOTE, least=LEAST_NOTE)])
    lang = Choice(_l("Language of your note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        if self.lang.data is None:
            self.lang.data = current_language().code

    def has_marks(self) -> bool:
        """Whether all four are given; says so beside those that are not."""
        for name in vocabulary.MARKS:
            if self[name].data not in ("1", "2", "3", "4"):
                self.refuse(name, _l("Please choose one of the list."))
        return not any(self[name].errors for name in vocabulary.MARKS)

    def marks(self) -> dict[str, int]:
        return {name: int(self[name].data) for name in vocabulary.MARKS}


class ReasonForm(Form):
    """Why something is withdrawn."""

    reason = TextAreaField(_l("Why is it withdrawn?"), [Prose(1_000, least=10)])


class PlainForm(Form):
    """A button that creates something: only its submission id."""


class SavedForm(Form):
    """A list saved under a name."""

    name = StringField(_l("Name"), [Line(80)])

"""Shape and wording of what a mentor says of themselves."""

from collections.abc import Sequence
from typing import Any

from flask import request
from wtforms import Field
from wtforms.validators import DataRequired

from exchange.mentoring.levels import LEVEL_WORDS
from exchange.mentoring.models.who import MOST_OPEN
from exchange.mentoring.queries.profiles import OwnProfile
from exchange.mentoring.said import Said
from exchange.people.models import LEVELS
from exchange.tags.queries import slugs_now
from exchange.text.countries import COUNTRIES, all_countries, country_name, sort_key
from exchange.text.languages import LANGUAGES
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices, VersionedForm, options

MOST_THEMES = 8  # a mentor of everything is found by nobody
LEVEL = "level-"  # before a theme's slug: the field that says how well it is known
_LEVELS = options([("", "–"), *LEVEL_WORDS.items()])


class ProfileForm(VersionedForm):
    """How well each theme is known, one list to choose from for each, and the rest."""

    writes = Choices(
        _l("Languages that you write"), [DataRequired(_l("Choose at least one language."))]
    )
    countries = Choices(_l("Countries/territories that you know"))
    elsewhere = Choice(_l("Another country/territory"))
    most_open = Choice(_l("Questions at once"))

    def __init__(self, own: OwnProfile, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        here = current_language().code
        known = sorted(COUNTRIES, key=lambda code: sort_key(country_name(code), here))
        known += [code for code in own.countries if code not in COUNTRIES]
        self.writes.choices = options((one.code, one.own_name) for one in LANGUAGES)
        self.countries.choices = options((code, country_name(code)) for code in known)
        others = [pair for pair in all_countries() if pair[0] not in known]
        self.elsewhere.choices = options([("", _l("None")), *others])
        at_once = [(str(n), str(n)) for n in range(1, MOST_OPEN + 1)]
        self.most_open.choices = options([("0", _l("None at present")), *at_once])
        if self.is_submitted():
            self._take_over()

    def _take_over(self) -> None:
        """Of a theme that was merged into another meanwhile, what was chosen holds for that one."""
        gone = [name for name in request.form if name.startswith(LEVEL) and name not in self]
        for name in gone[:MOST_THEMES]:
            level, now = request.form[name], LEVEL + slugs_now([name.removeprefix(LEVEL)])[0]
            if level in LEVELS and now in self and not _is_as_high(self[now].data, level):
                self[now].data = level

    def show(self, own: OwnProfile) -> None:
        """What they said before."""
        for tag in own.themes:
            self[LEVEL + tag.slug].data = own.levels.get(tag.id, "")
        self.writes.data, self.countries.data = list(own.writes), list(own.countries)
        self.elsewhere.data, self.most_open.data = "", str(own.most_open)
        self.version.data = own.edit_version

    @property
    def levels(self) -> Sequence[Field]:
        return [field for field in self if field.name.startswith(LEVEL)]

    @property
    def known(self) -> Sequence[Field]:
        return [field for field in self.levels if field.data or field.errors]

    @property
    def others(self) -> Sequence[Field]:
        return [field for field in self.levels if not field.data and not field.errors]

    def validate(self, extra_validators: Any = None) -> bool:
        fits = super().validate(extra_validators)
        told = {field.name: field.data for field in self.levels if field.data}
        if len(told) > MOST_THEMES:
            self.form_errors.append(_l("Themes: choose at most %(n)d.", n=MOST_THEMES))
        return fits and not self.form_errors

    def said(self) -> Said:
        """What was chosen, once it was found valid."""
        countries = dict.fromkeys([*(self.countries.data or ()), self.elsewhere.data])
        return Said(
            levels={f.name.removeprefix(LEVEL): f.data for f in self.levels if f.data},
            writes=tuple(dict.fromkeys(self.writes.data)),
            countries=tuple(code for code in countries if code),
            most_open=int(self.most_open.data),
        )


def profile_form(own: OwnProfile) -> ProfileForm:
    """With a field for each theme that is offered; they stand on a class of their own, as WTForms
    wants it."""
    lang = current_language().code

    class FormOfThemes(ProfileForm):
        pass

    for tag in own.themes:
        setattr(FormOfThemes, LEVEL + tag.slug, Choice(tag.name(lang), choices=_LEVELS, default=""))
    form = FormOfThemes(own)
    for tag in own.themes:
        if other := tag.option(lang)[2]:
            form[LEVEL + tag.slug].label_lang = other
    return form


def _is_as_high(one: str, other: str) -> bool:
    return one in LEVELS and LEVELS.index(one) >= LEVELS.index(other)

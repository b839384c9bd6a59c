"""What mentors say of themselves."""

from collections.abc import Collection, Sequence
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from exchange.tags.queries import TagRow, langs_of, slugs_now
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choices, Form, options

MOST_THEMES = 8


class _AtMost:
    """A mentor of everything is found by nobody."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: object, field: Field) -> None:
        if len(set(field.data or ())) > self.most:
            raise ValidationError(_l("Choose at most %(n)d.", n=self.most))


class ExpertiseForm(Form):
    """The themes that a mentor knows, by their slugs."""

    themes = Choices(_l("Themes that you know"), [_AtMost(MOST_THEMES)], filters=[slugs_now])

    def __init__(self, offered: Sequence[TagRow], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        lang = current_language().code
        self._ids = {one.slug: one.id for one in offered}
        self.themes.choices = options((one.slug, one.name(lang)) for one in offered)
        self.theme_langs = langs_of(offered, lang)

    def show(self, known: Collection[int]) -> None:
        """What they said before."""
        self.themes.data = [slug for slug, tag_id in self._ids.items() if tag_id in known]

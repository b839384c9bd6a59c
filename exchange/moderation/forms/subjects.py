"""Shape and wording of what is done to the vocabulary."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, TextAreaField
from wtforms.validators import ValidationError

from exchange.moderation.forms.moderating import REASON, MovingForm
from exchange.tags.keeping import SubjectText
from exchange.tags.queries import Subject, TagRow, langs_of
from exchange.text.languages import LANGUAGES
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, Prose, Version, options

NAME, WORDS = 80, 50  # characters of a name or another word; lines of a language
OTHERS = tuple(one for one in LANGUAGES if one.code not in ("en", "sr-latn"))


class _NameFirst(Prose):
    """A name, and below it other words, one a line."""

    def __init__(self, least: int) -> None:
        super().__init__((NAME + 1) * WORDS, least=least)

    def __call__(self, form: object, field: Any) -> None:
        super().__call__(form, field)
        lines = field.data.split("\n")
        longest = max(map(len, lines))
        if longest > NAME:
            raise ValidationError(
                _l("At most %(n)d characters, please; there are %(now)d.", n=NAME, now=longest)
            )
        if len(lines) > WORDS:
            raise ValidationError(_l("At most %(n)d lines, please.", n=WORDS))


class SubjectForm(Form):
    """What a subject is called; each language has a field more."""

    in_en = TextAreaField(_l("Name, in English"), [_NameFirst(1)])
    is_theme = BooleanField(_l("A theme: experiences and mentors are filed under it"))
    version = Version()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in OTHERS:
            self[f"in_{one.code}"].label_lang = one.html  # called by its own name

    def show(self, subject: Subject, version: int) -> None:
        """What holds now, to be changed."""
        for one in ("en", *(one.code for one in OTHERS)):
            words = [word for lang, word in subject.synonyms if lang == one]
            self[f"in_{one}"].data = "\n".join([subject.tag.names.get(one, ""), *words]).rstrip()
        if "is_theme" in self:
            self.is_theme.data = subject.tag.is_theme
        self.version.data = version

    def other_words_of(self, subject: Subject) -> list[tuple[str, str, str]]:
        """What holds now where something else is typed: the language's name, its code, the words,
        one a line."""
        now = SubjectForm(formdata=None)
        now.show(subject, 0)
        names = [(f"in_{one.code}", one) for one in LANGUAGES if f"in_{one.code}" in self]
        return [
            (one.own_name, one.html, now[name].data)
            for name, one in names
            if now[name].data != self[name].data
        ]

    def told(self) -> SubjectText:
        names, words = {}, []
        for lang in ("en", *(one.code for one in OTHERS)):
            first, *more = (line.strip() for line in self[f"in_{lang}"].data.split("\n"))
            names[lang] = first
            words += [(lang, word) for word in more if word]
        is_theme = bool(self.is_theme.data) if "is_theme" in self else None
        return SubjectText({k: name for k, name in names.items() if name}, tuple(words), is_theme)


for _one in OTHERS:
    setattr(SubjectForm, f"in_{_one.code}", TextAreaField(_one.own_name, [_NameFirst(0)]))


class MergeSubjectForm(MovingForm):
    """Puts all that is filed under one subject under another."""

    reason = TextAreaField(_l("Why is it merged?"), [Prose(REASON)])
    into = Choice(_l("Into which subject?"))
    sure = BooleanField(_l("I know that this cannot be undone"))
    version = Version()

    def offer(self, subjects: Sequence[TagRow], lang: str) -> None:
        named = [(one.slug, one.name(lang)) for one in subjects]
        self.into.choices = options([("", _l("Choose one")), *named])
        self.into_langs = langs_of(subjects, lang)

    def validate_into(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_sure(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please confirm this: it cannot be undone."))

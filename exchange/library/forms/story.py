from wtforms import StringField, TextAreaField

from exchange.library import vocabulary
from exchange.library.body import Principle
from exchange.library.bounds import SENTENCE
from exchange.library.content import LONG_TEXT, Content
from exchange.library.forms.fields import words_of
from exchange.library.forms.section import Lists, SectionForm
from exchange.tags.queries import langs_of, slugs_now
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choices, Line, Markdown, options


class StoryForm(SectionForm):
    """What stood in the way, and what was done about it."""

    section = "story"
    plain = ("challenge", "situation_before", "objective", "what_was_done")

    themes = Choices(_l("Themes"), filters=[slugs_now])
    challenges = Choices(_l("Kind of challenge"), choices=words_of(vocabulary.CHALLENGES))
    challenge = TextAreaField(_l("The challenge"), [Markdown(LONG_TEXT, least=0)])
    situation_before = TextAreaField(_l("The situation before"), [Markdown(LONG_TEXT, least=0)])
    objective = TextAreaField(_l("The objective"), [Markdown(LONG_TEXT, least=0)])
    what_was_done = TextAreaField(_l("What was done"), [Markdown(LONG_TEXT, least=0)])

    def offer(self, lists: Lists, kept: Content) -> None:
        here = current_language().code
        self.themes.choices = options((theme.slug, theme.name(here)) for theme in lists.themes)
        self.theme_langs = langs_of(lists.themes, here)

    def show(self, kept: Content) -> None:
        super().show(kept)
        self.themes.data, self.challenges.data = list(kept.themes), list(kept.body.challenges)
        for one in kept.body.principles:
            if (name := place_of(one.code)) in self:
                self[name].data = one.how

    def values(self) -> dict[str, object]:
        told = super().values() | {
            "themes": tuple(sorted(self.themes.data or ())),
            "challenges": tuple(self.challenges.data or ()),
        }
        if self.of_kind.data == "full":
            told["principles"] = tuple(
                Principle(code, self[place_of(code)].data)
                for code in vocabulary.PRINCIPLES
                if self[place_of(code)].data
            )
        return told

    def principles(self) -> list[StringField]:
        return [self[place_of(code)] for code in vocabulary.PRINCIPLES if place_of(code) in self]


def place_of(principle: str) -> str:
    return f"how-{principle}"


for _code, _words in vocabulary.PRINCIPLES.items():
    setattr(StoryForm, place_of(_code), StringField(_words, [Line(SENTENCE, least=0)]))
StoryForm.full_only = frozenset(map(place_of, vocabulary.PRINCIPLES))

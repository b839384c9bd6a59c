from wtforms import StringField, TextAreaField

from exchange.library import vocabulary
from exchange.library.content import ENGLISH_SUMMARY, LONGEST_SUMMARY, TITLE, Content
from exchange.library.forms.fields import words_of
from exchange.library.forms.section import Lists, SectionForm
from exchange.text.languages import LANGUAGES
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Line, Prose, options


class ShortForm(SectionForm):
    """What it is, and the whole of it in a few lines."""

    section = "short"
    plain = ("kind", "lang", "title", "scope", "summary", "english_title", "english_summary")

    kind = Choice(_l("What is it?"), choices=words_of(vocabulary.KINDS))
    lang = Choice(_l("Language of your text"))
    title = StringField(_l("Title"), [Line(TITLE, least=0)])
    summary = TextAreaField(_l("Summary"), [Prose(LONGEST_SUMMARY, least=0)])
    english_title = StringField(_l("Title in English"), [Line(TITLE, least=0)])
    english_summary = TextAreaField(_l("Summary in English"), [Prose(ENGLISH_SUMMARY, least=0)])
    scope = Choice(_l("What is it about?"), choices=words_of(vocabulary.SCOPES))

    def offer(self, lists: Lists, kept: Content) -> None:
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)

"""Shape and wording of what is typed where a record is translated."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field as Control
from wtforms import StringField, TextAreaField

from exchange.kernel.submissions import new_submission_id
from exchange.library.fields import Field, is_markdown
from exchange.library.queries.translations import TextPair
from exchange.text.languages import LANGUAGES
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices, Form, Line, Markdown, Prose, Version, options

NOTE = 2_000
LEAST_NOTE = 10
AHEAD = "t-"  # of the names of its fields: the record's own names stand behind it


class TranslationForm(Form):
    """All texts of a record in one language, each beside its original; any may stay empty."""

    version = Version()

    def texts(self) -> dict[str, str]:
        """What was typed, by the name of its text."""
        own = [one for one in self if one.name.startswith(AHEAD)]
        return {one.name.removeprefix(AHEAD): one.data or "" for one in own}

    def show(self, pairs: Sequence[TextPair], version: int) -> None:
        """Fill in what is kept."""
        for pair in pairs:
            if AHEAD + pair.name in self:
                self[AHEAD + pair.name].data = pair.text
        self.version.data = version

    def fill_in(self, pairs: Sequence[TextPair]) -> None:
        """What others wrote meanwhile, where nothing was typed."""
        for pair in pairs:
            if AHEAD + pair.name in self and not self[AHEAD + pair.name].data:
                self[AHEAD + pair.name].data = pair.text

    def start_anew(self, version: int) -> None:
        """What was typed, to be saved over the texts that are there by now."""
        self.version.data = version
        self.submission_id.data = new_submission_id()


def translation_form(open_pairs: Sequence[TextPair]) -> TranslationForm:
    """With a field for each text that whoever has it open may write."""
    controls = {AHEAD + pair.name: _control(pair.field) for pair in open_pairs}
    made: TranslationForm = type("TranslationForm", (TranslationForm,), controls)()
    return made


def _control(field: Field) -> Control:
    if field.is_line:
        return StringField(field.label, [Line(field.most, least=0)])
    bound = Markdown if is_markdown(field.name) else Prose
    return TextAreaField(field.label, [bound(field.most, least=0)])


class TakeOutForm(Form):
    """Which texts are to go."""

    version = Version()
    texts = Choices(_l("Texts"))

    def offer(self, pairs: Sequence[TextPair]) -> None:
        self.texts.choices = options((pair.name, pair.field.label) for pair in pairs)

    def start_anew(self, version: int) -> None:
        """What was chosen, to be sent again about what is there by now."""
        self.version.data = version
        self.submission_id.data = new_submission_id()

    def is_fit(self) -> bool:
        """Whether something is chosen; says so beside it if not."""
        if self.validate() and not self.texts.data:
            self.refuse("texts", _l("Choose at least one of them."))
        return not self.errors


class ReviewForm(Form):
    """Which texts are right, or need another hand: the button that is pressed says which."""

    version = Version()
    texts = Choices(_l("Texts"))
    note = TextAreaField(_l("Your note to the translator"), [Prose(NOTE, least=0)])
    note_lang = Choice(_l("Language of your note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.note_lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        if self.note_lang.data is None:
            self.note_lang.data = current_language().code

    def offer(self, pairs: Sequence[TextPair]) -> None:
        self.texts.choices = options((pair.name, pair.field.label) for pair in pairs)

    def start_anew(self, version: int) -> None:
        """What was chosen and typed, to be sent again about what is there by now."""
        self.version.data = version
        self.submission_id.data = new_submission_id()

    def is_fit(self, is_given_back: bool) -> bool:
        """Whether enough is chosen and said; says so beside what is not."""
        if not self.validate():
            return False
        if not self.texts.data:
            self.refuse("texts", _l("Choose at least one of them."))
        length = len(self.note.data)
        if is_given_back and length < LEAST_NOTE:
            sentence = _l(
                "At least %(n)d characters, please; there are %(now)d.", n=LEAST_NOTE, now=length
            )
            self.refuse("note", sentence)
        return not (self.texts.errors or self.note.errors)

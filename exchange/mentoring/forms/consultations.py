"""Shape and wording of what is typed in private consultations."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum.forms.drafted import BODY, TITLE, DraftedForm
from exchange.forum.queries import CategoryRow
from exchange.mentoring.policy.consultations import MOST_MENTORS, MOST_TAGS
from exchange.mentoring.queries.consultations.drafts import Begun, PrivateDraftRow
from exchange.mentoring.queries.consultations.people import Candidate, Reader
from exchange.mentoring.queries.consultations.words import Words, WordsPage
from exchange.tags.queries import TagRow, langs_of, slugs_now
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import (
    Choice,
    Choices,
    Form,
    Line,
    Markdown,
    Version,
    WordedForm,
    options,
    whole_number,
)

QUESTION = 31_000  # there is room for the line above it
SHOWN = 40  # candidates


class NoteForm(DraftedForm):
    """What one writes to the others; kept until it is sent."""

    body = TextAreaField(_l("Your reply"), [Markdown(BODY)])

    def show_begun(self, begun: Begun | None) -> None:
        """What was kept of it, if anything was."""
        if begun is not None:
            self._show(begun.row)
            self.files.show(begun.files)

    def _show(self, row: PrivateDraftRow) -> None:
        self.body.data, self.lang.data = row.source, row.lang
        self.draft.data = f"{row.id}-{row.version}"


class ConfideForm(NoteForm):
    """What is asked in confidence, and who shall not read it."""

    title = StringField(_l("Your question in one sentence"), [Line(TITLE, least=8)])
    body = TextAreaField(_l("What one should know to answer"), [Markdown(BODY)])
    tags = Choices(_l("Subjects"), filters=[slugs_now])
    excluded = Choices(_l("Who shall not read it"))

    def offer(self, tags: Sequence[TagRow], readers: Sequence[Reader]) -> None:
        """The lists to choose from, in the reader's language."""
        lang = current_language().code
        self.tags.choices = options((tag.slug, tag.name(lang)) for tag in tags)
        self.tag_langs = langs_of(tags, lang)
        self.excluded.choices = options((str(one.id), _told(one)) for one in readers)

    def choices(self) -> Mapping[str, Any]:
        return {"tags": self.tags.data or [], "excluded": self.excluded.data or []}

    @property
    def left_out(self) -> Sequence[int]:
        """The numbers of those who shall not read it."""
        return [int(one) for one in self.excluded.data or ()]

    def _show(self, row: PrivateDraftRow) -> None:
        super()._show(row)
        self.title.data = row.title
        self.tags.data = slugs_now(row.choices["tags"])  # merged meanwhile, perhaps
        self.excluded.data = row.choices["excluded"]

    def validate_tags(self, field: Any) -> None:
        if len(field.data or ()) > MOST_TAGS:
            raise ValidationError(_l("At most five subjects, please."))


def _told(one: Reader | Candidate) -> str:
    return f"{one.name} · {one.organisation}" if one.organisation else one.name


class Mentors(Choices):
    """Numbers; whether those may be assigned the action says, as it may be done already."""

    def pre_validate(self, form: Any) -> None:
        if any(whole_number(one) is None for one in self.data or ()):
            raise ValidationError(_l("Please choose from the list only."))


class AssignForm(Form):
    """Which mentors are asked to answer it."""

    mentors = Mentors(_l("Mentors"))

    def offer(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates[:SHOWN]
        self.mentors.choices = options((str(one.id), _told(one)) for one in self.candidates)

    def validate_mentors(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose one of the list."))
        if len(field.data) > MOST_MENTORS:
            raise ValidationError(_l("At most five mentors, please."))


class WordsForm(WordedForm):
    """In which words everybody may read it."""

    title = StringField(_l("The question in one sentence"), [Line(TITLE, least=8)])
    body = TextAreaField(_l("The question"), [Markdown(QUESTION)])
    looked = BooleanField(_l("I have looked at these words. They may stay."))
    consent = BooleanField(_l("I agree that everybody reads this, under CC BY 4.0."))
    version = Version()

    answered_by: tuple[int, ...] = ()  # whose words there are fields for

    def show(self, page: WordsPage) -> None:
        """What was prepared; else what was said, to take the names out of it."""
        kept = page.kept
        self.title.data = kept.title if kept else page.head.title
        self.body.data = kept.question if kept else page.question[:QUESTION]
        self.lang.data = kept.lang if kept else page.head.lang
        self.version.data = page.head.edit_version or 0
        for one in self.answered_by:
            self[answer_name(one)].data = page.answer_of(one)[:BODY]

    def words(self) -> Words:
        return Words(self.title.data, self.body.data, self.lang.data)

    def answers(self) -> Mapping[int, str]:
        """Those that are not left out."""
        typed = {one: self[answer_name(one)].data for one in self.answered_by}
        return {one: words for one, words in typed.items() if words}

    def validate_consent(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Without your consent nobody else reads it."))


def answer_name(mentor_id: int) -> str:
    """Of the field for the words of this mentor."""
    return f"answer_{mentor_id}"


def words_form(page: WordsPage) -> WordsForm:
    """With a field for each mentor who has answered."""
    fields = {
        answer_name(one.id): TextAreaField(
            _l("Answer by: %(name)s", name=one.name), [Markdown(BODY, least=0)]
        )
        for one in page.mentors
    }
    made = type(
        "WordsForm", (WordsForm,), {**fields, "answered_by": tuple(one.id for one in page.mentors)}
    )
    form: WordsForm = made()
    return form


class RulingForm(Form):
    """A mentor's word on words that they have read."""

    version = Version()


class PublishForm(Form):
    """Where the thread begins."""

    category = Choice(_l("Category"))
    version = Version()

    def offer(self, categories: Sequence[CategoryRow]) -> None:
        lang = current_language().code
        known = [(str(one.id), one.name(lang)) for one in categories]
        self.category.choices = options([("", _l("Choose one")), *known])

    def validate_category(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose one of the list."))

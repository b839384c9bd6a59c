"""Shape and wording of posts."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum import queries
from exchange.forum.forms.drafted import BODY, TITLE, DraftedForm
from exchange.forum.queries import CategoryRow
from exchange.tags.queries import TagRow, langs_of, slugs_now
from exchange.text.languages import detect, reads_alike
from exchange.text.quotation import without_quotations
from exchange.text.wording import lazy as _l
from exchange.web.forms import (
    Choice,
    Choices,
    Hidden,
    Line,
    Markdown,
    Version,
    options,
)

TAGS = 5
HIGHEST = 2**31 - 1  # version that its draft can keep


class TextForm(DraftedForm):
    """A text and its language: proposed by detection, confirmed by the author."""

    proposed = Hidden()  # the language that was proposed already: it is not asked twice

    def show_draft(self, row: queries.DraftRow) -> None:
        self.body.data, self.lang.data = row.source, row.lang
        self.draft.data = f"{row.id}-{row.version}"
        if "title" in self:
            self["title"].data = row.title

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self._has_its_language()

    def _has_its_language(self) -> bool:
        title = self.title.data if "title" in self else ""
        own = f"{title}\n{without_quotations(self.body.data)}"
        found = detect(own, hint=self.lang.data)
        if found is None or found == self.lang.data or self.proposed.data == found:
            return True
        if reads_alike(found, self.lang.data):
            if {found, self.lang.data} == {"sr", "sr-latn"}:
                self.lang.data = found  # the script is seen, not guessed
            return True
        self.lang.data = self.proposed.data = found
        self.lang.errors = [
            _l("This looks like another language: we have chosen it. Change it back if we err.")
        ]
        return False


class ReplyForm(TextForm):
    """A reply to a post."""

    body = TextAreaField(_l("Your reply"), [Markdown(BODY)])

    def quote(self, quoted: str) -> None:
        """Below what stands here already, with room for one's own words; once."""
        text = self.body.data or ""
        if quoted and quoted not in text:
            self.body.data = f"{text}\n\n{quoted}\n\n".lstrip()


class AskForm(TextForm):
    """A question or a discussion."""

    kind = RadioField(
        _l("What is it?"),
        choices=options([("question", _l("A question")), ("discussion", _l("A discussion"))]),
        default="question",
        validate_choice=False,
    )
    category = Choice(_l("Category"))
    title = StringField(_l("Your question in one sentence"), [Line(TITLE, least=8)])
    body = TextAreaField(_l("What one should know to answer"), [Markdown(BODY)])
    tags = Choices(_l("Subjects"), filters=[slugs_now])

    def offer(self, categories: list[CategoryRow], tags: list[TagRow], lang: str) -> None:
        """The lists to choose from, in the reader's language."""
        known = [(str(one.id), one.name(lang)) for one in categories]
        self.category.choices = options([("", _l("Choose one")), *known])
        self.tags.choices = options((tag.slug, tag.name(lang)) for tag in tags)
        self.tag_langs = langs_of(tags, lang)

    def choices(self) -> Mapping[str, Any]:
        kind = "discussion" if self.kind.data == "discussion" else "question"
        return {"kind": kind, "category": self.category.data, "tags": self.tags.data or []}

    def show_draft(self, row: queries.DraftRow) -> None:
        super().show_draft(row)
        for name in ("kind", "category", "tags"):
            self[name].data = row.choices.get(name, self[name].data)
        self.tags.data = slugs_now(self.tags.data)

    def validate_kind(self, field: Any) -> None:
        if field.data not in ("question", "discussion"):
            raise ValidationError(_l("Please choose one of the list."))

    def validate_category(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_tags(self, field: Any) -> None:
        if len(field.data or ()) > TAGS:
            raise ValidationError(_l("At most five subjects, please."))


class EditForm(TextForm):
    """A post that is there already; `version` is the one that its author read."""

    title = StringField(_l("Title"), [Line(TITLE, least=8)])
    version = Version(most=HIGHEST)
    asks_again = BooleanField(_l("Ask for confirmation again"))

    @property
    def is_to_ask_again(self) -> bool:
        return bool("asks_again" in self and self.asks_again.data)

    def choices(self) -> Mapping[str, Any]:
        return {"asks_again": True} if self.is_to_ask_again else {}

    def show_draft(self, row: queries.DraftRow) -> None:
        super().show_draft(row)
        if "asks_again" in self:
            self.asks_again.data = bool(row.choices.get("asks_again"))
        self.version.data = row.post_version

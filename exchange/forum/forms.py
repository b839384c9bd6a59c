"""Shape and wording of what is typed in the forum."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum import queries
from exchange.forum.keeping import AUDIENCES, CategoryText
from exchange.forum.queries import CategoryRow
from exchange.forum.writing import OpenForm, Written
from exchange.people.queries import OrganisationRow
from exchange.tags.queries import TagRow
from exchange.text.cyrillic import to_latin
from exchange.text.languages import LANGUAGES, detect, reads_alike
from exchange.text.quotation import without_quotations
from exchange.text.wording import current_language
from exchange.text.wording import lazy as _l
from exchange.web.forms import (
    Choice,
    Choices,
    Form,
    Hidden,
    Line,
    Markdown,
    Prose,
    Version,
    options,
    whole_number,
)

TITLE, BODY, TAGS = 200, 32_000, 5
NAME, DESCRIPTION = 80, 300  # of a category


class TextForm(Form):
    """A text and its language: proposed by detection, confirmed by the author."""

    body = TextAreaField(_l("Your text"), [Markdown(BODY)])
    lang = Choice(_l("Language of your text"))
    proposed = Hidden()  # the language that was proposed already: it is not asked twice
    draft = Hidden()  # "12-3": the draft that this form shows, and its version

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lang.choices = options((one.code, one.own_name) for one in LANGUAGES)
        if self.lang.data is None:
            self.lang.data = current_language().code

    def can_be_kept(self) -> bool:
        """Whether this may be a draft: as long as a post at most, and as unfinished as it is."""
        self.body.validators = [Prose(BODY, least=0)]
        if "title" in self:
            self["title"].validators = [Line(TITLE, least=0)]
        fit = [field.validate(self) for field in self]
        if all(fit) and not self.written().body and not self.written().title:
            self.refuse("body", _l("This cannot be empty."))
        return not self.errors

    def written(self) -> Written:
        title = self["title"].data if "title" in self else ""
        return Written(title or "", self.body.data or "", self.lang.data, self.choices())

    def choices(self) -> Mapping[str, Any]:
        """What is chosen beside the text."""
        return {}

    @property
    def opened(self) -> OpenForm:
        draft_id, _, version = (self.draft.data or "").partition("-")
        return OpenForm(self.submission_id.data, whole_number(draft_id), whole_number(version))

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
    tags = Choices(_l("Subjects"))

    def offer(self, categories: list[CategoryRow], tags: list[TagRow], lang: str) -> None:
        """The lists to choose from, in the reader's language."""
        known = [(str(one.id), one.name(lang)) for one in categories]
        self.category.choices = options([("", _l("Choose one")), *known])
        self.tags.choices = options((tag.slug, tag.name(lang)) for tag in tags)

    def choices(self) -> Mapping[str, Any]:
        kind = "discussion" if self.kind.data == "discussion" else "question"
        return {"kind": kind, "category": self.category.data, "tags": self.tags.data or []}

    def show_draft(self, row: queries.DraftRow) -> None:
        super().show_draft(row)
        for name in ("kind", "category", "tags"):
            self[name].data = row.choices.get(name, self[name].data)

    def validate_kind(self, field: Any) -> None:
        if field.data not in ("question", "discussion"):
            raise ValidationError(_l("Please choose one of the list."))

    def validate_category(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_tags(self, field: Any) -> None:
        if len(field.data or ()) > TAGS:
            raise ValidationError(_l("At most five subjects, please."))


class PlainForm(Form):
    """A button and nothing to type."""


class EditForm(TextForm):
    """A post that is there already; `version` is the one that its author read."""

    title = StringField(_l("Title"), [Line(TITLE, least=8)])
    version = Version()

    def show_draft(self, row: queries.DraftRow) -> None:
        super().show_draft(row)
        self.version.data = row.post_version


# Serbian in Latin letters is made from Cyrillic.
OTHERS = tuple(one for one in LANGUAGES if one.code not in ("en", "sr-latn"))


class _NameFirst(Prose):
    """A name, and below it what it is for; or nothing."""

    def __init__(self) -> None:
        super().__init__(NAME + DESCRIPTION, least=0)

    def __call__(self, form: object, field: Any) -> None:
        super().__call__(form, field)
        length = len(field.data.partition("\n")[0])
        if length > NAME:
            raise ValidationError(
                _l("At most %(n)d characters, please; there are %(now)d.", n=NAME, now=length)
            )


class CategoryForm(Form):
    """A category or a room: its name, what it is for, and whom; each language has a field more."""

    name = StringField(_l("Name, in English"), [Line(NAME)])
    description = TextAreaField(_l("What it is for, in English"), [Prose(DESCRIPTION)])
    audience = RadioField(
        _l("Who may enter?"),
        choices=options(
            [
                ("public", _l("Everybody")),
                ("members", _l("All members")),
                ("organisation", _l("One organisation")),
                ("roles", _l("People with a role")),
            ]
        ),
        default="organisation",
        validate_choice=False,
    )
    organisation = Choice(_l("Organisation"))
    roles = Choices(_l("Roles"))
    version = Version()

    def __init__(self, organisations: Sequence[OrganisationRow], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        named = [(str(one.id), one.name) for one in organisations]
        self.organisation.choices = options([("", _l("Choose one")), *named])
        self.roles.choices = options(_ROLES.items())

    def leave_to_admins(self) -> None:
        """A coordinator makes rooms of the own organisation, and nothing else."""
        del self.audience, self.roles

    def show(self, row: queries.KeptRow) -> None:
        """What holds now, to be changed."""
        self.name.data, self.description.data = row.names["en"], row.descriptions["en"]
        for one in OTHERS:
            both = row.names.get(one.code, ""), row.descriptions.get(one.code, "")
            self[f"in_{one.code}"].data = "\n".join(both).strip()
        if "audience" in self:
            self.audience.data, self.roles.data = row.audience, row.roles
        self.organisation.data = str(row.organisation_id or "")
        self.version.data = row.edit_version

    def told(self) -> CategoryText:
        audience = self.audience.data if "audience" in self else "organisation"
        of_organisation = audience == "organisation"
        names, descriptions = self._in_each_language()
        return CategoryText(
            names=names,
            descriptions=descriptions,
            audience=audience,
            organisation_id=whole_number(self.organisation.data) if of_organisation else None,
            roles=tuple(self.roles.data or ()) if audience == "roles" else (),
        )

    def _in_each_language(self) -> tuple[dict[str, str], dict[str, str]]:
        names, descriptions = {"en": self.name.data}, {"en": self.description.data}
        for one in OTHERS:
            name, _, description = self[f"in_{one.code}"].data.partition("\n")
            names[one.code], descriptions[one.code] = name.strip(), description.strip()
        for texts in (names, descriptions):
            texts["sr-latn"] = to_latin(texts["sr"])
        return _without_gaps(names), _without_gaps(descriptions)

    def validate_audience(self, field: Any) -> None:
        if field.data not in AUDIENCES:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_organisation(self, field: Any) -> None:
        audience = self.audience.data if "audience" in self else "organisation"
        if audience == "organisation" and not field.data:
            raise ValidationError(_l("Please choose one of the list."))

    def validate_roles(self, field: Any) -> None:
        if self.audience.data == "roles" and not field.data:
            raise ValidationError(_l("Choose at least one."))


_ROLES = {
    "mentor": _l("Mentor"),
    "mentoring_coordinator": _l("Mentoring coordinator"),
    "editor": _l("Editor"),
    "coordinator": _l("Coordinator"),
}
for _one in OTHERS:
    setattr(CategoryForm, f"in_{_one.code}", TextAreaField(_one.own_name, [_NameFirst()]))


def _without_gaps(texts: dict[str, str]) -> dict[str, str]:
    return {code: text for code, text in texts.items() if text}


class InviteForm(Form):
    """Who is to read and write in a room that is not for them."""

    who = StringField(_l("Address of their profile, or its number"), [Line(200)])

    @property
    def account_id(self) -> int:
        """0, which nobody has, for what is neither."""
        found = _PROFILE.search(self.who.data or "")
        return (whole_number(found[1]) if found else None) or 0


_PROFILE = re.compile(r"(?:^|/people/)([0-9]{1,10})/?$")

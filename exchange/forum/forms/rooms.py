"""Shape and wording of what makes a category or a room."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from exchange.forum import queries
from exchange.forum.keeping import AUDIENCES, CategoryText
from exchange.people.queries import OrganisationRow
from exchange.text.cyrillic import to_latin
from exchange.text.languages import LANGUAGES
from exchange.text.wording import lazy as _l
from exchange.web.forms import (
    Choice,
    Choices,
    Form,
    Line,
    Prose,
    Version,
    options,
    whole_number,
)

NAME, DESCRIPTION = 80, 300  # of a category
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

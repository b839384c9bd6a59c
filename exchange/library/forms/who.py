from wtforms import StringField

from exchange.library import vocabulary
from exchange.library.body import Participant
from exchange.library.bounds import MOST_PEOPLE, NAME, PARTICIPANTS
from exchange.library.content import Content
from exchange.library.forms.fields import PERCENT, Number, words_of
from exchange.library.forms.section import Lists, Rows, SectionForm
from exchange.library.queries import OrganisationChoice
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Choices, Line, options

_ROLES = words_of(vocabulary.PARTICIPANT_ROLES)


class WhoForm(SectionForm):
    """Who led it, who else took part, and for whom it was."""

    section = "who"
    plain = ("lead",)
    numbers = ("persons", "women", "youth")
    repeated = (
        Rows(
            "participants",
            PARTICIPANTS,
            {
                "name": lambda label: StringField(label, [Line(NAME, least=0)]),
                "role": lambda label: Choice(label, choices=_ROLES),
            },
            {"name": _l("Organisation"), "role": _l("What it did")},
        ),
    )

    lead = Choice(_l("Lead organisation"))
    targets = Choices(_l("For whom"), choices=words_of(vocabulary.TARGETS))
    persons = Number(_l("How many people it reached"), most=MOST_PEOPLE)
    women = Number(_l("Women among them, percent"), most=PERCENT)
    youth = Number(_l("Young people among them, percent"), most=PERCENT)

    def offer(self, lists: Lists, kept: Content) -> None:
        self.lead.choices = options([("", _l("Choose one")), *map(_named, lists.organisations)])

    def show(self, kept: Content) -> None:
        super().show(kept)
        self.targets.data = list(kept.body.targets)
        for name in self.numbers:
            self[name].show(getattr(kept.body, name))
        for row, one in zip(self.rows("participants"), kept.body.participants, strict=False):
            row["name"].data, row["role"].data = one.name, one.role

    def values(self) -> dict[str, object]:
        return super().values() | {
            **{name: self[name].whole for name in self.numbers},
            "targets": tuple(self.targets.data or ()),
            "participants": tuple(
                Participant(row["name"].data, row["role"].data)
                for row in self.rows("participants")
                if row["name"].data
            ),
        }


def _named(organisation: OrganisationChoice) -> tuple[str, object]:
    if organisation.is_sample:
        return organisation.code, _l("%(name)s (sample)", name=organisation.name)
    return organisation.code, organisation.name

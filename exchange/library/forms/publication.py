from wtforms import BooleanField, StringField, TextAreaField

from exchange.library import vocabulary
from exchange.library.body import Contact, Related
from exchange.library.bounds import CONTACTS, NAME, RELATED
from exchange.library.content import NOTE_OF_VERSION, Content
from exchange.library.forms.fields import Code, NameOnly, words_of
from exchange.library.forms.section import Rows, SectionForm
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Line, Prose, options

_RELATIONS = words_of(vocabulary.RELATIONS)


class PublicationForm(SectionForm):
    """Who can be asked, what it belongs with, and under which licence it may be used."""

    section = "publication"
    plain = ("licence", "version_note", "consent")
    repeated = (
        Rows(
            "contacts",
            CONTACTS,
            {
                "name": lambda label: StringField(label, [Line(NAME, least=0), NameOnly()]),
                "is_public": BooleanField,
                "may_be_written_to": BooleanField,
            },
            {
                "name": _l("Person or organisation"),
                "is_public": _l("Everyone may see the name"),
                "may_be_written_to": _l("May be written to"),
            },
        ),
        Rows(
            "related",
            RELATED,
            {"code": Code, "relation": lambda label: Choice(label, choices=_RELATIONS)},
            {"code": _l("Code of the record"), "relation": _l("How yours stands to it")},
        ),
    )

    version_note = TextAreaField(
        _l("What is new in this version"), [Prose(NOTE_OF_VERSION, least=0)]
    )
    licence = Choice(_l("Licence"), choices=options((code, code) for code in vocabulary.LICENCES))
    consent = BooleanField(_l("I agree that this is published under the licence above."))

    def show(self, kept: Content) -> None:
        super().show(kept)
        for row, one in zip(self.rows("contacts"), kept.body.contacts, strict=False):
            row["name"].data = one.name
            row["is_public"].data = one.is_public
            row["may_be_written_to"].data = one.may_be_written_to
        for row, other in zip(self.rows("related"), kept.body.related, strict=False):
            row["code"].show(other.number)
            row["relation"].data = other.relation

    def values(self) -> dict[str, object]:
        return super().values() | {
            "contacts": tuple(
                Contact(row["name"].data, row["is_public"].data, row["may_be_written_to"].data)
                for row in self.rows("contacts")
                if row["name"].data
            ),
            "related": tuple(
                Related(row["code"].number, row["relation"].data)
                for row in self.rows("related")
                if row["code"].number is not None
            ),
        }

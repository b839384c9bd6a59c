"""Shape and wording of what is typed for collections."""

from collections.abc import Sequence

from wtforms import StringField, TextAreaField

from exchange.collections.actions import Words
from exchange.collections.queries import CollectionLine, CollectionRow
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, Line, Prose, VersionedForm, WordedForm, options

TITLE, DESCRIPTION, NOTE = 100, 2_000, 500  # characters at most


class CollectionForm(WordedForm):
    """What a collection is called, and whom it is for."""

    title = StringField(_l("Title"), [Line(TITLE)])
    description = TextAreaField(_l("What it is for"), [Prose(DESCRIPTION, least=0)])
    audience = Choice(
        _l("Who sees it?"),
        choices=options(
            [
                ("private", _l("Only you")),
                ("link", _l("Whoever has the link")),
                ("public", _l("Everyone")),
            ]
        ),
        default="private",
    )

    def words(self) -> Words:
        return Words(self.title.data, self.description.data, self.lang.data, self.audience.data)


class ChangeForm(VersionedForm, CollectionForm):
    """The same, said again."""

    def show(self, row: CollectionRow) -> None:
        """Fill in what is kept."""
        for name in ("title", "description", "lang", "audience"):
            self[name].data = getattr(row, name)
        self.version.data = row.edit_version


class CollectForm(Form):
    """Into which of the own collections a record goes, and why."""

    collection = Choice(_l("Collection"))
    note = TextAreaField(_l("Your note"), [Prose(NOTE, least=0)])

    def offer(self, own: Sequence[CollectionLine]) -> None:
        self.collection.choices = options((str(one.id), one.title) for one in own)


class HideForm(Form):
    """Why a collection is hidden."""

    reason = TextAreaField(_l("Why is it hidden?"), [Prose(1_000, least=10)])

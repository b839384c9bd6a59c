from wtforms import StringField, TextAreaField

from exchange.kernel.submissions import new_submission_id
from exchange.library import vocabulary
from exchange.library.body import Block
from exchange.library.bounds import BLOCK_TEXT, NAME
from exchange.library.forms.fields import Digest, words_of
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, Line, Markdown

FIELDS = ("title", "kind", "description", "enabled_by", "lessons", "needs")


class BlockForm(Form):
    """A part of the solution that somebody else could take over by itself."""

    version = Digest()
    title = StringField(_l("Title"), [Line(NAME)])
    kind = Choice(_l("Kind"), choices=words_of(vocabulary.BLOCK_KINDS, may_be_open=True))
    description = TextAreaField(_l("Description"), [Markdown(BLOCK_TEXT, least=0)])
    enabled_by = TextAreaField(_l("What made it possible"), [Markdown(BLOCK_TEXT, least=0)])
    lessons = TextAreaField(_l("What was learned"), [Markdown(BLOCK_TEXT, least=0)])
    needs = TextAreaField(_l("What it needs"), [Markdown(BLOCK_TEXT, least=0)])

    def show(self, block: Block) -> None:
        for name in FIELDS:
            self[name].data = getattr(block, name)

    def start_anew(self, digest: str) -> None:
        """What was typed, to be saved over the text that is there by now."""
        self.version.data = digest
        self.submission_id.data = new_submission_id()

    def block(self, key: str) -> Block:
        return Block(key, **{name: self[name].data for name in FIELDS})

from wtforms import FileField

from exchange.importing.reading import ENCODINGS, GUESSED
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choice, Form, options


class UploadForm(Form):
    """A table, and how to read it if it does not say so itself."""

    table = FileField(_l("The table"))
    encoding = Choice(_l("Alphabet, if the file is an old CSV"), choices=options(ENCODINGS.items()))

    def begin(self, lang: str) -> None:
        """What is likely where this language is written."""
        self.encoding.data = GUESSED.get(lang, "cp1250")

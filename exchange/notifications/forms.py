"""Shape and wording of what is chosen about mails."""

from collections.abc import Collection, Sequence
from typing import Any

from exchange.notifications.kinds import SWITCHES
from exchange.text.wording import lazy as _l
from exchange.web.forms import Choices, FieldsOnly


class MailForm(FieldsOnly):
    """Which mails a person wants; the same choice sent twice is the same choice."""

    wanted = Choices(_l("Send me a mail about"))

    def __init__(self, offered: Sequence[str], off: Collection[str], **kwargs: Any) -> None:
        on = [kind for kind in offered if kind not in off]
        super().__init__(data={"wanted": on}, **kwargs)
        self.wanted.choices = [(kind, SWITCHES[kind]) for kind in offered]

"""What features above know of what came of an accepted answer, when an experience is made of it.

`@tells_aftermath` stands over a function that is given the thread, and says it in the language
spoken now. Whoever asks for it may read the thread.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_MARK = re.compile(r"[>#+*=~`|-]")  # would begin something of Markdown's, were it first in a line


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What its asker said: a heading of ours, and perhaps their own sentence."""

    heading: str
    sentence: str
    lang: str  # of the sentence

    def as_markdown(self) -> str:
        if not self.sentence:
            return f"{self.heading}."
        quoted = "\n".join(f"> {_plain(line.strip())}" for line in self.sentence.splitlines())
        return f"{self.heading}:\n\n{quoted}"


def _plain(line: str) -> str:
    return f"\\{line}" if _MARK.match(line) else line


Tell = Callable[[int], Aftermath | None]

_tellers: list[Tell] = []


def tells_aftermath(tell: Tell) -> Tell:
    """Register who knows it."""
    _tellers.append(tell)
    return tell


def aftermath_of(thread_id: int) -> Aftermath | None:
    """What is known of the accepted answer of this thread."""
    return next((told for tell in _tellers if (told := tell(thread_id))), None)

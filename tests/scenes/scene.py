"""A form of the site where it stands: who has it open, on which page, with what typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count

from exchange.people.actor import Actor
from tests.page import CheckedClient, Page

PASSWORD = "seven bees over the hill"
GOOD = {  # long enough to be a reason, short enough to be a name
    "lv": "Kas mūsu ciemā maksā animatoram, un cik tas izmaksā?",
    "sr": "Ко у нашем селу плаћа аниматора и колико то кошта?",
}
SCENES: dict[str, "Make"] = {}  # by endpoint
WITH_TEXT: list[str] = []
numbers = count(1)


@dataclass(frozen=True, slots=True)
class Scene:
    """A form that waits to be sent: what `values` does not tell gets a good text, or stays."""

    page: str  # below the language, unless it begins with "/mail/"
    who: Actor | None = None
    action: str = ""  # how the form's address ends
    values: Mapping[str, object] = field(default_factory=dict)
    before: Callable[[CheckedClient, str], Page] | None = None  # where a page answers a form

    def open(self, client: CheckedClient, lang: str) -> Page:
        if self.before:
            return self.before(client, lang)
        path = self.page if self.page.startswith("/mail/") else f"/{lang}{self.page}"
        return client.get(path, follow=True)


Make = Callable[[str], Scene]  # takes the language in which somebody writes


def form_of(endpoint: str, *, has_text: bool = False) -> Callable[[Make], Make]:
    """Over a function that sets the scene for the form of this route; `has_text`: one types."""

    def note(make: Make) -> Make:
        SCENES[endpoint] = make
        if has_text:
            WITH_TEXT.append(endpoint)
        return make

    return note


def at(path: str, who: Actor | None, **values: object) -> Scene:
    """The form stands where it is sent to."""
    return Scene(path, who, path, values)


def button(page: str, who: Actor, action: str) -> Scene:
    """A button that sends nothing but itself."""
    return Scene(page, who, action)

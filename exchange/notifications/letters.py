"""How a mail is set: in its reader's language, with the words of others marked as theirs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from markupsafe import Markup

from exchange.kernel.clock import now
from exchange.kernel.settings import Settings
from exchange.notifications.mail import Mail
from exchange.notifications.queries import Recipient
from exchange.text.languages import BY_CODE
from exchange.text.markdown import without_links
from exchange.text.wording import current_language

_GAP = re.compile(r"\n{3,}")
LONGEST_QUOTE = 4_000  # characters; the rest is read on the page


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, in their language; `who` is nobody for a moderator's."""

    words: str
    lang: str
    who: str = ""
    rendered: str = ""  # the same as HTML, where it is a post

    @property
    def text(self) -> str:
        cut = self.words[:LONGEST_QUOTE]
        return cut if cut == self.words else f"{cut.rstrip()} …"

    @property
    def html(self) -> Markup:
        """The post as it looks on its page; nothing where its words stand as they were typed."""
        whole = self.rendered if len(self.words) <= LONGEST_QUOTE else ""
        return Markup(without_links(whole))  # noqa: S704  it came through the walls

    @property
    def html_lang(self) -> str:
        return BY_CODE[self.lang].html

    @property
    def language(self) -> str:
        """The language's own name, where it is not the reader's."""
        return "" if self.lang == current_language().code else BY_CODE[self.lang].own_name


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One of several things that a mail tells of: what, of which thread, and where it is; with
    `ways` to answer at once, as ((words, link), …)."""

    words: str
    title: str
    lang: str
    link: str
    is_sample: bool = False
    ways: Sequence[tuple[str, str]] = ()

    @property
    def html_lang(self) -> str:
        return BY_CODE[self.lang].html


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail says, in words that are already its reader's, but for what is quoted."""

    key: str
    subject: str
    link: str
    link_words: str
    opening: Sequence[str] = ()
    title: str = ""  # of the thread or experience it is about
    title_lang: str = ""
    paragraphs: Sequence[str] = ()  # what is said below the title
    lines: Sequence[LetterLine] = ()
    quote: Quote | None = None
    after: Sequence[str] = ()  # what is said below the link
    is_sample: bool = False
    unsubscribe: str = ""  # the link that ends such mails
    unsubscribe_words: str = ""  # what it ends, if not all of their kind
    switch: str = ""  # how their kind is called in the settings

    @property
    def title_html_lang(self) -> str:
        return BY_CODE[self.title_lang].html if self.title_lang else ""

    @property
    def whole_subject(self) -> str:
        return f"{self.subject}: {self.title}" if self.title else self.subject


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def mail_of(letter: Letter, recipient: Recipient, to: str = "") -> Mail:
    """The letter on paper; to be called while the reader's language is spoken."""
    lang = current_language()
    known = {"letter": letter, "html_lang": lang.html, "lang": lang.code, "funders": _funders()}
    others = [letter.title_html_lang, letter.quote.html_lang if letter.quote else ""]
    others += [line.html_lang for line in letter.lines]
    return Mail(
        key=letter.key,
        to=to or recipient.email,
        name=recipient.name,
        subject=letter.whole_subject,
        text=_GAP.sub("\n\n", _rendered("letter.txt", known)),
        html=_rendered("letter.html", known),
        languages=tuple(dict.fromkeys([lang.html, *filter(None, others)])),
        made_at=now(),
        headers=_unsubscribing(letter),
    )


def _unsubscribing(letter: Letter) -> Mapping[str, str]:
    if not letter.unsubscribe:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _funders() -> Sequence[str]:
    return [funder.statement(current_language().code) for funder in settings().funders]


def _rendered(name: str, known: Mapping[str, object]) -> str:
    template = current_app.jinja_env.get_template(f"notifications/mail/{name}")
    return template.render(known).strip() + "\n"

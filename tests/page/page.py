"""A page as somebody gets it; making one checks it, so no test looks at an unclean page."""

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from exchange.text.wording import gettext, use_language
from tests.page import language as words
from tests.page import names, safety, structure
from tests.page.form import Form
from tests.page.tree import Document, Element, Unparsable, normalised

_ONCE = re.compile(
    rb'(name="(?:%s|%s)"[^>]*?value=")[^"]+'
    % (safety.CSRF_FIELD.encode(), safety.SUBMISSION_FIELD.encode())
)
_clean: set[bytes] = set()  # fingerprints of pages found clean: the same again need not be parsed


class Link(NamedTuple):
    name: str
    href: str


class Page:
    """An answer that was checked; what is not HTML has its headers checked."""

    def __init__(
        self, response: TestResponse, language: str, came_by: tuple[str, ...] = ()
    ) -> None:
        self.response, self.language, self.came_by = response, language, came_by
        self.status = response.status_code
        self.headers = response.headers
        self.location = response.headers.get("Location", "")
        self.check()

    @property
    def is_html(self) -> bool:
        return self.response.mimetype == "text/html" and not 300 <= self.status < 400

    @property
    def address(self) -> str:
        """Path and query, as asked for."""
        request = self.response.request
        query = request.query_string.decode()
        return request.path + (f"?{query}" if query else "")

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @cached_property
    def body(self) -> str:
        return self.response.get_data().decode("utf-8")

    @cached_property
    def document(self) -> Document:
        return Document(self.body)

    def check(self) -> None:
        """Raise an AssertionError that lists everything that is wrong with the page."""
        fingerprint = self._fingerprint()
        if fingerprint in _clean:
            return
        faults = list(self._faults())
        listed = "\n".join(f"  - {fault}" for fault in faults)
        assert not faults, f"{self.address} ({self.status}) is not a clean page:\n{listed}"
        _clean.add(fingerprint)

    def _fingerprint(self) -> bytes:
        headers = [self.headers.get(name, "") for name in ("Content-Type", *_LOOKED_AT)]
        about = "|".join([self.language, str(self.status), self.address, *headers])
        known = hashlib.sha256(about.encode())
        known.update(_ONCE.sub(rb"\1x", self.response.get_data()))
        return known.digest()

    def _faults(self) -> Iterator[str]:
        yield from safety.headers_are_safe(self.headers)
        if not self.is_html:
            return
        try:
            page = self.document
        except (Unparsable, UnicodeDecodeError) as error:
            yield f"it does not parse: {error}"
            return
        host = self.response.request.host
        for law in _LAWS:
            yield from law(page)
        yield from names.equal_names_lead_to_one_address(page, self.address)
        yield from safety.nothing_comes_from_elsewhere(page, host)
        yield from words.the_language_is_said(page, self.language)
        yield from words.no_english_is_mixed_in(page, self.language)

    @property
    def text(self) -> str:
        """All words of the page; of what is not HTML, the body."""
        return self.document.root.one("body").text if self.is_html else normalised(self.body)

    def said(self, msgid: str, **values: object) -> bool:
        """Whether the page says this sentence of ours in the language of its address."""
        with use_language(self.path.split("/")[1]):
            return gettext(msgid, **values) in self.text

    @property
    def h1(self) -> str:
        return self.one("h1").text

    def one(self, css: str) -> Element:
        return self.document.root.one(css)

    def all(self, css: str) -> list[Element]:
        return self.document.root.all(css)

    @property
    def links(self) -> list[Link]:
        """Every link with the name it is read aloud by."""
        found = (e for e in self.document.tags("a") if "href" in e)
        return [Link(names.name_of(e, self.document), e["href"]) for e in found]

    def link(self, name: str) -> str:
        """Where the links of that name lead."""
        ways = {link.href for link in self.links if link.name == name}
        assert len(ways) == 1, f"{name!r} leads to {ways or 'nothing'}, of {self.links}"
        return ways.pop()

    def form(self, action: str = "") -> Form:
        """The form, or button with an address of its own, whose address ends so; best in main."""
        known = list(self.forms())
        found = [form for form in known if _ends(form.action, action)]
        found = [form for form in found if form.is_in_main] or found
        same = len({(id(form.element), form.action) for form in found}) == 1
        offered = [form.action for form in known]
        assert same, f"{len(found)} forms are sent to …{action}; there are {offered}"
        return found[0]

    def forms(self) -> Iterator[Form]:
        """Every form, and once more for each button that sends its form elsewhere."""
        for element in self.document.tags("form"):
            form = Form(element, self.document, self.address)
            plain = [e for e in form.buttons if "formaction" not in e]
            elsewhere = [e for e in form.buttons if "formaction" in e]
            buttons: list[Element | None] = [*plain[:1], *elsewhere]
            for button in buttons or [None]:
                yield Form(element, self.document, self.address, button)

    def __repr__(self) -> str:
        return f"<Page {self.status} {self.address}>"


def _ends(address: str, action: str) -> bool:
    return address.endswith(action) or urlsplit(address).path.endswith(action)


_LOOKED_AT = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy")
_LAWS = (
    structure.headings_go_down_in_steps,
    structure.there_is_a_title,
    structure.ids_are_unique,
    structure.references_lead_somewhere,
    structure.times_can_be_read,
    structure.controls_do_something,
    names.fields_are_labelled,
    names.buttons_and_links_are_named,
    names.pictures_have_alt,
    safety.nothing_is_inline,
    safety.posted_forms_are_guarded,
)

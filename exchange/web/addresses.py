"""Every page for people lives under its language; a bare address is led to the reader's."""

from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from flask import Flask, Response, current_app, g, redirect, request
from flask_babel import Babel
from werkzeug.exceptions import HTTPException
from werkzeug.routing import (
    AnyConverter,
    BaseConverter,
    IntegerConverter,
    MapAdapter,
    RequestRedirect,
    UnicodeConverter,
    ValidationError,
)

from exchange.text.clean import slug
from exchange.text.languages import BY_CODE, DEFAULT, negotiate
from exchange.text.wording import current_language, set_language

COOKIE = "language"
LONGEST = 2_000  # of an address that comes along: a question in Cyrillic letters has 1,200 signs


class WordConverter(UnicodeConverter):
    """`<slug>` in a rule: no sign that cannot be printed; no database and no header takes those."""

    def to_python(self, value: str) -> str:
        if not value.isprintable():
            raise ValidationError
        return value


class LanguageConverter(AnyConverter):
    """`<lang:lang>` in a rule: one of the ten codes."""

    def __init__(self, url_map: Any) -> None:
        super().__init__(url_map, *BY_CODE)


class Numbered(NamedTuple):
    """A thing in an address: its number, and its title's letters after it for people to read."""

    id: int
    slug: str = ""

    def __str__(self) -> str:
        return f"{self.id}-{self.slug}" if self.slug else str(self.id)


class NumberedConverter(BaseConverter):
    """`<numbered:thread>` in a rule: "12-who-pays" or "12"."""

    regex = "[1-9][0-9]{0,9}(?:-[a-z0-9-]{0,80})?"

    def to_python(self, value: str) -> Numbered:
        number, _, letters = value.partition("-")
        return Numbered(int(number), letters)

    def to_url(self, value: Numbered) -> str:
        return str(value)


class IdConverter(IntegerConverter):
    """`<int:post_id>` in a rule: a number that a database can hold; no other is an address."""

    regex = "[1-9][0-9]{0,14}"


@lru_cache(maxsize=5_000)
def numbered(number: int, title: str) -> Numbered:
    """How a thing of this number and title is written in an address."""
    return Numbered(number, slug(title))


def current_code() -> str:
    """The code of the page's language, as addresses write it."""
    return current_language().code


def same_page(code: str) -> str:
    """This page in another language; the front page where this one is the answer to a form."""
    head, _, rest = request.path.lstrip("/").partition("/")
    if head not in BY_CODE or not _is_a_page(request.path):
        return f"/{code}/"
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    return f"/{code}/{rest}{query}"


def _is_a_page(path: str) -> bool:
    if request.method in ("GET", "HEAD"):
        return request.endpoint is not None
    try:
        _adapter().match(path, method="GET")
    except HTTPException:
        return False
    return True


def asked_for() -> str:
    """Path and query of this request, written as in an address."""
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    return quote(request.path, safe="/:@!$&'()*+,;=~") + query


def is_ours(address: str) -> bool:
    """Whether an address that came with a request stays on this site."""
    # However many slashes it begins with beyond one, browsers take what follows for a host.
    is_path = address.startswith("/") and not address.startswith("//")
    return is_path and len(address) <= LONGEST and address.isprintable() and "\\" not in address


def preferred_language() -> str:
    """For an address without a language: the person's setting, then the cookie, then the header."""
    mine = current_app.config["LANGUAGE_OF_VISITOR"]()
    kept = mine or request.cookies.get(COOKIE, "")
    if kept in BY_CODE:
        return str(kept)
    return negotiate(
        request.headers.get("Accept-Language", ""),
        serbian_script=current_app.config["SERBIAN_SCRIPT"],
    )


def speak_to_visitor() -> None:
    """Where the address says no language, and no view has chosen one, that of whoever asks."""
    first = request.path.lstrip("/").partition("/")[0]
    if first not in BY_CODE and current_code() == g.get("language", DEFAULT):
        set_language(preferred_language())


def to_language() -> Response | None:
    """Where a bare address would lead, if it is one of ours; never cached."""
    code = preferred_language()
    try:
        _adapter().match(f"/{code}{request.path}", method="GET")
    except RequestRedirect:
        pass
    except HTTPException:
        return None
    answer = redirect(f"/{code}{asked_for()}")
    answer.headers["Cache-Control"] = "no-store"
    answer.vary.update(["Accept-Language", "Cookie"])
    return answer  # type: ignore[return-value]


def _adapter() -> MapAdapter:
    return current_app.url_map.bind("localhost")


def init_app(app: Flask) -> None:
    own = {
        "default": WordConverter,
        "string": WordConverter,
        "int": IdConverter,
        "lang": LanguageConverter,
        "numbered": NumberedConverter,
    }
    app.url_map.converters |= own
    Babel(app, locale_selector=lambda: current_language().catalogue)

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        first = request.path.lstrip("/").partition("/")[0]
        code = (values or {}).pop("lang", None) or first
        set_language(code if code in BY_CODE else DEFAULT)
        g.language = current_code()

    @app.url_defaults
    def give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_code()

    app.jinja_env.globals |= {"same_page": same_page, "numbered": numbered}

"""Gettext without a web framework: the current language, its words, and texts said later."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.support import Translations
from markupsafe import Markup, escape

from exchange.text.languages import BY_CODE, DEFAULT, Language


class _Words(dict[str, str]):
    """One catalogue; a message is looked up in it once, later in this dict (0.2 µs)."""

    def __init__(self, language: Language, catalogue: NullTranslations) -> None:
        super().__init__()
        self.language = language
        self.catalogue = catalogue

    def __missing__(self, message: str) -> str:
        self[message] = found = self.catalogue.gettext(message) if message else ""
        return found


class _Catalogues:
    """Where the catalogues lie; each is read once per process."""

    folder: Path | None = None


@cache
def _words_of(code: str) -> _Words:
    language = BY_CODE[code]
    if _Catalogues.folder is None:
        return _Words(language, NullTranslations())
    return _Words(language, Translations.load(_Catalogues.folder, [language.catalogue]))


_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def load_from(folder: str | Path) -> None:
    """Take the catalogues from this folder; a language without one speaks English."""
    _Catalogues.folder = Path(folder)
    _words_of.cache_clear()


def set_language(code: str) -> None:
    """Speak this language (an address code) from here on, in this request or job."""
    _current.set(BY_CODE[code].code)


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Speak this language (an address code) inside the block: a mail, say."""
    token = _current.set(BY_CODE[code].code)
    try:
        yield
    finally:
        _current.reset(token)


def current_language() -> Language:
    """The language spoken now; English until somebody says otherwise."""
    return BY_CODE[_current.get()]


def gettext(message: str, /, **values: object) -> str:
    """The message in the current language; filled in only when values are given."""
    found = _words_of(_current.get())[message]
    return found % values if values else found


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form for n by the catalogue's rule; with values, `num` is n unless given."""
    found = _words_of(_current.get()).catalogue.ngettext(singular, plural, n)
    return found % {"num": n, **values} if values else found


def pgettext(context: str, message: str, /, **values: object) -> str:
    """As gettext, for a word that needs its context: pgettext("state of a question", "open")."""
    found = _words_of(_current.get()).catalogue.pgettext(context, message)
    return found % values if values else found


def npgettext(context: str, singular: str, plural: str, n: int, /, **values: object) -> str:
    """As ngettext, with a context."""
    found = _words_of(_current.get()).catalogue.npgettext(context, singular, plural, n)
    return found % {"num": n, **values} if values else found


class Lazy:
    """A text that is said in the language current when it is read, not when it is written."""

    __slots__ = ("_message", "_values")

    def __init__(self, message: str, values: dict[str, object]) -> None:
        self._message = message
        self._values = values

    @property
    def parts(self) -> tuple[str, dict[str, object]]:
        """The message and what is filled in, for who keeps a text to say it later."""
        return self._message, self._values

    def __str__(self) -> str:
        return gettext(self._message, **self._values)

    def __repr__(self) -> str:
        return f"lazy({self._message!r})"

    def __html__(self) -> Markup:
        return escape(str(self))

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)

    def __mod__(self, values: object) -> str:
        return str(self) % values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lazy):
            return NotImplemented
        return (self._message, self._values) == (other._message, other._values)

    def __hash__(self) -> int:
        return hash((self._message, tuple(self._values)))


def lazy(message: str, /, **values: object) -> Lazy:
    """Mark a text below the views; it is translated when it is shown."""
    return Lazy(message, values)

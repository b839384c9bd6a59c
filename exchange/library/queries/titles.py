"""Titles in the language of the page, where a reviewed one fits the original: for any list."""

from typing import Protocol

from sqlalchemy import and_, bindparam
from sqlalchemy.orm import aliased

from exchange.library.fields import digest_of
from exchange.library.models import Experience, ExperienceTranslation
from exchange.text.languages import reads_alike

ORIGINAL = ""  # as the language `told_in`: everything keeps the words of its authors

_title = aliased(ExperienceTranslation)
TOLD = (
    _title.text.label("told_title"),
    _title.lang.label("told_lang"),
    _title.source_digest.label("told_digest"),
)
JOINED = (
    _title,
    and_(
        _title.experience_id == Experience.id,
        _title.lang == bindparam("told_in"),
        _title.field == "title",
        _title.state == "reviewed",
    ),
)


class _Line(Protocol):
    """A line of a list with the columns TOLD."""

    @property
    def title(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def told_title(self) -> str | None: ...
    @property
    def told_lang(self) -> str | None: ...
    @property
    def told_digest(self) -> str | None: ...


def title_of(line: _Line) -> tuple[str, str]:
    """The title to show, and its language."""
    told, lang = line.told_title, line.told_lang
    if not told or not lang or reads_alike(lang, line.lang):
        return line.title, line.lang
    return (told, lang) if line.told_digest == digest_of(line.title) else (line.title, line.lang)

"""Translations of a version: of all its texts in one language, and how far each language is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import aliased

from exchange.kernel.reading import Reading
from exchange.library.fields import IN_THE_RECORD, Field, digest_of, fields_of, is_markdown, placed
from exchange.library.models import ExperienceTranslation
from exchange.library.queries.page import ExperiencePage
from exchange.people.models import Account
from exchange.text.languages import LANGUAGES, reads_alike


class TranslationRow(NamedTuple):
    """One text in another language; of languages that were not asked for only that it is there."""

    lang: str
    field: str
    text: str
    html: str
    state: str
    source_digest: str
    translator_id: int | None
    translator: str | None
    reviewer: str | None
    note: str
    note_lang: str
    reviewed_at: datetime | None
    translated_at: datetime
    edit_version: int

    @property
    def is_given_back(self) -> bool:
        """Nobody but those who translate sees it until it is written anew."""
        return self.state == "draft" and bool(self.note)


_translator, _reviewer = aliased(Account), aliased(Account)
_is_asked = ExperienceTranslation.lang.in_(bindparam("langs", expanding=True))
_THERE = "…"  # of a text that is not read
_OF_VERSION = Reading(
    TranslationRow,
    select(
        ExperienceTranslation.lang,
        ExperienceTranslation.field,
        case(
            (_is_asked, ExperienceTranslation.text),
            (ExperienceTranslation.text == "", ""),
            else_=_THERE,
        ).label("text"),
        case((_is_asked, ExperienceTranslation.html), else_="").label("html"),
        ExperienceTranslation.state,
        ExperienceTranslation.source_digest,
        ExperienceTranslation.translator_id,
        _translator.name.label("translator"),
        _reviewer.name.label("reviewer"),
        ExperienceTranslation.note,
        ExperienceTranslation.note_lang,
        ExperienceTranslation.reviewed_at,
        ExperienceTranslation.translated_at,
        ExperienceTranslation.edit_version,
    )
    .outerjoin(_translator, _translator.id == ExperienceTranslation.translator_id)
    .outerjoin(_reviewer, _reviewer.id == ExperienceTranslation.reviewer_id)
    .where(ExperienceTranslation.experience_id == bindparam("experience_id"))
    .order_by(ExperienceTranslation.lang, ExperienceTranslation.field),
)


def translations_of(experience_id: int, langs: Sequence[str]) -> Sequence[TranslationRow]:
    """All of a version, with the texts in `langs`. Ask first whether the version may be seen."""
    return _OF_VERSION.all(experience_id=experience_id, langs=list(langs))


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text of the record beside its translation, as far as there is one."""

    field: Field
    source_html: Markup | None  # of Markdown
    row: TranslationRow | None
    kept: str = ""  # by its authors, in the record itself: nobody else writes it
    lags: bool = False  # they have changed the text since, and left what is kept as it was

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def text(self) -> str:
        return self.kept or (self.row.text if self.row else "")

    @property
    def html(self) -> Markup | None:
        if self.row is None or not self.row.html:
            return None
        return Markup(self.row.html)  # noqa: S704  through the walls when it was saved

    @property
    def state(self) -> str:
        """One of `fields.TRANSLATION_STATES`."""
        if self.kept:
            return "outdated" if self.lags else "reviewed"
        if self.row is None or not self.row.text:
            return "missing"
        return "outdated" if self.is_outdated else self.row.state

    @property
    def is_outdated(self) -> bool:
        return self.row is not None and self.row.source_digest != digest_of(self.field.source)


@dataclass(frozen=True, slots=True)
class Translation:
    """A version in another language: each of its texts with what is there of it."""

    into: str
    pairs: Sequence[TextPair]
    edits: Sequence[int]  # the edit_versions of all its rows

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of its texts are in each state."""
        states = [pair.state for pair in self.pairs]
        return {state: states.count(state) for state in dict.fromkeys(states)}

    @property
    def here(self) -> int:
        return sum(pair.state != "missing" for pair in self.pairs)

    @property
    def is_begun(self) -> bool:
        return self.here > 0


def translation_into(page: ExperiencePage, into: str) -> Translation:
    """Of a version that the actor may see."""
    return _translations(page, (into,), translations_of(page.row.id, (into,)))[0]


def translations_into_all(page: ExperiencePage) -> Sequence[Translation]:
    """How far it is in each language that is not read like the original's."""
    others = [one.code for one in LANGUAGES if not reads_alike(one.code, page.row.lang)]
    return _translations(page, others, translations_of(page.row.id, ()))


def translations_among(
    page: ExperiencePage, rows: Sequence[TranslationRow]
) -> Sequence[Translation]:
    """Those that are begun, of the rows of a version."""
    return _translations(page, sorted({row.lang for row in rows}), rows) if rows else ()


def _translations(
    page: ExperiencePage, langs: Sequence[str], rows: Sequence[TranslationRow]
) -> Sequence[Translation]:
    fields = fields_of(page.content)
    return [
        Translation(
            lang,
            [
                TextPair(
                    field=field,
                    source_html=page.row.html_of(name) if is_markdown(name) else None,
                    row=own.get(name),
                    kept=_kept(page, lang, name),
                    lags=lang == "en" and lags_behind(page, name),
                )
                for name, field in fields.items()
            ],
            [row.edit_version for row in rows if row.lang == lang],
        )
        for lang in langs
        for own in (placed([row for row in rows if row.lang == lang], fields),)
    ]


def lags_behind(page: ExperiencePage, name: str) -> bool:
    """Whether the authors changed this text since the version before, and its English not."""
    before = next((one for one in page.others if one.version < page.row.version), None)
    if before is None or name not in IN_THE_RECORD or page.row.lang == "en":
        return False
    english = f"english_{name}"
    is_changed = getattr(page.row, name) != getattr(before, name)
    return bool(is_changed and getattr(page.row, english) == getattr(before, english))


def english_lags(page: ExperiencePage) -> bool:
    """Whether it does for its title or its summary."""
    return any(lags_behind(page, name) for name in IN_THE_RECORD)


def _kept(page: ExperiencePage, into: str, name: str) -> str:
    """The English title and summary: its reader has read them with the rest."""
    if into != "en" or name not in IN_THE_RECORD:
        return ""
    return page.row.english_title if name == "title" else page.row.english_summary

"""What a results page shows of the posts and experiences on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from exchange.forum.duplicates import SHOWN_STATE
from exchange.forum.models import Post, Thread
from exchange.forum.queries import CategoryRow
from exchange.kernel.reading import Reading, built_once
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience, ExperienceCountry
from exchange.library.queries.titles import JOINED, TOLD, title_of
from exchange.people.actor import Actor
from exchange.people.models import Account
from exchange.search.documents import plain_text, words_of_body
from exchange.search.policy import experiences_found, posts_readable_by
from exchange.search.tokens import group_for
from exchange.text.marks import Piece, mark_words
from exchange.text.wording import current_language

_TITLE = 200  # words: all of a title


class PostLine(NamedTuple):
    """What is shown of a post that was found, and of its thread."""

    id: int
    lang: str
    posted_at: datetime
    title: str
    title_lang: str
    kind: str
    state: str
    started_at: datetime
    locked_at: datetime | None
    thread_hidden_at: datetime | None
    hidden_at: datetime | None
    is_sample: bool
    country: str | None


class _PostRow(NamedTuple):  # a PostLine, and what goes into its snippet and its soft line
    id: int
    lang: str
    posted_at: datetime
    title: str
    title_lang: str
    kind: str
    state: str
    started_at: datetime
    locked_at: datetime | None
    thread_hidden_at: datetime | None
    hidden_at: datetime | None
    is_sample: bool
    country: str | None
    html: str
    category_id: int


class ExperienceLine(NamedTuple):
    """What is shown of an experience that was found."""

    id: int
    number: int
    lang: str
    title: str
    published_at: datetime
    is_sample: bool
    countries: str | None  # codes with commas between
    told_title: str | None
    told_lang: str | None
    told_digest: str | None

    @property
    def told(self) -> tuple[str, str]:
        """The title in the language of the page, if it can be had, and its language."""
        return title_of(self)


class _ExperienceRow(NamedTuple):  # an ExperienceLine, and its texts
    id: int
    number: int
    lang: str
    title: str
    published_at: datetime
    is_sample: bool
    countries: str | None
    told_title: str | None
    told_lang: str | None
    told_digest: str | None
    summary: str
    english_title: str
    english_summary: str
    challenge_html: str
    what_was_done_html: str
    lesson: str
    kind: str
    body: dict[str, Any]
    body_html: dict[str, str]


@dataclass(frozen=True, slots=True)
class Marked:
    """What is shown of a text: stretches of it, and whether each is a word that was looked for."""

    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    lang: str  # of the snippet

    @property
    def has_hit(self) -> bool:
        return any(is_hit for _, is_hit in self.snippet)


@dataclass(frozen=True, slots=True)
class ThreadResult:
    """A thread, by the post of it that fits best; two equal ones look the same."""

    post: PostLine
    marked: Marked
    more: int  # posts of the thread that match too
    category: CategoryRow = field(compare=False)  # its row is given the name

    @property
    def is_hidden(self) -> bool:
        return bool(self.post.hidden_at or self.post.thread_hidden_at)


@dataclass(frozen=True, slots=True)
class ExperienceResult:
    """A published experience; two equal ones look the same."""

    experience: ExperienceLine
    marked: Marked

    @property
    def code(self) -> str:
        return code_of(self.experience.number)

    @property
    def path(self) -> str:
        return path_of(self.experience.number, self.experience.title)

    @property
    def countries(self) -> Sequence[str]:
        return sorted(filter(None, (self.experience.countries or "").split(",")))


_author = aliased(Account)


@built_once
def _posts(eyes: Actor) -> Reading[_PostRow]:
    """Asked once more whether the actor may: no text is shown but by the forum's own rule."""
    return Reading(
        _PostRow,
        select(
            Post.id,
            Post.lang,
            Post.posted_at,
            Thread.title,
            Thread.lang.label("title_lang"),
            Thread.kind,
            SHOWN_STATE,
            Thread.started_at,
            Thread.locked_at,
            Thread.hidden_at.label("thread_hidden_at"),
            Post.hidden_at,
            Thread.is_sample,
            Thread.country,
            Post.html,
            Thread.category_id,
        )
        .join(Thread, Thread.id == Post.thread_id)
        .where(Post.id.in_(bindparam("ids", expanding=True)), posts_readable_by(eyes)),
    )


_countries = (
    select(func.aggregate_strings(ExperienceCountry.country, ","))
    .where(ExperienceCountry.experience_id == Experience.id)
    .correlate(Experience)
    .scalar_subquery()
)
_EXPERIENCES = Reading(
    _ExperienceRow,
    select(
        Experience.id,
        Experience.number,
        Experience.lang,
        Experience.title,
        Experience.published_at,
        Experience.is_sample,
        _countries.label("countries"),
        *TOLD,
        Experience.summary,
        Experience.english_title,
        Experience.english_summary,
        Experience.challenge_html,
        Experience.what_was_done_html,
        Experience.lesson,
        Experience.kind,
        Experience.body,
        Experience.body_html,
    )
    .outerjoin(*JOINED)
    .where(Experience.id.in_(bindparam("ids", expanding=True)), experiences_found()),
)


def post_rows(actor: Actor, ids: Sequence[int]) -> dict[int, _PostRow]:
    """Of these posts those that the actor may read now."""
    return {row.id: row for row in _posts(actor.eyes).all(ids=ids)} if ids else {}


def experience_rows(ids: Sequence[int]) -> dict[int, _ExperienceRow]:
    here = current_language().code
    return {row.id: row for row in _EXPERIENCES.all(ids=ids, told_in=here)} if ids else {}


@lru_cache(maxsize=500)
def _marked(title: str, text: str, lang: str, words: tuple[str, ...]) -> Marked:
    """Remembered by value: the next page, and the next reader, ask for the same again."""
    group = group_for(lang, title, text)
    return Marked(
        title=_whole(title, mark_words(title, words, group=group, window=_TITLE)),
        snippet=tuple(mark_words(text, words, group=group)),
        lang=lang,
    )


def _whole(title: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """With what stands before the first hit, which is left out of a snippet."""
    if not pieces or title.startswith(pieces[0][0]):
        return tuple(pieces)
    shown = sum(len(piece) for piece, _ in pieces[1:])
    return ((title[: len(title) - shown], False), *pieces[1:])


def thread_result(
    row: _PostRow, more: int, words: tuple[str, ...], categories: Mapping[int, CategoryRow]
) -> ThreadResult:
    line = PostLine._make(row[: len(PostLine._fields)])
    marked = _marked(row.title, plain_text(row.html), row.lang, words)
    return ThreadResult(line, marked, more, categories[row.category_id])


def _told_title(line: ExperienceLine, words: tuple[str, ...]) -> tuple[Piece, ...]:
    title, lang = line.told
    return _marked(title, "", lang, words).title


def experience_result(row: _ExperienceRow, words: tuple[str, ...]) -> ExperienceResult:
    """What it says in its own language; where only the English summary has the words, that."""
    line = ExperienceLine._make(row[: len(ExperienceLine._fields)])
    done = plain_text(row.challenge_html + row.what_was_done_html)
    more = words_of_body(row.kind, row.body, row.body_html)
    own = _marked(row.title, " ".join((row.summary, done, row.lesson, *more)), row.lang, words)
    title = own.title if line.told[1] == row.lang else _told_title(line, words)
    if own.has_hit or not row.english_summary:
        return ExperienceResult(line, Marked(title, own.snippet, row.lang))
    english = _marked(row.english_title, row.english_summary, "en", words)
    snippet, lang = (english.snippet, "en") if english.has_hit else (own.snippet, row.lang)
    return ExperienceResult(line, Marked(title, snippet, lang))

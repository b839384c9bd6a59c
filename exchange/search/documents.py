"""What a post or an experience says, as the index takes it in."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, or_, select

from exchange.forum.models import Post, Thread
from exchange.kernel.reading import Reading
from exchange.library.body import body_from
from exchange.library.content import Content
from exchange.library.fields import fields_of
from exchange.library.models import Experience, ExperienceTranslation
from exchange.search.tokens import (
    EXPERIENCES,
    OPENINGS,
    THREADS,
    Part,
    Tokens,
    facet_of_language,
    tokens_of,
)
from exchange.text.markdown import excerpt

_WHOLE = 1_000_000  # characters: longer than any text we keep


class Document(NamedTuple):
    """Something to be found: its id in its own table, and what the index holds of it."""

    thing_id: int
    tokens: Tokens
    thread_id: int | None = None  # of a post


class PostText(NamedTuple):
    """What is read of a post for the index; the title is its thread's, for an opening post."""

    id: int
    thread_id: int
    lang: str
    html: str
    title: str | None
    title_lang: str


class _ExperienceText(NamedTuple):
    id: int
    lang: str
    title: str
    summary: str
    english_title: str
    english_summary: str
    place: str
    challenge_html: str
    what_was_done_html: str
    lesson: str
    kind: str
    body: dict[str, Any]
    body_html: dict[str, str]


_POSTS = Reading(
    PostText,
    select(
        Post.id,
        Post.thread_id,
        Post.lang,
        Post.html,
        case((Post.parent_id.is_(None), Thread.title)).label("title"),  # goes with the opening post
        Thread.lang.label("title_lang"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .where(Post.id.in_(bindparam("ids", expanding=True))),
)
_EXPERIENCES = Reading(
    _ExperienceText,
    select(
        Experience.id,
        Experience.lang,
        Experience.title,
        Experience.summary,
        Experience.english_title,
        Experience.english_summary,
        Experience.place,
        Experience.challenge_html,
        Experience.what_was_done_html,
        Experience.lesson,
        Experience.kind,
        Experience.body,
        Experience.body_html,
    ).where(Experience.id.in_(bindparam("ids", expanding=True))),
)


class _Told(NamedTuple):  # a text of an experience in another language
    experience_id: int
    lang: str
    field: str
    text: str
    html: str


_TOLD = Reading(
    _Told,
    select(
        ExperienceTranslation.experience_id,
        ExperienceTranslation.lang,
        ExperienceTranslation.field,
        ExperienceTranslation.text,
        ExperienceTranslation.html,
    ).where(
        ExperienceTranslation.experience_id.in_(bindparam("ids", expanding=True)),
        ExperienceTranslation.text != "",
        or_(
            ExperienceTranslation.state == "reviewed", ExperienceTranslation.note == ""
        ),  # given back
    ),
)


@lru_cache(maxsize=500)
def plain_text(html: str) -> str:
    """The words of rendered Markdown, for the index and for what is shown of a hit."""
    return excerpt(html, _WHOLE) if html else ""


def posts(ids: Sequence[int]) -> Sequence[Document]:
    return [of_post(row) for row in _POSTS.all(ids=list(ids))]


def experiences(ids: Sequence[int]) -> Sequence[Document]:
    told: dict[int, list[_Told]] = defaultdict(list)
    for one in _TOLD.all(ids=list(ids)) if ids else ():
        told[one.experience_id].append(one)
    return [_of_experience(row, told[row.id]) for row in _EXPERIENCES.all(ids=list(ids))]


def of_post(row: PostText) -> Document:
    """Asks the database nothing."""
    body = Part(plain_text(row.html), row.lang)
    parts = [Part(row.title, row.title_lang, is_title=True), body] if row.title else [body]
    kinds = (THREADS, OPENINGS) if row.title else (THREADS,)
    return Document(row.id, tokens_of(parts, (*kinds, facet_of_language(row.lang))), row.thread_id)


def _of_experience(row: _ExperienceText, told: Sequence[_Told]) -> Document:
    """In all languages that it is told in: whoever finds it by one of them reads it there."""
    said = _texts_of(row)
    parts = [
        Part(row.title, row.lang, is_title=True),
        Part(row.english_title, "en", is_title=True),
        Part(row.english_summary, "en"),
        *(
            Part(text, row.lang)
            for text in (
                row.summary,
                row.place,
                plain_text(row.challenge_html),
                plain_text(row.what_was_done_html),
                row.lesson,
                *words_of_body(row.kind, row.body, row.body_html),
            )
        ),
        *(
            Part(plain_text(one.html) or one.text, one.lang, is_title=one.field == "title")
            for one in told
            if one.field in said
        ),
    ]
    return Document(row.id, tokens_of(parts, (EXPERIENCES, facet_of_language(row.lang))))


def _texts_of(row: _ExperienceText) -> Container[str]:
    """The names of the texts that it has: a former version may have had others."""
    return fields_of(
        Content(
            kind=row.kind,
            title=row.title,
            summary=row.summary,
            place=row.place,
            challenge=row.challenge_html,
            what_was_done=row.what_was_done_html,
            lesson=row.lesson,
            body=body_from(row.body),
        )
    )


def words_of_body(kind: str, body: Mapping[str, Any], html: Mapping[str, str]) -> Iterator[str]:
    """What a record of this kind shows of its body to everyone: not whom one may ask."""
    shown = body_from(body).of_kind(kind)
    yield from shown.lessons
    yield from (one.how for one in shown.principles)
    yield from (one.name for one in shown.participants)
    yield from (one.title for one in shown.blocks)
    yield from (one.indicator for one in shown.results)
    yield shown.equipment
    yield from (plain_text(html.get(name, "")) for name in shown.long_texts())

"""Where an experience comes from: an accepted answer, and what grew out of a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import aliased

from exchange.forum.models import Post, Thread, ThreadTag
from exchange.forum.policy import visible_to
from exchange.kernel.reading import Reading, built_once
from exchange.kernel.rulings import NotFound, Ruling
from exchange.kernel.validity import kept
from exchange.library.aftermath import Aftermath, aftermath_of
from exchange.library.codes import code_of, path_of
from exchange.library.content import LONG_TEXT, TITLE, Content
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.policy import PUBLIC, may_turn_into_experience
from exchange.library.vocabulary import STATES
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.tags.models import Tag
from exchange.tags.queries import TagRow
from exchange.text.languages import reads_alike
from exchange.text.wording import Lazy, use_language


class AnswerRow(NamedTuple):
    """An accepted answer with its question."""

    post_id: int
    thread_id: int
    title: str
    question: str
    question_lang: str
    asker_id: int
    asker: str
    answer: str
    lang: str
    answerer_id: int
    answerer: str
    country: str | None
    lead: str | None


class _Grown(NamedTuple):
    experience_id: int
    number: int
    title: str
    lang: str
    state: str
    credited: int | None

    @property
    def code(self) -> str:
        return code_of(self.number)


class GrownRow(NamedTuple):
    """A published experience, as the page of its thread names it."""

    thread_id: int
    number: int
    title: str
    lang: str
    is_sample: bool

    @property
    def path(self) -> str:
        return path_of(self.number, self.title)


class MadeRow(NamedTuple):
    """A public version of an experience that was made from a post."""

    number: int
    version: int
    title: str
    lang: str
    state: str
    is_sample: bool

    @property
    def path(self) -> str:
        return path_of(self.number, self.title, self.version)

    @property
    def withdraw_path(self) -> str:
        return f"/experiences/{code_of(self.number)}/v{self.version}/withdraw"

    @property
    def state_name(self) -> Lazy:
        return STATES[self.state]


_opening, _asker, _answerer = aliased(Post), aliased(Account), aliased(Account)
_answers = (
    select(
        Post.id.label("post_id"),
        Thread.id.label("thread_id"),
        Thread.title,
        _opening.source.label("question"),
        _opening.lang.label("question_lang"),
        Thread.author_id.label("asker_id"),
        _asker.name.label("asker"),
        Post.source.label("answer"),
        Post.lang,
        Post.author_id.label("answerer_id"),
        _answerer.name.label("answerer"),
        Organisation.country,
        Organisation.code.label("lead"),
    )
    .join(Thread, Thread.accepted_post_id == Post.id)
    .join(_opening, _opening.thread_id == Thread.id)
    .join(_asker, _asker.id == Thread.author_id)
    .join(_answerer, _answerer.id == Post.author_id)
    .outerjoin(Organisation, Organisation.id == _answerer.organisation_id)
    .where(
        Post.id.in_(bindparam("ids", expanding=True)),
        _opening.parent_id.is_(None),
        Post.hidden_at.is_(None),
        Post.deleted_at.is_(None),
    )
)


@built_once
def _answers_seen(eyes: Actor) -> Reading[AnswerRow]:
    return Reading(AnswerRow, _answers.where(visible_to(eyes)))


_THEMES = Reading(
    TagRow,
    select(Tag.id, Tag.slug, Tag.names, Tag.is_theme)
    .join(ThreadTag, ThreadTag.tag_id == Tag.id)
    .where(ThreadTag.thread_id == bindparam("thread_id"), Tag.is_theme.is_(True))
    .order_by(Tag.slug),
)
_EXISTING = Reading(
    _Grown,
    select(
        Experience.id.label("experience_id"),
        Experience.number,
        Experience.title,
        Experience.lang,
        Experience.state,
        ExperienceAuthor.account_id.label("credited"),
    )
    .outerjoin(
        ExperienceAuthor,
        (ExperienceAuthor.experience_id == Experience.id)
        & (ExperienceAuthor.account_id == bindparam("me")),
    )
    .where(
        Experience.origin_post_id == bindparam("post_id"),
        Experience.state.not_in(("withdrawn", "archived")),
    )
    .order_by(Experience.id),
)
_GROWN = Reading(
    GrownRow,
    select(
        Experience.origin_thread_id.label("thread_id"),
        Experience.number,
        Experience.title,
        Experience.lang,
        Experience.is_sample,
    )
    .where(
        Experience.origin_thread_id == bindparam("thread_id"),
        Experience.state == "published",
    )
    .order_by(Experience.published_at.desc(), Experience.id.desc()),
)

_MADE = Reading(
    MadeRow,
    select(
        Experience.number,
        Experience.version,
        Experience.title,
        Experience.lang,
        Experience.state,
        Experience.is_sample,
    )
    .where(
        or_(
            Experience.origin_post_id == bindparam("post_id"),
            Experience.origin_thread_id == bindparam("asked_in"),
        ),
        Experience.state.in_(PUBLIC),
    )
    .order_by(Experience.number, Experience.version.desc()),
)


@dataclass(frozen=True, slots=True)
class AnswerToTurn:
    """What would be taken over from an accepted answer, and whether the actor may do so."""

    post: AnswerRow
    themes: Sequence[TagRow]
    existing: Sequence[_Grown]  # that the actor may see
    ruling: Ruling
    came_of_it: Aftermath | None  # in the language of the answer

    @property
    def is_in_two_languages(self) -> bool:
        return not reads_alike(self.post.lang, self.post.question_lang)

    def content(self) -> Content:
        post = self.post
        return Content(
            lang=post.lang,
            title=_at_a_word(post.title, TITLE),
            countries=(post.country,) if post.country else (),
            themes=tuple(theme.slug for theme in self.themes),
            challenge=post.question[:LONG_TEXT],
            what_was_done=self._done(),
            lead=post.lead or "",
        )

    def _done(self) -> str:
        """The answer, and below it what its asker said came of it, as their words."""
        below = f"\n\n{self.came_of_it.as_markdown()}" if self.came_of_it else ""
        return self.post.answer[: LONG_TEXT - len(below)] + below


def answer_to_turn(actor: Actor, post_id: int) -> AnswerToTurn:
    """NotFound unless it is the accepted answer of a thread that the actor may see."""
    post = _answers_seen(actor.eyes).first(ids=[post_id])
    if post is None:
        raise NotFound
    existing = _EXISTING.all(post_id=post_id, me=actor.id)
    with use_language(post.lang):
        came_of_it = aftermath_of(post.thread_id)
    return AnswerToTurn(
        post=post,
        themes=_THEMES.all(thread_id=post.thread_id),
        existing=[one for one in existing if one.state in PUBLIC or one.credited],
        ruling=_may_turn(actor, post),
        came_of_it=came_of_it,
    )


def answers_to_turn(actor: Actor, post_ids: Sequence[int]) -> Sequence[int]:
    """Those of these posts that are accepted answers the actor may turn into an experience."""
    if not actor.may_write or not post_ids:
        return ()
    rows = _answers_seen(actor.eyes).all(ids=list(post_ids))
    return [row.post_id for row in rows if _may_turn(actor, row)]


def _may_turn(actor: Actor, post: AnswerRow) -> Ruling:
    return may_turn_into_experience(actor, frozenset({post.asker_id, post.answerer_id}))


def grown_out_of(thread_ids: Sequence[int]) -> Mapping[int, Sequence[GrownRow]]:
    """The published experiences of these threads. Public."""
    found = {thread_id: _grown_out_of(thread_id) for thread_id in thread_ids}
    return {thread_id: rows for thread_id, rows in found.items() if rows}


@kept("thread {0}")
def _grown_out_of(thread_id: int) -> Sequence[GrownRow]:
    return _GROWN.all(thread_id=thread_id)


def made_from(post_id: int, asked_in: int | None) -> Sequence[MadeRow]:
    """What everybody reads of this answer, or of the question that opens the thread `asked_in`."""
    return _MADE.all(post_id=post_id, asked_in=asked_in)


def _at_a_word(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    whole_words, space, _ = text[: most + 1].rpartition(" ")
    return whole_words if space else text[:most]

"""Posts that somebody is about to flag, hide or show again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy import bindparam, select

from exchange.forum.policy import may_read_post
from exchange.forum.queries import ThreadHead
from exchange.forum.queries.posts import PostLine, get_post
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound, Ruling
from exchange.library.queries import MadeRow, made_from
from exchange.moderation.models import Case, Flag
from exchange.moderation.policy import may_flag, may_hide, may_show
from exchange.moderation.queries.cases import LONG
from exchange.moderation.rules import BY_CODE, Rule
from exchange.people.actor import Actor


class OwnFlag(NamedTuple):
    """The actor's flag that is not decided yet."""

    rule: str
    sentence: str
    lang: str

    @property
    def broken(self) -> Rule:
        return BY_CODE[self.rule]


@dataclass(frozen=True, slots=True)
class PostToJudge:
    """A post and its thread, and whether the actor may do what the page is for."""

    thread: ThreadHead
    post: PostLine
    ruling: Ruling
    flag: OwnFlag | None = None
    made: Sequence[MadeRow] = ()  # public experiences with its words

    @property
    def text(self) -> Markup:
        return Markup(self.post.html)  # noqa: S704  it came through the walls

    @property
    def is_long(self) -> bool:
        return len(self.post.html) > LONG

    @property
    def is_opening(self) -> bool:
        return self.post.parent_id is None


_OWN_FLAG = Reading(
    OwnFlag,
    select(Flag.rule, Flag.sentence, Flag.lang)
    .join(Case, Case.id == Flag.case_id)
    .where(
        Case.post_id == bindparam("post_id"),
        Case.decided_at.is_(None),
        Flag.by_id == bindparam("me"),
    ),
)


def post_to_flag(actor: Actor, post_id: int) -> PostToJudge:
    """With the actor's flag, if they have flagged it already."""
    thread, post = _readable(actor, post_id)
    flag = _OWN_FLAG.first(post_id=post_id, me=actor.id)
    return PostToJudge(thread, post, may_flag(actor, post), flag)


def post_to_hide(actor: Actor, post_id: int) -> PostToJudge:
    thread, post = _readable(actor, post_id)
    made = made_from(post.id, thread.id if post.parent_id is None else None)
    return PostToJudge(thread, post, may_hide(actor, post, thread), made=made)


def post_to_show(actor: Actor, post_id: int) -> PostToJudge:
    thread, post = _readable(actor, post_id)
    return PostToJudge(thread, post, may_show(actor, post, thread))


def _readable(actor: Actor, post_id: int) -> tuple[ThreadHead, PostLine]:
    thread, post = get_post(actor, post_id)
    if not may_read_post(actor, post, thread):
        raise NotFound
    return thread, post

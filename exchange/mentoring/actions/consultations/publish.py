from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select

from exchange.forum.actions import post_reply
from exchange.forum.actions.ask import About, put_thread
from exchange.forum.actions.texts import Text
from exchange.forum.models import Category, Post, Thread
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound, Refused, Stale, require
from exchange.mentoring.actions.consultations.rows import (
    get_consultation,
    get_publication,
    tell_others,
)
from exchange.mentoring.events.consultations import PublishedFromConfidence
from exchange.mentoring.models import PrivatePublication
from exchange.mentoring.policy.consultations import may_publish
from exchange.mentoring.queries.consultations.page import tags_of
from exchange.mentoring.queries.consultations.words import AnswerRow, answers_of, words_of
from exchange.people.actor import Actor
from exchange.people.queries import get_actors
from exchange.text.languages import detect
from exchange.text.markdown import TooMuch, check, render
from exchange.text.wording import gettext as _
from exchange.text.wording import lazy as _l
from exchange.text.wording import use_language


def render_before(consultation_id: int) -> None:
    """Before it is published: rendering takes a while, and what was rendered a moment ago is
    remembered, so nobody waits for the database meanwhile."""
    words = words_of(consultation_id)
    if words is None:
        return
    agreed = [one.words for one in answers_of(consultation_id) if one.ruling == "agreed"]
    for source in (_opening(words.question, words.lang), *agreed):
        with suppress(TooMuch):
            check(source)
            render(source)


def publish(actor: Actor, consultation_id: int, *, version: int, category_id: int) -> int:
    """Begin a thread with the words that the asker has agreed to, under the own name, with the
    answers of those who agree; gives its id.

    It is a question where somebody else answers it, or nobody yet; one's own answer to it would
    leave it waiting.
    """
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        its = get_publication(row.id)
        consented = its is not None and its.consented_at is not None
        require(may_publish(actor, found.facts, consented))
        if its is None:
            raise NotFound
        if its.edit_version != version:
            raise Stale
        _refuse_a_room(category_id)
        agreed = [one for one in answers_of(row.id) if one.ruling == "agreed" and one.may_stand]
        tags = [tag.slug for tag in tags_of(row.id)]
        kind = "discussion" if {one.id for one in agreed} == {actor.id} else "question"
        about = About(category_id, kind, its.title, its.lang, tags)
        its.thread_id = put_thread(actor, about, _question(its), ())
        # Whoever asked may be at home elsewhere than whoever publishes it; nobody is told where.
        db.session.get_one(Thread, its.thread_id).country = None
        its.published_at = now()
        _answer(its.thread_id, agreed, its.lang)
        record(PublishedFromConfidence(its.thread_id))
        tell_others(actor, found, "published")
        return its.thread_id


def _refuse_a_room(category_id: int) -> None:
    """The asker has agreed that everybody reads it, and to nothing else."""
    category = db.session.get(Category, category_id)
    if category is None or category.is_room:
        raise Refused("category", _l("Please choose one of the list."))


def _question(its: PrivatePublication) -> Text:
    """The asker's words below a line that says so; whom they name is not told."""
    source = _opening(its.question, its.lang)
    try:
        check(source)
    except TooMuch as much:
        raise Refused("category", much.reason) from None
    return Text(source, render(source))


def _opening(question: str, lang: str) -> str:
    with use_language(lang):
        line = _("Asked in confidence; names are removed.")
    return f"*{line}*\n\n{question}"


def _answer(thread_id: int, agreed: Sequence[AnswerRow], lang: str) -> None:
    """Each in the name of whoever gave it, and in its own language."""
    people = {one.id: one for one in get_actors(one.id for one in agreed)}
    first = select(Post.id).where(Post.thread_id == thread_id, Post.parent_id.is_(None))
    opening = db.session.scalars(first).one()
    for one in agreed:
        own = detect(one.words, hint=lang) or lang
        post_reply(people[one.id], opening, body=one.words, lang=own)

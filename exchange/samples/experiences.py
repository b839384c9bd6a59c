"""Sample experiences, taken through the library's own actions, then moved to their times."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from exchange.forum.models import Post
from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.body import Body, body_from
from exchange.library.content import Content
from exchange.library.models import (
    Experience,
    ExperienceMove,
    ExperienceNumber,
    ExperienceVerdict,
)
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.people.queries import get_actor
from exchange.samples.files import read_all
from exchange.samples.threads import Written

# How long before its publication a record entered each state.
_BEFORE = {
    "draft": timedelta(days=20),
    "submitted": timedelta(days=12),
    "in_review": timedelta(days=9),
    "accepted": timedelta(0),
    "published": timedelta(0),
}
_AS_WRITTEN = (
    "kind",
    "scope",
    "lang",
    "title",
    "summary",
    "english_title",
    "english_summary",
    "place",
    "level",
    "challenge",
    "what_was_done",
    "lesson",
    "maturity",
    "licence",
)


def load_experiences(people: Mapping[str, Actor], written: Written, moment: datetime) -> None:
    """Draft, read and publish what the files say, the oldest first."""
    files = sorted(read_all("experience"), key=lambda file: -file["published_days_ago"])
    for file in files:
        at = moment - timedelta(days=file["published_days_ago"], hours=3)
        with transaction(None):
            author = people[file["by"]]
            origin = _origin(file, written, author)
            experience_id = actions.create_draft(author, _content(file), origin)
            db.session.get_one(Experience, experience_id).is_sample = True
            actions.submit(author, experience_id)
            for account_id in origin.words_of if origin else ():
                actions.answer_for_words(get_actor(account_id), experience_id, agrees=True)
            _read(experience_id, file, people)
            _date(experience_id, at)


def _read(experience_id: int, file: Mapping[str, Any], people: Mapping[str, Actor]) -> None:
    """By a mentor; a full record by a second reader too."""
    mentor, second = people[file["reader"]], file.get("second_reader")
    actions.take(mentor, experience_id)
    said = {"note": file["note"], "marks": actions.Marks(*file["marks"])}
    is_published = actions.accept(mentor, experience_id, lang=file["lang"], **said)
    if second:
        actions.take(people[second], experience_id)
        note = file["second_note"]
        is_published = actions.accept(people[second], experience_id, lang=file["lang"], note=note)
    if not is_published:
        raise ValueError(f"{file['key']} lacks a reader")


def _content(file: Mapping[str, Any]) -> Content:
    year, month = file["start"].split("-")
    return Content(
        **{name: file[name] for name in _AS_WRITTEN if name in file},
        countries=tuple(file["countries"]),
        themes=tuple(file["themes"]),
        lead=f"sample-{file['lead']}",
        start_year=int(year),
        start_month=int(month),
        latitude=file.get("latitude"),
        longitude=file.get("longitude"),
        precision=file.get("precision", ""),
        body=_body(file),
        consent=True,
    )


def _body(file: Mapping[str, Any]) -> Body:
    """Its sample network can be asked; amounts stand in the files as text."""
    network = select(Organisation.name).where(Organisation.code == f"sample-{file['lead']}")
    asked = {"name": db.session.scalars(network).one(), "is_public": True}
    return body_from({"contacts": [asked], **file.get("body", {})})


def _origin(file: Mapping[str, Any], written: Written, author: Actor) -> actions.Origin | None:
    """The thread it grew out of; who asked and who answered are credited."""
    if "origin_thread" not in file:
        return None
    thread_id = written.threads[file["origin_thread"]]
    post_id = written.post(file["origin_thread"], file["origin_post"])
    said = (Post.id == post_id) | (Post.thread_id == thread_id) & Post.parent_id.is_(None)
    voices = db.session.scalars(select(Post.author_id).where(said).order_by(Post.id)).all()
    others = tuple(voice for voice in dict.fromkeys(voices) if voice != author.id)
    return actions.Origin(thread_id, post_id, words_of=others)


def _date(experience_id: int, at: datetime) -> None:
    db.session.flush()
    experience = db.session.get_one(Experience, experience_id)
    begun = at - _BEFORE["draft"]
    experience.begun_at = experience.edited_at = experience.consent_at = begun
    experience.moved_at = experience.published_at = at
    db.session.get_one(ExperienceNumber, experience.number).begun_at = begun
    for state, before in _BEFORE.items():
        moved = update(ExperienceMove).where(
            ExperienceMove.experience_id == experience_id, ExperienceMove.to_state == state
        )
        db.session.execute(moved.values(moved_at=at - before))
    verdict = update(ExperienceVerdict).where(ExperienceVerdict.experience_id == experience_id)
    db.session.execute(verdict.values(given_at=at))

"""Sample experiences, taken through the library's own actions, then moved to their times.

A file experience-NN.toml says what a record says, by the names of `library.content` and, under
[body], of `library.body`; who wrote it (`by`) and who read it (`reader`, `second_reader`), with
their notes; and how long ago it was published. Besides, where there is one:

    related = [{key = "experience-13", relation = "adapts"}]  # one that was published before it
    confirmed_days_ago = 30       # it was said to be still true

    [[translations]]              # of the version that was published first
    lang = "sr"
    by = "member-rs-1"
    reviewed_by = "coordinator-rs"  # absent: a draft that nobody has reviewed yet
    [translations.texts]          # by the names of `library.fields`
    title = "…"
    "lessons.0" = "…"             # the first of the body's lessons
    "block.evenings.needs" = "…"  # by the key of the building block
    "result.0.indicator" = "…"

    [next_version]                # published `days_ago`; its readers are those of the first
    by = "…"
    days_ago = 20
    version_note = "…"
    note = "…"                    # of its readers, in the language of the record
    second_note = "…"
    [next_version.changes]        # a translation of what stands here becomes outdated
    summary = "…"

The file drafts.toml holds what is not published: see `samples.drafts`.
"""

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
from exchange.samples.translations import translate

# How long before its publication a record entered each state.
_BEFORE = {
    "draft": timedelta(days=20),
    "submitted": timedelta(days=12),
    "in_review": timedelta(days=9),
    "accepted": timedelta(0),
    "published": timedelta(0),
}
_BEFORE_AGAIN = {"submitted": timedelta(days=5), "in_review": timedelta(days=3)}  # a second reader
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


def load_experiences(
    people: Mapping[str, Actor], written: Written, moment: datetime
) -> dict[str, int]:
    """Draft, read, publish and translate what the files say, the oldest first; gives the numbers
    of the records by the keys of the files."""
    files = sorted(read_all("experience"), key=lambda file: -file["published_days_ago"])
    numbers: dict[str, int] = {}
    for file in files:
        at = moment - timedelta(days=file["published_days_ago"], hours=3)
        with transaction(None):
            author = people[file["by"]]
            origin = _origin(file, written, author)
            experience_id = actions.create_draft(author, content_from(file, numbers), origin)
            experience = db.session.get_one(Experience, experience_id)
            experience.is_sample = True
            numbers[file["key"]] = experience.number
            actions.submit(author, experience_id)
            for account_id in origin.words_of if origin else ():
                actions.answer_for_words(get_actor(account_id), experience_id, agrees=True)
            read(experience_id, file, people)
            date(experience_id, at)
            translate(experience_id, file, people, at)
    return numbers


def read(experience_id: int, file: Mapping[str, Any], people: Mapping[str, Actor]) -> None:
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


def content_from(file: Mapping[str, Any], numbers: Mapping[str, int]) -> Content:
    """What the file says; `numbers` are those of the records that it may be related to."""
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
        body=_body(file, numbers),
        consent=True,
    )


def _body(file: Mapping[str, Any], numbers: Mapping[str, int]) -> Body:
    """Its sample network can be asked; amounts stand in the files as text."""
    network = select(Organisation.name).where(Organisation.code == f"sample-{file['lead']}")
    asked = {"name": db.session.scalars(network).one(), "is_public": True}
    related = [
        {"number": numbers[one["key"]], "relation": one["relation"]}
        for one in file.get("related", ())
    ]
    return body_from({"contacts": [asked], "related": related, **file.get("body", {})})


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


def date(experience_id: int, at: datetime) -> None:
    """Move a published version to the time at which it was published."""
    db.session.flush()
    experience = db.session.get_one(Experience, experience_id)
    begun = at - _BEFORE["draft"]
    experience.begun_at = experience.edited_at = experience.consent_at = begun
    experience.moved_at = experience.published_at = at
    if experience.version == 1:
        db.session.get_one(ExperienceNumber, experience.number).begun_at = begun
    _date_moves(experience_id, at)
    _date_verdicts(experience_id, at)


def _date_moves(experience_id: int, at: datetime) -> None:
    found = select(ExperienceMove).where(ExperienceMove.experience_id == experience_id)
    seen: set[str] = set()
    for move in db.session.scalars(found.order_by(ExperienceMove.id)):
        before = _BEFORE_AGAIN if move.to_state in seen else _BEFORE
        move.moved_at = at - before[move.to_state]
        seen.add(move.to_state)


def _date_verdicts(experience_id: int, at: datetime) -> None:
    """The last one published it; until the one before, it had been read for the first time."""
    found = select(ExperienceVerdict).where(ExperienceVerdict.experience_id == experience_id)
    *others, last = db.session.scalars(found.order_by(ExperienceVerdict.id)).all()
    last.given_at = at
    for other in others:
        other.given_at = at - _BEFORE_AGAIN["submitted"]


def date_move(experience_id: int, state: str, at: datetime) -> None:
    """When the version entered the state."""
    moved = update(ExperienceMove).where(
        ExperienceMove.experience_id == experience_id, ExperienceMove.to_state == state
    )
    db.session.execute(moved.values(moved_at=at))

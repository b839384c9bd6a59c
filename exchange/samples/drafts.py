"""Sample experiences that are not published: one in each state, in the file drafts.toml.

`state` is one of draft, submitted, in_review, changes_requested and withdrawn, and `days_ago` is
when it entered that; `remarks` are the reader's, by the names of `library.fields`, and `answered`
are those that an author has settled, with an answer.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.models import (
    Experience,
    ExperienceMove,
    ExperienceNumber,
    ExperienceRemark,
    ExperienceVerdict,
)
from exchange.people.actor import Actor
from exchange.samples.experiences import content_from, date, date_move, read
from exchange.samples.files import read as read_file

_BEGUN = timedelta(days=12)  # before it entered its state
_IN_BETWEEN = timedelta(days=2)  # from one state to the next
_SHOWN = timedelta(days=60)  # what was withdrawn had been public for so long


def load_drafts(people: Mapping[str, Actor], moment: datetime) -> None:
    """Bring each as far as its state, and no further."""
    for file in read_file("drafts")["drafts"]:
        at = moment - timedelta(days=file["days_ago"], hours=4)
        with transaction(None):
            author = people[file["by"]]
            experience_id = actions.create_draft(author, content_from(file, {}))
            db.session.get_one(Experience, experience_id).is_sample = True
            _bring(experience_id, file, people, at)


def _bring(
    experience_id: int, file: Mapping[str, Any], people: Mapping[str, Actor], at: datetime
) -> None:
    author, state = people[file["by"]], file["state"]
    if state != "draft":
        actions.submit(author, experience_id)
    if state == "withdrawn":
        read(experience_id, file, people)
        date(experience_id, at - _SHOWN)
        actions.withdraw(author, experience_id, reason=file["reason"])
        _date_end(experience_id, at)
        return
    if state in ("in_review", "changes_requested"):
        actions.take(people[file["reader"]], experience_id)
    if state == "changes_requested":
        _ask_for_changes(experience_id, file, people)
    _date_way(experience_id, at)


def _ask_for_changes(
    experience_id: int, file: Mapping[str, Any], people: Mapping[str, Actor]
) -> None:
    lang = file["lang"]
    actions.ask_for_changes(
        people[file["reader"]],
        experience_id,
        note=file["note"],
        lang=lang,
        remarks=file["remarks"],
    )
    db.session.flush()
    asked = select(ExperienceRemark.field, ExperienceRemark.id).join(
        ExperienceVerdict, ExperienceVerdict.id == ExperienceRemark.verdict_id
    )
    mine = asked.where(ExperienceVerdict.experience_id == experience_id)
    ids = {field: remark_id for field, remark_id in db.session.execute(mine)}
    for field, answer in file["answered"].items():
        actions.settle_remark(
            people[file["by"]], experience_id, ids[field], answer=answer, lang=lang
        )


def _date_end(experience_id: int, at: datetime) -> None:
    db.session.flush()
    experience = db.session.get_one(Experience, experience_id)
    experience.moved_at = experience.withdrawn_at = at
    date_move(experience_id, "withdrawn", at)


def _date_way(experience_id: int, at: datetime) -> None:
    """The last move was at that time, each one before it some days earlier."""
    db.session.flush()
    experience = db.session.get_one(Experience, experience_id)
    begun = at - _BEGUN
    experience.begun_at = experience.edited_at = experience.consent_at = begun
    experience.moved_at = at
    db.session.get_one(ExperienceNumber, experience.number).begun_at = begun
    found = select(ExperienceMove).where(ExperienceMove.experience_id == experience_id)
    moves = db.session.scalars(found.order_by(ExperienceMove.id.desc())).all()
    for number, move in enumerate(moves):
        move.moved_at = begun if move.to_state == "draft" else at - number * _IN_BETWEEN
    verdict = update(ExperienceVerdict).where(ExperienceVerdict.experience_id == experience_id)
    db.session.execute(verdict.values(given_at=at))
    _date_answers(experience_id, at + _IN_BETWEEN)


def _date_answers(experience_id: int, at: datetime) -> None:
    verdicts = select(ExperienceVerdict.id).where(ExperienceVerdict.experience_id == experience_id)
    settled = update(ExperienceRemark).where(
        ExperienceRemark.verdict_id.in_(verdicts), ExperienceRemark.done_at.is_not(None)
    )
    db.session.execute(settled.values(done_at=at))

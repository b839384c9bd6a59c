"""What became of sample experiences: second versions, and whether they are still true."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.library import actions
from exchange.library.actions.submit import content_of
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.samples.experiences import date, date_move, read
from exchange.samples.files import read_all
from exchange.still_true.actions import AGAIN, HOLDS, months_later
from exchange.still_true.models import StillTrue


def load_versions(
    people: Mapping[str, Actor], numbers: Mapping[str, int], moment: datetime
) -> None:
    """Publish the second versions, then say of all records when they are asked about."""
    files = read_all("experience")
    for file in files:
        if "next_version" in file:
            with transaction(None):
                _renew(file, people, numbers[file["key"]], moment)
    with transaction(None):
        for file in files:
            _hold_true(file, people, numbers[file["key"]], moment)


def _renew(
    file: Mapping[str, Any], people: Mapping[str, Actor], number: int, moment: datetime
) -> None:
    given = file["next_version"]
    at = moment - timedelta(days=given["days_ago"], hours=3)
    author, old = people[given["by"]], _published(number)
    new_id = actions.begin_new_version(author, old.id)
    new = db.session.get_one(Experience, new_id)
    content = replace(
        content_of(old), **given["changes"], version_note=given["version_note"], consent=True
    )
    actions.save_draft(author, new_id, version=new.edit_version, content=content)
    actions.submit(author, new_id)
    read(new_id, {**file, **given}, people)
    date(new_id, at)
    date_move(old.id, "archived", at)
    old.moved_at = at


def _published(number: int) -> Experience:
    found = select(Experience).where(Experience.number == number, Experience.state == "published")
    return db.session.scalars(found).one()


def _hold_true(
    file: Mapping[str, Any], people: Mapping[str, Actor], number: int, moment: datetime
) -> None:
    """From its publication, or since it was confirmed; what nobody answered is unconfirmed."""
    row = db.session.get_one(StillTrue, number)
    since = _published(number).published_at or moment
    if "confirmed_days_ago" in file:
        since = moment - timedelta(days=file["confirmed_days_ago"])
        row.confirmed_at, row.confirmed_by_id = since, people[file["by"]].id
    row.due_at = months_later(since, HOLDS)
    if row.due_at > moment:
        return
    row.asked_at, row.asked_count = row.due_at, 1
    row.due_at = months_later(row.asked_at, AGAIN)
    if row.due_at <= moment:
        row.due_at, row.asked_count = None, 2

"""Sample flags, so that moderators find something to decide."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.moderation.actions import flag_post
from exchange.moderation.models import Case, Flag
from exchange.people.actor import Actor
from exchange.samples.files import read, read_all
from exchange.samples.threads import Written

_BETWEEN = timedelta(hours=21)  # the newest flag is five hours old


def load_flags(people: Mapping[str, Actor], written: Written, moment: datetime) -> None:
    """Flag what the files say, in the last days."""
    languages = {file["key"]: file["lang"] for file in read_all("thread")}
    at = moment - timedelta(hours=5)
    for given in read("flags")["flags"]:
        post_id = written.post(given["thread"], given["post"])
        with transaction(None):
            flag_post(
                people[given["by"]],
                post_id,
                rule=given["rule"],
                sentence=given["sentence"],
                lang=languages[given["thread"]],
            )
            case = db.session.scalars(select(Case).where(Case.post_id == post_id)).one()
            flag = db.session.scalars(select(Flag).where(Flag.case_id == case.id)).one()
            case.opened_at = flag.flagged_at = at
        at -= _BETWEEN

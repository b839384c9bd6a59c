"""Takes sample experiences out of the library, and sample people out of real ones."""

from sqlalchemy import Select, delete, exists, or_, select, update

from exchange.kernel.db import db
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceNumber,
    ExperienceVerdict,
)
from exchange.people.models import Account

Ids = Select[int]


def sample_experiences() -> Ids:
    """Those marked, and those that no real person has written."""
    real = (
        exists()
        .where(ExperienceAuthor.experience_id == Experience.id, ExperienceAuthor.role == "author")
        .where(Account.id == ExperienceAuthor.account_id, Account.is_sample.is_(False))
    )
    return select(Experience.id).where(or_(Experience.is_sample, ~real))


def drop_experiences(people: Ids, networks: Ids) -> None:
    """Real records keep what they say; they lose credits, readers' notes and leads of samples."""
    db.session.execute(delete(Experience).where(Experience.id.in_(sample_experiences())))
    without = ~exists().where(Experience.number == ExperienceNumber.id)
    db.session.execute(delete(ExperienceNumber).where(without))
    db.session.execute(delete(ExperienceAuthor).where(ExperienceAuthor.account_id.in_(people)))
    db.session.execute(delete(ExperienceVerdict).where(ExperienceVerdict.reader_id.in_(people)))
    led = update(Experience).where(Experience.lead_id.in_(networks))
    db.session.execute(led.values(lead_id=None))

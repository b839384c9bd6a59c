"""Takes sample experiences out of the library, and sample people out of real ones."""

from sqlalchemy import Select, delete, exists, or_, select, update

from exchange.kernel.db import db, record
from exchange.library.events import TranslationChanged
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceNumber,
    ExperiencePaper,
    ExperienceTranslation,
    ExperienceVerdict,
)
from exchange.people.models import Account

Ids = Select[int]
NOBODY = 0


def sample_experiences() -> Ids:
    """Those marked, and those that no real person has written."""
    real = (
        exists()
        .where(ExperienceAuthor.experience_id == Experience.id, ExperienceAuthor.role == "author")
        .where(Account.id == ExperienceAuthor.account_id, Account.is_sample.is_(False))
    )
    return select(Experience.id).where(or_(Experience.is_sample, ~real))


def drop_experiences(people: Ids, networks: Ids) -> None:
    """Real records keep what they say; they lose credits, readers' notes,
    translations and leads of samples."""
    db.session.execute(delete(Experience).where(Experience.id.in_(sample_experiences())))
    without = ~exists().where(Experience.number == ExperienceNumber.id)
    db.session.execute(delete(ExperienceNumber).where(without))
    db.session.execute(delete(ExperienceAuthor).where(ExperienceAuthor.account_id.in_(people)))
    _drop_translations(people)
    db.session.execute(delete(ExperienceVerdict).where(ExperienceVerdict.reader_id.in_(people)))
    led = update(Experience).where(Experience.lead_id.in_(networks))
    db.session.execute(led.values(lead_id=None))


def _drop_translations(people: Ids) -> None:
    """What they told in another language of what others wrote: its pages, its papers and the
    search forget it."""
    theirs = ExperienceTranslation.translator_id.in_(people)
    told = (
        select(Experience.id, Experience.number, ExperienceTranslation.lang)
        .join(Experience, Experience.id == ExperienceTranslation.experience_id)
        .where(theirs)
        .distinct()
    )
    found = db.session.execute(told).all()
    db.session.execute(delete(ExperienceTranslation).where(theirs))
    papers = update(ExperiencePaper).where(
        ExperiencePaper.experience_id.in_({one.id for one in found})
    )
    db.session.execute(papers.values(look=0), execution_options={"synchronize_session": False})
    for one in found:
        record(TranslationChanged(one.id, one.number, one.lang, NOBODY))

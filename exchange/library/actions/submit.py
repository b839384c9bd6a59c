from sqlalchemy import select

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.library.actions.asking import ask_for_words
from exchange.library.actions.rows import get_experience, move
from exchange.library.body import body_from
from exchange.library.content import Content, progress_of
from exchange.library.events import ExperienceSubmitted
from exchange.library.models import Experience, ExperienceCountry, ExperienceTag
from exchange.library.policy import may_submit, may_take_back
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.tags.models import Tag


def submit(actor: Actor, experience_id: int) -> None:
    """Hand a complete draft to the readers; Refused beside the first field that it lacks."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        if actor.id in facts.authors and facts.state in ("submitted", "in_review"):
            return
        require(may_submit(actor, facts))
        for field, fault in progress_of(content_of(experience)).faults.items():
            raise Refused(field, fault)
        experience.reader_id, experience.reading = None, ""
        move(actor, experience, "submitted")
        record(ExperienceSubmitted(experience.id, experience.number, actor.id))
        ask_for_words(actor, experience)


def take_back(actor: Actor, experience_id: int) -> None:
    """From the readers, to go on writing."""
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        if actor.id in facts.authors and facts.state == "draft":
            return
        require(may_take_back(actor, facts))
        experience.reader_id, experience.reading = None, ""
        move(actor, experience, "draft")


def content_of(experience: Experience) -> Content:
    """What a version says, as its authors wrote it."""
    countries = select(ExperienceCountry.country).where(
        ExperienceCountry.experience_id == experience.id
    )
    themes = (
        select(Tag.slug)
        .join(ExperienceTag, ExperienceTag.tag_id == Tag.id)
        .where(ExperienceTag.experience_id == experience.id)
    )
    lead = select(Organisation.code).where(Organisation.id == experience.lead_id)
    return Content(
        kind=experience.kind,
        scope=experience.scope,
        lang=experience.lang,
        title=experience.title,
        summary=experience.summary,
        english_title=experience.english_title,
        english_summary=experience.english_summary,
        countries=tuple(db.session.scalars(countries.order_by(ExperienceCountry.country))),
        place=experience.place,
        level=experience.level,
        themes=tuple(db.session.scalars(themes.order_by(Tag.slug))),
        challenge=experience.challenge,
        what_was_done=experience.what_was_done,
        lead=db.session.scalar(lead) or "",
        start_year=experience.start_year,
        start_month=experience.start_month,
        lesson=experience.lesson,
        maturity=experience.maturity,
        licence=experience.licence,
        consent=experience.consent_at is not None,
        latitude=experience.latitude,
        longitude=experience.longitude,
        precision=experience.precision,
        version_note=experience.version_note,
        body=body_from(experience.body),
    )

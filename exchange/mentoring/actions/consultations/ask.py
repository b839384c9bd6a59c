from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from exchange.files.actions import Attached
from exchange.forum.actions.homes import home_of
from exchange.kernel.clock import now
from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Refused, require
from exchange.mentoring.actions.consultations.attach import attach_to_note
from exchange.mentoring.actions.consultations.rows import (
    get_consultation,
    patience_ends,
    rendered,
    tell_others,
)
from exchange.mentoring.events.consultations import ConsultationWaits
from exchange.mentoring.models import (
    PrivateConsultation,
    PrivateConsultationTag,
    PrivateExclusion,
    PrivateNote,
)
from exchange.mentoring.policy.consultations import (
    MOST_NOTES,
    MOST_TAGS,
    may_add_note,
    may_ask,
    reads_as,
)
from exchange.mentoring.queries.consultations.people import leaves_nobody, possible_readers
from exchange.people.actor import Actor
from exchange.tags.actions import ids_of
from exchange.text.markdown import RENDERER_VERSION
from exchange.text.wording import lazy as _l


def ask_in_confidence(
    actor: Actor,
    *,
    title: str,
    body: str,
    lang: str,
    tags: Sequence[str] = (),
    excluded: Collection[int] = (),
    files: Sequence[Attached] = (),
) -> int:
    """Ask without anybody else seeing it, and say who shall not read it; gives its id."""
    html = rendered(body)
    with transaction(actor) as actor:
        require(may_ask(actor))
        refuse_what_is_not_offered(actor, tags, excluded)
        _, country = home_of(actor.id)
        row = PrivateConsultation(
            asker_id=actor.id,
            title=title,
            lang=lang,
            zone=actor.timezone,
            country=country or "",
            remind_at=patience_ends(actor.timezone, country or ""),
        )
        db.session.add(row)
        db.session.flush()
        its = {"consultation_id": row.id}
        db.session.add_all(PrivateConsultationTag(tag_id=one, **its) for one in ids_of(tags))
        db.session.add_all(PrivateExclusion(account_id=one, **its) for one in set(excluded))
        note = _note(actor, row.id, (body, html, lang), "asker")
        attach_to_note(actor, note, files)
        record(ConsultationWaits(row.id, "asked"))
        return row.id


def refuse_what_is_not_offered(
    actor: Actor, tags: Sequence[str], excluded: Collection[int]
) -> None:
    """Also before it is sent, so that whoever looks at it first hears of it."""
    if len(tags) > MOST_TAGS:
        raise Refused("tags", _l("At most five subjects, please."))
    known = {one.id for one in possible_readers(actor.id)}
    if not known.issuperset(excluded):
        raise Refused("excluded", _l("Please choose from the list only."))
    if leaves_nobody(actor.id, excluded):
        raise Refused(
            "excluded",
            _l("Nobody would be left who can choose a mentor. Please tick fewer people."),
        )


def add_note(
    actor: Actor, consultation_id: int, *, body: str, lang: str, files: Sequence[Attached] = ()
) -> int:
    """Write to the others in it; gives the note's id."""
    html = rendered(body)
    with transaction(actor) as actor:
        row, found = get_consultation(actor, consultation_id)
        require(may_add_note(actor, found.facts))
        mine = select(func.count()).where(PrivateNote.consultation_id == row.id)
        if (db.session.scalar(mine) or 0) >= MOST_NOTES:
            raise Refused("body", _l("There is no room for more here. Please ask anew."))
        note = _note(actor, row.id, (body, html, lang), reads_as(actor, found.facts))
        attach_to_note(actor, note, files)
        row.last_note_at = now()
        tell_others(actor, found, f"note {note.id}")
        return note.id


def _note(
    actor: Actor, consultation_id: int, text: tuple[str, str, str], voice: str
) -> PrivateNote:
    source, html, lang = text
    note = PrivateNote(
        consultation_id=consultation_id,
        author_id=actor.id,
        voice=voice,
        source=source,
        html=html,
        renderer_version=RENDERER_VERSION,
        lang=lang,
    )
    db.session.add(note)
    db.session.flush()
    return note

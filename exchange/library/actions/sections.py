from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import Refused, Stale, require
from exchange.library.actions.draft import write_over
from exchange.library.actions.rows import get_experience
from exchange.library.actions.submit import content_of
from exchange.library.actions.texts import columns_of, html_that_holds, render_ahead
from exchange.library.content import Content
from exchange.library.models import Experience
from exchange.library.policy import may_edit
from exchange.library.sections import SECTIONS, digest_of, merged
from exchange.people.actor import Actor
from exchange.text.wording import lazy as _l

Change = Callable[[Content], Content]  # from what is kept to what shall be


def save_section(
    actor: Actor, experience_id: int, *, section: str, digest: str, typed: Content, kind: str
) -> None:
    """Keep one section as it was typed in the form of a record of this `kind`; Stale if it was
    changed since the one with this digest was read. What others write elsewhere stays as it is."""
    names = SECTIONS[section].fields_of(kind)

    def change(kept: Content) -> Content:
        if digest_of(SECTIONS[section], kept) != digest:
            raise Stale
        return merged(kept, typed, names)

    render_ahead(merged(Content(), typed, names))
    rewrite(actor, experience_id, change, keeps_consent="consent" in names)


def rewrite(
    actor: Actor, experience_id: int, change: Change, *, keeps_consent: bool = False
) -> None:
    """Change a draft from what it says under the lock; nothing is done where nothing changes.

    Whoever agreed to its publication agreed to another text: they are asked anew.
    """
    with transaction(actor) as actor:
        experience, facts = get_experience(actor, experience_id)
        require(may_edit(actor, facts))
        kept = content_of(experience)
        will = change(kept)
        if will == kept:
            return
        _check_related(kept, will, experience)
        if not keeps_consent:
            will = replace(will, consent=False)
        columns = columns_of(will, html_that_holds(experience, kept, will))
        write_over(actor, experience, will, columns)


def _check_related(kept: Content, will: Content, experience: Experience) -> None:
    """Those that are named anew are published records, and others."""
    named = {one.number for one in will.body.related} - {one.number for one in kept.body.related}
    if not named:
        return
    known = select(Experience.number).where(
        Experience.number.in_(named),
        Experience.state == "published",
        Experience.number != experience.number,
    )
    if named - set(db.session.scalars(known)):
        raise Refused("related", _l("No record with this code is published."))

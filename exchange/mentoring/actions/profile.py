from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import Stale
from exchange.mentoring.events.who import MentorProfileChanged
from exchange.mentoring.models import MentorProfile
from exchange.mentoring.said import Said
from exchange.people.actor import Actor
from exchange.tags.actions import set_expertise


def change_mentor_profile(actor: Actor, said: Said, *, version: int) -> None:
    """Say what one knows, where, in which languages and how much one takes on, instead of what was
    said before, as read at `version` (0: nothing yet); Stale if another page saved it since."""
    with transaction(actor) as actor:
        set_expertise(actor, said.levels)  # if they may; locks the themes, then the account
        row = db.session.get(MentorProfile, actor.id)
        if (row.edit_version if row else 0) != version:
            raise Stale
        if row is None:
            row = MentorProfile(account_id=actor.id)
            db.session.add(row)
        row.writes, row.countries = list(said.writes), list(said.countries)
        row.most_open, row.edit_version = said.most_open, version + 1
        record(MentorProfileChanged(actor.id))

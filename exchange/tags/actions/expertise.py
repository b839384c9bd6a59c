from collections.abc import Iterable, Mapping

from sqlalchemy import delete

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import require
from exchange.people.actions.rows import get_account
from exchange.people.actor import Actor
from exchange.people.events import ExpertiseChanged
from exchange.people.models import LEVELS, Expertise
from exchange.people.policy import may_say_expertise
from exchange.tags.actions.rows import ids_by_slug


def set_expertise(actor: Actor, themes: Iterable[str] | Mapping[str, str]) -> None:
    """Say which themes the actor knows, by their slugs, and how well, instead of those said before.

    Without a level a theme is known well. Of two that mean one theme by now the higher level holds.
    """
    levels = themes if isinstance(themes, Mapping) else dict.fromkeys(themes, "well")
    with transaction(actor) as actor:
        require(may_say_expertise(actor))
        # first: whoever merges two of them has them so
        known = _highest(levels, ids_by_slug(levels, themes_only=True))
        mine = get_account(actor.id).id  # locked: of two at once the later holds
        db.session.execute(delete(Expertise).where(Expertise.account_id == mine))
        db.session.add_all(
            Expertise(account_id=mine, tag_id=one, level=level) for one, level in known.items()
        )
        record(ExpertiseChanged(mine))


def _highest(levels: Mapping[str, str], ids: Mapping[str, int]) -> Mapping[int, str]:
    known: dict[int, str] = {}
    for slug, tag_id in ids.items():
        known[tag_id] = max(known.get(tag_id, LEVELS[0]), levels[slug], key=LEVELS.index)
    return known

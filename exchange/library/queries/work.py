"""Drafts on their way: an author's own, and those that wait for a reader."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, or_, select

from exchange.kernel.reading import Reading, built_once
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience, ExperienceAuthor
from exchange.people.actor import Actor
from exchange.people.models import Account, Organisation
from exchange.text.countries import sort_key

MOST = 200


class WorkLine(NamedTuple):
    """A version on its way to its readers; `holder` has it, since `moved_at`."""

    id: int
    number: int
    version: int
    state: str
    lang: str
    title: str
    moved_at: datetime
    edited_at: datetime
    is_sample: bool
    reader_id: int | None
    holder: str | None
    lead: str | None

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def path(self) -> str:
        return path_of(self.number, self.title, self.version if self.version > 1 else None)


class OrganisationChoice(NamedTuple):
    """An organisation that may have led the work."""

    code: str
    name: str
    is_sample: bool


_WORK = (
    select(
        Experience.id,
        Experience.number,
        Experience.version,
        Experience.state,
        Experience.lang,
        Experience.title,
        Experience.moved_at,
        Experience.edited_at,
        Experience.is_sample,
        Experience.reader_id,
        Account.name.label("holder"),
        Organisation.name.label("lead"),
    )
    .outerjoin(Account, Account.id == Experience.reader_id)
    .outerjoin(Organisation, Organisation.id == Experience.lead_id)
)
_credited = exists().where(
    ExperienceAuthor.experience_id == Experience.id,
    ExperienceAuthor.account_id == bindparam("me"),
)
_OWN = Reading(
    WorkLine,
    _WORK.where(_credited.where(ExperienceAuthor.role == "author"), Experience.state != "archived")
    .order_by(Experience.edited_at.desc(), Experience.id.desc())
    .limit(MOST),
)


@built_once
def _waiting(reads_all: bool) -> Reading[WorkLine]:
    waits = and_(Experience.state.in_(("submitted", "in_review")), ~_credited)
    own = Experience.lead_id.in_(bindparam("edits", expanding=True))
    rows = _WORK.where(waits) if reads_all else _WORK.where(waits, own)
    mine_first = or_(Experience.reader_id == bindparam("me")).is_(True).desc()
    return Reading(WorkLine, rows.order_by(mine_first, Experience.moved_at).limit(MOST))


_ORGANISATIONS = Reading(
    OrganisationChoice, select(Organisation.code, Organisation.name, Organisation.is_sample)
)


def drafts_of(actor: Actor) -> Sequence[WorkLine]:
    """What the actor writes or wrote, the latest touched first."""
    return _OWN.all(me=actor.id)


def waiting_for_readers(actor: Actor) -> Sequence[WorkLine]:
    """What others wrote and the actor may read for publication: the own first, then the oldest."""
    if actor.is_mentor or actor.is_admin:
        return _waiting(True).all(me=actor.id)
    if not actor.edits:
        return ()
    return _waiting(False).all(me=actor.id, edits=sorted(actor.edits))


def lead_choices(lang: str) -> Sequence[OrganisationChoice]:
    """Every organisation, in the order of the reader's alphabet."""
    return sorted(_ORGANISATIONS.all(), key=lambda one: sort_key(one.name, lang))

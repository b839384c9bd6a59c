"""Drafts on their way: an author's own, and those that wait for a reader."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, exists, or_, select

from exchange.kernel.reading import Reading, built_once
from exchange.library.codes import code_of, path_of
from exchange.library.models import Experience, ExperienceAuthor
from exchange.library.readings import is_accepted_as, waits_for
from exchange.library.vocabulary import READINGS
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
    kind: str
    lang: str
    title: str
    moved_at: datetime
    edited_at: datetime
    is_sample: bool
    reader_id: int | None
    holder: str | None
    lead: str | None
    has_editor: bool  # whether an editor, and a mentor, have accepted it as it is
    has_mentor: bool

    @property
    def missing(self) -> Sequence[object]:
        """Which readings of a full record are, in words."""
        if self.kind != "full" or self.state not in ("submitted", "in_review"):
            return ()
        given = {"editor": self.has_editor, "mentor": self.has_mentor}
        return [words for reading, words in READINGS.items() if not given[reading]]

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
        Experience.kind,
        Experience.lang,
        Experience.title,
        Experience.moved_at,
        Experience.edited_at,
        Experience.is_sample,
        Experience.reader_id,
        Account.name.label("holder"),
        Organisation.name.label("lead"),
        is_accepted_as("editor").label("has_editor"),
        is_accepted_as("mentor").label("has_mentor"),
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
def _waiting(nobody: Actor) -> Reading[WorkLine]:
    me: BindParameter[int] = bindparam("me")
    edits: BindParameter[list[int]] = bindparam("edits", expanding=True)
    is_mine = and_(Experience.state == "in_review", Experience.reader_id == me)
    rows = _WORK.where(
        Experience.state.in_(("submitted", "in_review")),
        or_(waits_for(nobody, me, edits), is_mine),
    )
    mine_first = or_(Experience.reader_id == me).is_(True).desc()
    return Reading(WorkLine, rows.order_by(mine_first, Experience.moved_at).limit(MOST))


_ORGANISATIONS = Reading(
    OrganisationChoice, select(Organisation.code, Organisation.name, Organisation.is_sample)
)


def drafts_of(actor: Actor) -> Sequence[WorkLine]:
    """What the actor writes or wrote, the latest touched first."""
    return _OWN.all(me=actor.id)


def waiting_for_readers(actor: Actor) -> Sequence[WorkLine]:
    """What others wrote and the actor may read for publication: the own first, then the oldest."""
    if not (actor.is_mentor or actor.is_admin or actor.edits):
        return ()
    # What is read hangs on these; with the person left out, the statements are few.
    of_kind = Actor(
        roles=actor.roles & {"mentor", "admin"},
        edits=frozenset({0}) if actor.edits else actor.edits,
    )
    return _waiting(of_kind).all(me=actor.id, edits=sorted(actor.edits))


def lead_choices(lang: str) -> Sequence[OrganisationChoice]:
    """Every organisation, in the order of the reader's alphabet."""
    return sorted(_ORGANISATIONS.all(), key=lambda one: sort_key(one.name, lang))

"""What the pages of an import show, and what a table is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, or_, select

from exchange.importing.models import ExperienceImport, ImportedDraft
from exchange.importing.policy import goes_when_undone
from exchange.importing.problems import Problem, problem_from
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.codes import code_of, path_of
from exchange.library.content import NEEDED
from exchange.library.models import Experience, ExperienceAuthor, ExperienceMove
from exchange.library.queries import OrganisationChoice
from exchange.library.vocabulary import STATES
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.text.countries import sort_key
from exchange.text.fold import folded_words

LISTED = 20  # imports of one person


class ImportRow(NamedTuple):
    """A table that was looked through."""

    id: int
    file_name: str
    row_count: int
    faulty_count: int
    left_out_count: int
    made_at: datetime
    used_at: datetime | None
    undone_at: datetime | None


class _Whole(NamedTuple):
    drafts: list[Any]
    problems: list[Any]


class DraftLine(NamedTuple):
    """A draft that came by an import, as it stands now."""

    row: int
    lacked: str
    number: int
    version: int
    state: str
    edit_version: int
    lang: str
    title: str
    was_moved: bool

    @property
    def code(self) -> str:
        return code_of(self.number)

    @property
    def path(self) -> str:
        return path_of(self.number, self.title, self.version if self.version > 1 else None)

    @property
    def goes(self) -> bool:
        """Whether undoing the import takes it away."""
        kept = self.state, self.version, self.edit_version
        return goes_when_undone(*kept, was_moved=self.was_moved)

    @property
    def state_words(self) -> object:
        return STATES[self.state]

    @property
    def missing(self) -> str:
        """As words of a sentence; true while nobody has edited it."""
        return ", ".join(str(NEEDED[name]) for name in self.lacked.split() if name in NEEDED)


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import: what was found in its table, or what it made."""

    row: ImportRow
    problems: Sequence[Problem]
    may_go_in: bool
    drafts: Sequence[DraftLine]

    @property
    def faults(self) -> Sequence[Problem]:
        return [one for one in self.problems if not one.is_warning]

    @property
    def warnings(self) -> Sequence[Problem]:
        return [one for one in self.problems if one.is_warning]

    @property
    def going(self) -> Sequence[DraftLine]:
        return [one for one in self.drafts if one.goes]

    @property
    def staying(self) -> Sequence[DraftLine]:
        return [one for one in self.drafts if not one.goes]


class _Title(NamedTuple):
    title: str


def was_moved() -> ColumnElement[bool]:
    """Whether a version was ever in another state than its first."""
    moved = ExperienceMove.experience_id == Experience.id
    return exists().where(moved, ExperienceMove.from_state != "").correlate(Experience)


_COLUMNS = (
    ExperienceImport.id,
    ExperienceImport.file_name,
    ExperienceImport.row_count,
    ExperienceImport.faulty_count,
    ExperienceImport.left_out_count,
    ExperienceImport.made_at,
    ExperienceImport.used_at,
    ExperienceImport.undone_at,
)
_is_mine = ExperienceImport.owner_id == bindparam("me")
_is_it = ExperienceImport.id == bindparam("import_id")
_ONE = Reading(ImportRow, select(*_COLUMNS).where(_is_it, _is_mine))
_WHOLE = Reading(
    _Whole, select(ExperienceImport.drafts, ExperienceImport.problems).where(_is_it, _is_mine)
)
_MINE = Reading(
    ImportRow,
    select(*_COLUMNS).where(_is_mine).order_by(ExperienceImport.id.desc()).limit(LISTED),
)
_DRAFTS = Reading(
    DraftLine,
    select(
        ImportedDraft.row,
        ImportedDraft.missing.label("lacked"),
        Experience.number,
        Experience.version,
        Experience.state,
        Experience.edit_version,
        Experience.lang,
        Experience.title,
        was_moved().label("was_moved"),
    )
    .join(Experience, Experience.id == ImportedDraft.experience_id)
    .where(ImportedDraft.import_id == bindparam("import_id"))
    .order_by(ImportedDraft.row),
)
_mine_too = exists().where(
    ExperienceAuthor.experience_id == Experience.id,
    ExperienceAuthor.account_id == bindparam("me"),
)
_TITLES = Reading(  # the text of each is looked at: no index could compare folded words
    _Title, select(Experience.title).where(or_(Experience.state == "published", _mine_too))
)


class _Led(NamedTuple):
    id: int
    code: str
    name: str
    is_sample: bool


_ORGANISATIONS = Reading(
    _Led,
    select(Organisation.id, Organisation.code, Organisation.name, Organisation.is_sample),
)


def imports_of(actor: Actor) -> Sequence[ImportRow]:
    """The actor's own, the newest first."""
    return _MINE.all(me=actor.id)


def import_page(actor: Actor, import_id: int) -> ImportPage:
    """The actor's own; to others it is not there."""
    row = _ONE.first(me=actor.id, import_id=import_id)
    whole = _WHOLE.first(me=actor.id, import_id=import_id) if row else None
    if row is None or whole is None:
        raise NotFound
    return ImportPage(
        row=row,
        problems=[problem_from(one) for one in whole.problems],
        may_go_in=bool(whole.drafts) and row.used_at is None,
        drafts=_DRAFTS.all(import_id=import_id) if row.used_at else (),
    )


def contents_of(actor: Actor, import_id: int) -> list[Any]:
    """Rows and contents of a table that may go in, as they are kept; none once it is used."""
    whole = _WHOLE.first(me=actor.id, import_id=import_id)
    if whole is None:
        raise NotFound
    return whole.drafts


def known_titles(actor: Actor) -> frozenset[str]:
    """Of what is published, and of what the actor writes, in the form in which titles are equal."""
    found = (folded_words(row.title) for row in _TITLES.all(me=actor.id))
    return frozenset(filter(None, found))


def organisations_to_lead(actor: Actor, lang: str) -> Sequence[OrganisationChoice]:
    """Those that the actor may name as lead, in the order of the reader's alphabet."""
    rows = [one for one in _ORGANISATIONS.all() if actor.is_admin or one.id in actor.edits]
    rows.sort(key=lambda one: sort_key(one.name, lang))
    return [OrganisationChoice(one.code, one.name, one.is_sample) for one in rows]

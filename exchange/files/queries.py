"""What is asked of files: one to hand out, those that a person has sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from exchange.files.images import SIZES, fitted
from exchange.files.models import File
from exchange.files.policy import is_own
from exchange.files.rules import confided, readers
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.people.actor import GUEST, Actor


class StoredFile(NamedTuple):
    """A file that is there, as it is handed out."""

    id: int
    owner_id: int | None
    key: str
    kind: str
    media_type: str
    name: str


class FileRow(NamedTuple):
    """A file as a page names it; two equal ones look the same."""

    id: int
    kind: str
    name: str
    bytes: int
    width: int | None
    height: int | None
    alt: str
    alt_lang: str

    @property
    def is_picture(self) -> bool:
        return self.kind == "image"

    @property
    def ending(self) -> str:
        return self.name.rpartition(".")[2].upper()  # ascii: an ending of ours

    def fitted(self, size: str) -> tuple[int, int]:
        """Width and height of a size, for the page to leave room."""
        return fitted(self.width or 1, self.height or 1, SIZES[size])


@dataclass(frozen=True, slots=True)
class ReadableFile:
    """A file that the actor may read; whether everybody may; whether it is told in confidence, or
    may be yet: it stands nowhere."""

    file: StoredFile
    is_public: bool
    is_confided: bool = False


IS_THERE = File.stored_at.is_not(None) & File.dropped_at.is_(None)
ROW = (
    File.id,
    File.kind,
    File.name,
    File.bytes,
    File.width,
    File.height,
    File.alt,
    File.alt_lang,
)

_FILE = Reading(
    StoredFile,
    select(File.id, File.owner_id, File.key, File.kind, File.media_type, File.name).where(
        File.id == bindparam("id"), IS_THERE
    ),
)


def _own() -> Select[*tuple[Any, ...]]:
    mine = (File.owner_id == bindparam("me")) & File.id.in_(bindparam("ids", expanding=True))
    return select(*ROW).where(mine, IS_THERE)


_OWN = Reading(FileRow, _own())


def readable_file(who: Callable[[], Actor], file_id: int) -> ReadableFile:
    """Asked anew at each fetch; NotFound for what may not be read as for what is not there.

    Who asks is found out only where not everybody may."""
    file = _FILE.first(id=file_id)
    if file is None:
        raise NotFound
    if _read_as(GUEST, file) is not None:
        return ReadableFile(file, is_public=True)
    kind = _read_as(who(), file)
    if kind is None:
        raise NotFound
    return ReadableFile(file, is_public=False, is_confided=not kind or kind in confided)


def _read_as(actor: Actor, file: StoredFile) -> str | None:
    """Under what kind of thing, "" as one's own that stands nowhere; None: not at all."""
    stands_somewhere = False
    for kind, rule in readers.items():
        if said := rule(actor, file.id):
            return kind
        stands_somewhere |= said is not None
    return "" if not stands_somewhere and is_own(actor, file) else None


def own_files(actor: Actor, ids: Sequence[int]) -> Sequence[FileRow]:
    """Those of these files that this person has sent, in the order asked for."""
    found = {row.id: row for row in _OWN.all(me=actor.id, ids=list(ids))} if ids else {}
    return [found[one] for one in dict.fromkeys(ids) if one in found]

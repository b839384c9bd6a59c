"""A version as one reader is told it, with what stands around it; kept for all who read alike.

What everyone sees of a version is the same for all who read the same languages: it is made once,
and is the same object as long as it is true, so that the pieces of its page are remembered by it.
Whoever may see or do more is told their own, of which nothing is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from exchange.kernel.validity import kept
from exchange.library import queries
from exchange.library.citing import Citation, citation_of, json_ld
from exchange.library.mapping import Frame
from exchange.library.queries import ExperienceLine, ExperiencePage
from exchange.library.queries.given import Given, given_to
from exchange.library.queries.named import NamedRecord
from exchange.library.shown import words
from exchange.library.telling import told
from exchange.people.actor import GUEST, Actor

_WORDS = words()


class Asked(NamedTuple):
    """Which version, and by whom it is read: nothing of who that is."""

    number: int
    version: int | None  # the valid one without
    reads: tuple[str, ...]  # languages; first that of the page, which is the current one
    lang: str | None  # that the address asks for
    base_url: str


@dataclass(frozen=True, slots=True, eq=False)
class ToldRecord:
    """All of a record's page that does not hang on who looks at it."""

    source: ExperiencePage  # as its authors wrote it
    page: ExperiencePage  # as it is told
    given: Given
    reads: Sequence[str]
    cited: Citation | None
    described: Markup  # the same for search engines
    related: Sequence[ExperienceLine]
    named: Mapping[int, NamedRecord]  # of the records that it names itself
    spot: tuple[Frame, float, float] | None
    is_kept: bool  # the same for everyone who asks alike

    @property
    def needs_english(self) -> bool:
        return self.given.is_original and self.source.needs_english(self.reads)

    @property
    def words(self) -> Mapping[str, object]:
        """What a template needs to put it into words."""
        return _WORDS


def record_told_to(actor: Actor, asked: Asked) -> ToldRecord:
    """As this actor may see it; else NotFound."""
    if queries.public_page(actor, asked.number, asked.version) is not None:
        held = _public(asked)
        if held is not None:
            return held
    page = queries.experience_page(actor, asked.number, asked.version)
    return _told(page, asked, is_kept=False)


@kept("experiences")
def _public(asked: Asked) -> ToldRecord | None:
    """What everyone is told. The actor is not among the values that it is kept by: it is made for
    a guest, whoever asks first."""
    page = queries.public_page(GUEST, asked.number, asked.version)
    return None if page is None else _told(page, asked, is_kept=True)


def _told(page: ExperiencePage, asked: Asked, *, is_kept: bool) -> ToldRecord:
    given = given_to(page, asked.reads, asked.lang)
    cited = citation_of(page, asked.base_url)
    return ToldRecord(
        source=page,
        page=told(page, given),
        given=given,
        reads=asked.reads,
        cited=cited,
        described=json_ld(cited) if cited else Markup(),
        related=queries.related(page.row.id),
        named=queries.related_named(page),
        spot=queries.spot_of(page.row.id),
        is_kept=is_kept,
    )

"""What happens in the library, told in ids.

`experience_id` is one version of a record; `number` is the record's own and stays over versions.
"""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class _InPublic(Event):
    """Something that shows on the public pages of the library and of the thread it grew out of."""

    experience_id: int
    number: int
    thread_id: int | None

    def changes(self) -> set[str]:
        names = {f"experience {self.number}", "experiences", "front"}
        return names if self.thread_id is None else names | {f"thread {self.thread_id}"}


@dataclass(frozen=True, slots=True)
class _AmongWriters(Event):
    """Something that only authors and readers of a draft see."""

    experience_id: int
    number: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class ExperiencePublished(_InPublic):
    """A version can be read by everyone from now on."""

    stored_as: ClassVar[str] = "library.experience_published.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class ExperienceArchived(_InPublic):
    """A version was replaced by a newer one; it keeps its address and leaves lists and search."""

    stored_as: ClassVar[str] = "library.experience_archived.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class ExperienceWithdrawn(_InPublic):
    """A version was taken out of sight, with a reason."""

    stored_as: ClassVar[str] = "library.experience_withdrawn.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class ExperiencePutBack(_InPublic):
    """A withdrawal was undone; `state` is "published", or "archived" beside a newer version."""

    stored_as: ClassVar[str] = "library.experience_put_back.1"
    by_id: int
    state: str


@dataclass(frozen=True, slots=True)
class ExperienceEdited(_AmongWriters):
    """A draft was begun or reads differently now. What is published is never edited."""

    stored_as: ClassVar[str] = "library.experience_edited.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class ExperienceSubmitted(_AmongWriters):
    """A draft waits for a reader."""

    stored_as: ClassVar[str] = "library.experience_submitted.1"
    by_id: int


@dataclass(frozen=True, slots=True)
class WordsAsked(_AmongWriters):
    """People are asked whether their words may be published in it."""

    stored_as: ClassVar[str] = "library.words_asked.1"
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WordsDeclined(_AmongWriters):
    """Somebody does not want their words in it; it is with its authors again."""

    stored_as: ClassVar[str] = "library.words_declined.1"
    by_id: int
    at: int = 0  # in milliseconds: whoever changes their mind says so anew


@dataclass(frozen=True, slots=True)
class DraftRead(_AmongWriters):
    """A reader has decided on a draft; told once to each of its authors."""

    stored_as: ClassVar[str] = "library.draft_read.1"
    reader_id: int
    author_id: int
    verdict: str  # changes_requested, accepted, published


@dataclass(frozen=True, slots=True)
class _InTime(_AmongWriters):
    """Something that a draft was too long in one state for: whom it concerns, and when it was
    found, in milliseconds, which tells two times apart."""

    people: tuple[int, ...]
    at: int


@dataclass(frozen=True, slots=True)
class ReadingDue(_InTime):
    """A reader has held a draft for a week, or a week more."""

    stored_as: ClassVar[str] = "library.reading_due.1"


@dataclass(frozen=True, slots=True)
class ReadingEnded(_InTime):
    """A reader has held a draft for too long: it waits for another one. Told to all of them."""

    stored_as: ClassVar[str] = "library.reading_ended.1"


@dataclass(frozen=True, slots=True)
class DraftStillWaits(_InTime):
    """A draft has waited for a reader for a week, or a week more; whose task it is, is asked when
    it is told."""

    stored_as: ClassVar[str] = "library.draft_still_waits.1"


@dataclass(frozen=True, slots=True)
class ChangesDue(_InTime):
    """Its authors have done nothing about the changes that were asked for."""

    stored_as: ClassVar[str] = "library.changes_due.1"


@dataclass(frozen=True, slots=True)
class TranslationChanged(Event):
    """A version reads differently in this language; others may fall back on it."""

    stored_as: ClassVar[str] = "library.translation_changed.1"
    experience_id: int
    number: int
    lang: str
    by_id: int

    def changes(self) -> set[str]:
        return {f"experience {self.number}", "experiences", "front"}


@dataclass(frozen=True, slots=True)
class PaperAsked(Event):
    """Somebody asked for a PDF that is not there yet."""

    stored_as: ClassVar[str] = "library.paper_asked.1"
    paper_id: int

    def changes(self) -> set[str]:
        return set()


@dataclass(frozen=True, slots=True)
class SearchFits(Event):
    """A record was published that fits what somebody has saved, perhaps `more` lists of theirs, the
    `others`; told at most once a day."""

    stored_as: ClassVar[str] = "library.search_fits.1"
    search_id: int
    account_id: int
    experience_id: int
    more: int = 0
    others: tuple[int, ...] = ()

    def changes(self) -> set[str]:
        return set()

"""A subject as a moderator has it before them who changes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.queries import threads_by_tag
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import require
from exchange.library.queries import experiences_by_tag
from exchange.people.actor import Actor
from exchange.tags.models import Tag
from exchange.tags.policy import may_keep_subjects
from exchange.tags.queries import Subject, TagRow, get_subject, tag_list


class _Version(NamedTuple):
    edit_version: int


_VERSION = Reading(_Version, select(Tag.edit_version).where(Tag.id == bindparam("tag_id")))


@dataclass(frozen=True, slots=True)
class SubjectToKeep:
    """What stands there now; the slug is another one where it was merged."""

    subject: Subject
    version: int
    threads: int
    experiences: int

    @property
    def tag(self) -> TagRow:
        return self.subject.tag


def subject_to_keep(actor: Actor, slug: str) -> SubjectToKeep:
    require(may_keep_subjects(actor))
    subject = get_subject(slug)
    tag_id = subject.tag.id
    found = _VERSION.first(tag_id=tag_id)
    threads, experiences = threads_by_tag(actor), experiences_by_tag()
    return SubjectToKeep(
        subject,
        found.edit_version if found else 0,
        threads.get(tag_id, 0),
        experiences.get(tag_id, 0),
    )


def subjects_beside(tag: TagRow, slug: str, lang: str) -> Sequence[TagRow]:
    """Into which that of this slug may be merged, in the order of the reader's alphabet: a theme
    into a theme. Where it was merged, into `tag`, all of them: whoever is late is told so."""
    themes_only = tag.is_theme and tag.slug == slug
    return [one for one in tag_list(lang, themes_only=themes_only) if one.slug != slug]

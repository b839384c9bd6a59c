"""A subject as a moderator has it before them who changes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from exchange.forum.queries import threads_by_tag
from exchange.kernel.rulings import require
from exchange.library.queries import experiences_by_tag
from exchange.people.actor import Actor
from exchange.tags.policy import may_keep_subjects
from exchange.tags.queries import Subject, TagRow, get_subject, tag_list


@dataclass(frozen=True, slots=True)
class SubjectToKeep:
    """What stands there now; the slug is another one where it was merged."""

    subject: Subject
    threads: int
    experiences: int

    @property
    def tag(self) -> TagRow:
        return self.subject.tag

    @property
    def version(self) -> int:
        return self.subject.version


def subject_to_keep(actor: Actor, slug: str) -> SubjectToKeep:
    require(may_keep_subjects(actor))
    subject = get_subject(slug)
    tag_id = subject.tag.id
    threads, experiences = threads_by_tag(actor), experiences_by_tag()
    return SubjectToKeep(subject, threads.get(tag_id, 0), experiences.get(tag_id, 0))


def subjects_beside(tag: TagRow, slug: str, lang: str) -> Sequence[TagRow]:
    """Into which that of this slug may be merged, in the order of the reader's alphabet: a theme
    into a theme. Where it was merged, into `tag`, all of them: whoever is late is told so."""
    themes_only = tag.is_theme and tag.slug == slug
    return [one for one in tag_list(lang, themes_only=themes_only) if one.slug != slug]

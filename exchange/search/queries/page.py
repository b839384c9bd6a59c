"""The results page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, select

from exchange.forum.queries import category_list
from exchange.kernel.paging import Pages
from exchange.kernel.reading import Reading
from exchange.kernel.rulings import NotFound
from exchange.library.codes import path_of
from exchange.library.models import Experience
from exchange.people.actor import Actor
from exchange.people.queries import OrganisationRow
from exchange.search.policy import experiences_found
from exchange.search.queries.asking import Asked
from exchange.search.queries.hits import PAGE_SIZE, Group, hits
from exchange.search.queries.organisations import organisations_named
from exchange.search.queries.rows import (
    ExperienceResult,
    ThreadResult,
    experience_result,
    experience_rows,
    post_rows,
    thread_result,
)
from exchange.search.queries.subjects import subjects_named
from exchange.tags.queries import TagRow

_CODE = re.compile(r"\s*ALTER-XP-([0-9]{4,9})\s*", re.IGNORECASE | re.ASCII)

Result = ThreadResult | ExperienceResult


@dataclass(frozen=True, slots=True)
class Found:
    """All that search/find.html shows of an answer."""

    results: Sequence[Result]
    pages: Pages
    more_than: int | None  # hits, where there are too many to count
    organisations: Sequence[OrganisationRow]
    subjects: Sequence[TagRow]


def find(actor: Actor, asked: Asked, number: int = 1) -> Found:
    """A page of what was found; NotFound past the last."""
    query = asked.query()
    if not query:
        return Found((), Pages(1, PAGE_SIZE, 0), None, (), ())
    names_count = number == 1 and not asked.is_narrowed
    subjects = subjects_named(query) if names_count else ()
    found = hits(actor, query, skip=(number - 1) * PAGE_SIZE)
    pages = Pages(number, PAGE_SIZE, found.total)
    if number > pages.last:
        raise NotFound
    return Found(
        results=_results(actor, found.groups, query.words),
        pages=pages,
        more_than=found.more_than,
        organisations=organisations_named(query) if names_count else (),
        subjects=subjects,
    )


def _results(actor: Actor, groups: Sequence[Group], words: tuple[str, ...]) -> Sequence[Result]:
    posts = post_rows(actor, [group.post_id for group in groups if group.post_id])
    experiences = experience_rows([g.experience_id for g in groups if g.experience_id])
    categories = {one.id: one for one in category_list(actor)} if posts else {}
    results: list[Result] = []
    for group in groups:
        if group.post_id in posts:
            results.append(thread_result(posts[group.post_id], group.more, words, categories))
        elif group.experience_id in experiences:
            results.append(experience_result(experiences[group.experience_id], words))
    return results


class _Record(NamedTuple):
    number: int
    title: str


_RECORD = Reading(
    _Record,
    select(Experience.number, Experience.title).where(
        Experience.number == bindparam("number"), experiences_found()
    ),
)


def path_of_code(asked: Asked) -> str | None:
    """Where the published record stands whose code was typed, if that is all that was typed."""
    typed = _CODE.fullmatch(asked.text)
    record = _RECORD.first(number=int(typed[1])) if typed else None
    return path_of(record.number, record.title) if record else None

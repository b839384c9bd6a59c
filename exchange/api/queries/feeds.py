"""The feeds: each is what guests see of a page, the newest first, whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from heapq import merge

from exchange.api.queries.entries import Entry, entry_of_experience, entry_of_post, marked
from exchange.api.queries.places import Place
from exchange.forum.queries import (
    WrittenRow,
    category_list,
    get_category,
    merged_into,
    newest_posts,
    newest_threads,
    thread_head,
)
from exchange.library.queries import latest_experiences
from exchange.people.actor import GUEST
from exchange.tags.queries import get_tag
from exchange.web.addresses import numbered

PAGE_SIZE = 30
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)  # the time of a feed that nothing is in yet
_MOST = PAGE_SIZE + 1


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed; `older` is where the next one begins, "" on the last."""

    entries: Sequence[Entry]
    older: str
    page: str = ""  # where people read the same, below the language; "" where the feed's is fixed
    title: str = ""  # what it is about, likewise
    title_lang: str = ""  # of a title that stands in one language only

    @property
    def updated_at(self) -> datetime:
        return max((entry.updated_at for entry in self.entries), default=BEFORE_ALL)

    @property
    def is_sample(self) -> bool:
        return any(entry.is_sample for entry in self.entries)


def site_feed(place: Place, lang: str | None) -> Feed:
    """New threads and experiences, by time. Each keeps its own order: the place is exact."""
    threads = _threads(newest_threads(place.before, _MOST, lang=lang))
    experiences = _experiences(place, lang)
    both = merge(threads, experiences, key=lambda entry: entry.published_at, reverse=True)
    return _page(list(both), place)


def threads_feed(place: Place, lang: str | None) -> Feed:
    return _page(_threads(newest_threads(place.before, _MOST, lang=lang)), place)


def experience_feed(place: Place, lang: str | None) -> Feed:
    return _page(_experiences(place, lang), place)


def category_feed(category_id: int, code: str, place: Place, lang: str | None) -> Feed:
    """`code` is the language of the feed's own words."""
    row = get_category(GUEST, category_id)
    found = newest_threads(place.before, _MOST, category=row.id, lang=lang)
    page = f"/categories/{numbered(row.id, row.name(code))}"
    return _page(_threads(found), place, page=page, title=row.name(code))


def tag_feed(tag: str, code: str, place: Place, lang: str | None) -> Feed:
    row = get_tag(tag)
    _, name, other = row.option(code)
    found = newest_threads(place.before, _MOST, tag=row.id, lang=lang)
    return _page(_threads(found), place, page=f"/tags/{row.slug}", title=name, title_lang=other)


def thread_feed(thread_id: int, place: Place) -> Feed:
    """Its posts; NotFound where guests find no thread."""
    head = thread_head(GUEST, thread_id)
    category = get_category(GUEST, head.category_id)
    found = newest_posts(head.id, place.before, _MOST)
    entries = [entry_of_post(row, category, by_thread=False) for row in found]
    page = f"/threads/{numbered(head.id, head.title)}"
    title = marked(head.title, head.lang, head.is_sample)
    return _page(entries, place, page=page, title=title, title_lang=head.lang)


def thread_merged_from(thread_id: int) -> int:
    """The id of the thread into which this one was merged; NotFound if guests find none."""
    return merged_into(GUEST, thread_id).id


def _page(entries: Sequence[Entry], place: Place, **about: str) -> Feed:
    shown = entries[:PAGE_SIZE]
    after = reduce(Place.after, (entry.place for entry in shown), place)
    return Feed(shown, str(after) if len(entries) > PAGE_SIZE else "", **about)


def _threads(rows: Sequence[WrittenRow]) -> Sequence[Entry]:
    categories = {one.id: one for one in category_list(GUEST)}
    return [entry_of_post(row, categories[row.category_id], by_thread=True) for row in rows]


def _experiences(place: Place, lang: str | None) -> Sequence[Entry]:
    found = latest_experiences(place.moment, place.experience, _MOST, lang)
    return [
        entry_of_experience(row, found.authors.get(row.id, ()), found.countries.get(row.id, ()))
        for row in found.rows
    ]

"""A thread, a post or an experience as an entry of a feed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exchange.api.queries.places import Place, place_of_experience
from exchange.forum.queries import CategoryRow, WrittenRow
from exchange.library.codes import code_of
from exchange.library.queries import ExperienceLine
from exchange.text.markdown import excerpt
from exchange.text.mentions import names_only
from exchange.text.wording import pgettext, use_language
from exchange.web.addresses import numbered

LONGEST = 12_000  # letters of HTML in one entry: of what is longer it holds the beginning
BEGINNING = 600


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a feed; addresses are without host and language."""

    place: Place
    lasting: str  # its address for good, and what readers' programs know it by
    page: str
    title: str
    title_lang: str
    lang: str
    published_at: datetime
    updated_at: datetime
    authors: Sequence[str]
    is_sample: bool
    html: str = ""
    summary: str = ""
    english_title: str = ""
    english_summary: str = ""
    category: CategoryRow | None = None
    is_announcement: bool = False
    countries: Sequence[str] = ()


def entry_of_post(row: WrittenRow, category: CategoryRow, *, by_thread: bool) -> Entry:
    """`by_thread` in lists of threads. An opening post is the same entry there and in its thread,
    so that whoever reads both reads it once."""
    is_opening = row.parent_id is None
    is_long = len(row.html) > LONGEST
    thread = f"/threads/{numbered(row.thread_id, row.title)}"
    return Entry(
        place=Place(row.thread_id if by_thread else row.id),
        lasting=f"/posts/{row.id}",
        page=thread if is_opening else f"/posts/{row.id}",
        title=marked(row.title, row.title_lang, row.is_sample),
        title_lang=row.title_lang,
        lang=row.lang,
        published_at=row.posted_at,
        updated_at=row.edited_at or row.posted_at,
        authors=(row.author,),
        is_sample=row.is_sample,
        html="" if is_long else names_only(row.html),
        summary=excerpt(row.html, BEGINNING) if is_long else "",
        category=category,
        is_announcement=is_opening and row.kind == "announcement",
    )


def entry_of_experience(
    row: ExperienceLine, authors: Sequence[str], countries: Sequence[str]
) -> Entry:
    """One version: it never changes, so a new one is a new entry."""
    is_told_twice = row.lang != "en"
    return Entry(
        place=place_of_experience(row.published_at, row.id),
        lasting=f"/experiences/{code_of(row.number)}/v{row.version}",
        page=row.path,
        title=marked(row.title, row.lang, row.is_sample),
        title_lang=row.lang,
        lang=row.lang,
        published_at=row.published_at,
        updated_at=row.published_at,
        authors=authors,
        is_sample=row.is_sample,
        summary=row.summary,
        english_title=row.english_title if is_told_twice else "",
        english_summary=row.english_summary if is_told_twice else "",
        countries=countries,
    )


def marked(title: str, lang: str, is_sample: bool) -> str:
    """Readers' programs show titles alone: the mark on invented content stands in them."""
    if not is_sample:
        return title
    with use_language(lang):
        return f"[{pgettext('mark on invented content', 'sample')}] {title}"

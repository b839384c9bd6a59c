"""Records of the library for the bench: rows as the actions write them, the same for every run."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, text

from exchange.kernel.db import PageVersion
from exchange.library import vocabulary
from exchange.library.models import (
    Experience,
    ExperienceAuthor,
    ExperienceCountry,
    ExperienceNumber,
    ExperienceTag,
    ExperienceTerm,
)
from exchange.search.engines import Entry, engine
from exchange.search.models import SearchDocument
from exchange.search.tokens import EXPERIENCES, Part, Tokens, facet_of_language, tokens_of
from exchange.tags.models import Tag
from exchange.text.markdown import RENDERER_VERSION
from exchange.text.stems import NORM_VERSION
from tests.bench.dataset import LANGUAGES, VOCABULARY

RECORDS, THEMES, CHUNK = 20_000, 13, 1_000
OWN_TEXTS = 300  # records; those after them repeat their texts
SEQUENCES = ("experience", "experience_number", "tag")
BEGINNING = datetime(2017, 1, 1, tzinfo=UTC)
WHERE: Mapping[str, tuple[float, float]] = {  # about the middle: degrees north and east
    "LV": (56.9, 24.9),
    "AL": (41.1, 20.1),
    "BA": (44.2, 17.8),
    "HR": (45.5, 16.2),
    "XK": (42.6, 20.9),
    "ME": (42.8, 19.2),
    "MK": (41.6, 21.7),
    "RS": (44.0, 20.8),
    "TR": (39.0, 33.0),
}


class RecordToLoad(NamedTuple):
    """One published record and what it is filed under."""

    text: int  # the number of its texts
    row: dict[str, Any]
    countries: list[str]
    themes: list[int]
    terms: list[tuple[str, str]]


def records(
    count: int, leads: Sequence[int] = range(1, 10), seed: int = 20180626
) -> Iterator[RecordToLoad]:
    """Snapshots of about 1.5 KB, led by these organisations; the last is the newest."""
    chance = random.Random(seed)
    langs = [chance.choice(LANGUAGES) for _ in range(OWN_TEXTS)]
    texts = [_texts(chance, lang) for lang in langs]
    for n in range(1, count + 1):
        number = n % OWN_TEXTS
        lang = langs[number]
        countries = chance.sample(sorted(WHERE), 2 if n % 10 == 0 else 1)
        north, east = WHERE[countries[0]]
        is_placed = chance.random() < 0.8
        row = texts[number] | {
            "id": n,
            "number": n,
            "state": "published",
            "kind": chance.choice(["snapshot", "snapshot", "full", "lesson"]),
            "lang": lang,
            "level": chance.choice(list(vocabulary.LEVELS)),
            "maturity": chance.choice(list(vocabulary.MATURITIES)),
            "start_year": chance.randint(2005, 2019),
            "start_month": chance.randint(1, 12),
            "latitude": round(north + chance.uniform(-1, 1), 4) if is_placed else None,
            "longitude": round(east + chance.uniform(-1.5, 1.5), 4) if is_placed else None,
            "precision": chance.choice(["exact", "municipality", "country"]) if is_placed else "",
            "reuse_count": chance.choice([0] * 9 + [chance.randint(1, 9)]),
            "lead_id": leads[n % len(leads)],
            "renderer_version": RENDERER_VERSION,
            "published_at": BEGINNING + timedelta(minutes=n),
        }
        terms = [("area", one) for one in chance.sample(list(vocabulary.AREAS), n % 3)]
        terms += [("funding", one) for one in chance.sample(list(vocabulary.FUNDING), n % 2 + 1)]
        yield RecordToLoad(
            number, row, countries, chance.sample(range(1, THEMES + 1), n % 3 + 1), terms
        )


def _texts(chance: random.Random, lang: str) -> dict[str, str]:
    def said(least: int, most: int) -> str:
        words = " ".join(chance.choices(VOCABULARY[lang], k=chance.randint(least, most)))
        return f"{words[0].upper()}{words[1:]}"

    challenge, done = said(40, 80), said(60, 100)
    return {
        "title": said(3, 6)[:100],
        "summary": said(40, 60),
        "english_title": "" if lang == "en" else "What the villages did together",
        "english_summary": "",
        "lesson": said(8, 20),
        "challenge": challenge,
        "challenge_html": f"<p>{challenge}</p>",
        "what_was_done": done,
        "what_was_done_html": f"<p>{done}</p>",
    }


def load_records(
    connection: Connection,
    count: int = RECORDS,
    author: int = 1,
    leads: Sequence[int] = range(1, 10),
) -> None:
    """Into a database with this author and these organisations."""
    themes = [
        {"id": n, "slug": f"theme-{n}", "is_theme": True, "names": {"en": f"Theme {n:02}"}}
        for n in range(1, THEMES + 1)
    ]
    connection.execute(insert(Tag), themes)
    given, known = records(count, leads), dict[int, Tokens]()
    while some := list(islice(given, CHUNK)):
        numbers = [{"id": one.row["number"], "begun_at": BEGINNING} for one in some]
        connection.execute(insert(ExperienceNumber), numbers)
        connection.execute(insert(Experience), [one.row for one in some])
        _file(connection, some, author)
        _index(connection, some, known)
    names = ("experiences", "tags")
    connection.execute(insert(PageVersion), [{"name": name, "token": "0" * 16} for name in names])
    if connection.dialect.name == "postgresql":
        for table in SEQUENCES:
            last = f"(SELECT max(id) FROM {table})"
            sequence = f"pg_get_serial_sequence('{table}', 'id')"
            connection.execute(text(f"SELECT setval({sequence}, {last})"))


def _file(connection: Connection, some: list[RecordToLoad], author: int) -> None:
    """Where they were, what they are about, who wrote them."""
    ids = [(one.row["id"], one) for one in some]
    connection.execute(
        insert(ExperienceAuthor), [{"experience_id": n, "account_id": author} for n, _ in ids]
    )
    connection.execute(
        insert(ExperienceCountry),
        [{"experience_id": n, "country": code} for n, one in ids for code in one.countries],
    )
    connection.execute(
        insert(ExperienceTag),
        [{"experience_id": n, "tag_id": tag} for n, one in ids for tag in one.themes],
    )
    connection.execute(
        insert(ExperienceTerm),
        [
            {"experience_id": n, "vocabulary": vocabulary_, "code": code}
            for n, one in ids
            for vocabulary_, code in one.terms
        ],
    )


def _index(connection: Connection, some: list[RecordToLoad], known: dict[int, Tokens]) -> None:
    documents = [{"experience_id": one.row["id"], "norm_version": NORM_VERSION} for one in some]
    made = connection.execute(
        insert(SearchDocument).returning(
            SearchDocument.id, SearchDocument.experience_id, sort_by_parameter_order=True
        ),
        documents,
    ).all()
    entries = [
        Entry(document_id, known.get(one.text) or _tokens(known, one))
        for one, (document_id, _experience) in zip(some, made, strict=True)
    ]
    connection.execute(*engine().writing(entries))


def _tokens(known: dict[int, Tokens], one: RecordToLoad) -> Tokens:
    """Each text's once."""
    row = one.row
    texts = (row["summary"], row["challenge"], row["what_was_done"], row["lesson"])
    parts = [Part(row["title"], row["lang"], is_title=True)]
    parts += [Part(told, row["lang"]) for told in texts]
    made = tokens_of(parts, (EXPERIENCES, facet_of_language(row["lang"])))
    known[one.text] = made
    return made

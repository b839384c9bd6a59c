"""The two databases' full-text searches, made to find the same: how each is asked and filled."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, NamedTuple, Protocol

from sqlalchemy import (
    CTE,
    Text,
    TextClause,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from exchange.kernel.db import db
from exchange.search.query import Query, Term
from exchange.search.tokens import Tokens


class Entry(NamedTuple):
    """A row of the index: the id of its SearchDocument, and what it holds."""

    id: int
    tokens: Tokens


Writing = tuple[TextClause, list[dict[str, Any]]]


class Engine(Protocol):
    """What the search asks of a database."""

    def match(self, query: Query) -> str:
        """The query as this database's own expression; goes in as a bound parameter."""

    def either(self, words: Sequence[Term], others: Sequence[Sequence[Term]], kinds: str) -> str:
        """Documents of these kinds that have one of the words, or all words of one of the others:
        the same thought in another language."""

    def newest(self, match: str) -> CTE:
        """`id` of the newest documents that match the value bound to this name; binds `most`."""

    def hits(self) -> CTE:
        """`id` and `score` of the newest documents that match; binds `match` and `most`."""

    def writing(self, entries: Sequence[Entry]) -> Writing:
        """The statement that writes index rows in place of those with the same ids, and them."""


class Fts5:
    """SQLite. Title words weigh 8, words 4, stems 1."""

    def match(self, query: Query) -> str:
        facets = [self._quoted(facet) for facet in query.facets]
        return " AND ".join([*(f"({self._any_of(term)})" for term in query.terms), *facets])

    def _any_of(self, term: Term) -> str:
        forms = [self._quoted(form) for form in term.forms]
        return " OR ".join([*forms, f"{self._quoted(term.prefix)}*"] if term.prefix else forms)

    def either(self, words: Sequence[Term], others: Sequence[Sequence[Term]], kinds: str) -> str:
        ways = [self._any_of(word) for word in words]
        ways += [" AND ".join(f"({self._any_of(word)})" for word in other) for other in others]
        any_way = " OR ".join(f"({way})" for way in ways)
        return f"({any_way}) AND ({' OR '.join(map(self._quoted, kinds.split()))})"

    def newest(self, match: str) -> CTE:
        rows = table("search_fts", column("rowid"))
        return (
            select(rows.c.rowid.label("id"))
            .where(literal_column("search_fts").op("MATCH")(bindparam(match)))
            .order_by(rows.c.rowid.desc())
            .limit(bindparam("most"))
            .cte(f"has_{match}")
        )

    @staticmethod
    def _quoted(word: str) -> str:
        return '"' + word.replace('"', '""') + '"'

    def hits(self) -> CTE:
        # FTS5 walks its row ids backwards by itself and stops at the limit. A subquery on row ids
        # beside MATCH would be asked once for every hit: seconds.
        score = -func.bm25(literal_column("search_fts"), 8.0, 4.0, 1.0, 0.0)
        rows = table("search_fts", column("rowid"))
        return (
            select(rows.c.rowid.label("id"), score.label("score"))
            .where(literal_column("search_fts").op("MATCH")(bindparam("match")))
            .order_by(rows.c.rowid.desc())
            .limit(bindparam("most"))
            .cte("hit")
        )

    def writing(self, entries: Sequence[Entry]) -> Writing:
        statement = text(
            "INSERT OR REPLACE INTO search_fts (rowid, title, words, stems, facets) "
            "VALUES (:id, :title, :words, :stems, :facets)"
        )
        rows = [
            {"id": entry.id} | {name: " ".join(getattr(entry.tokens, name)) for name in _COLUMNS}
            for entry in entries
        ]
        return statement, rows


class TsVector:
    """PostgreSQL. Its four weights: A title 8, B words 4, C stems 1, D facets 0."""

    def match(self, query: Query) -> str:
        facets = [self._quoted(facet) for facet in query.facets]
        return " & ".join([*(f"({self._any_of(term)})" for term in query.terms), *facets])

    def _any_of(self, term: Term) -> str:
        forms = [self._quoted(form) for form in term.forms]
        return " | ".join([*forms, f"{self._quoted(term.prefix)}:*"] if term.prefix else forms)

    def either(self, words: Sequence[Term], others: Sequence[Sequence[Term]], kinds: str) -> str:
        ways = [self._any_of(word) for word in words]
        ways += [" & ".join(f"({self._any_of(word)})" for word in other) for other in others]
        any_way = " | ".join(f"({way})" for way in ways)
        return f"({any_way}) & ({' | '.join(map(self._quoted, kinds.split()))})"

    def newest(self, match: str) -> CTE:
        rows = table("search_fts", column("id"), column("words"))
        found = select(rows.c.id).where(rows.c.words.op("@@")(cast(bindparam(match), TSQUERY)))
        first = found.cte(f"all_{match}").prefix_with("MATERIALIZED")
        newest = select(first.c.id).order_by(first.c.id.desc()).limit(bindparam("most"))
        return newest.cte(f"has_{match}")

    @staticmethod
    def _quoted(word: str) -> str:
        return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"

    def hits(self) -> CTE:
        # First all matches by the index, then the newest: ordered in one go, a rare word would
        # make PostgreSQL walk the whole key from its end.
        rows = table("search_fts", column("id"), column("words"))
        asked = cast(bindparam("match"), TSQUERY)
        found = select(rows.c.id).where(rows.c.words.op("@@")(asked))
        found_first = found.cte("found").prefix_with("MATERIALIZED")
        newest = (
            select(found_first.c.id).order_by(found_first.c.id.desc()).limit(bindparam("most"))
        ).cte("newest")
        # By the words alone: a facet weighs nothing, and beside one other term that makes all of
        # it nothing.
        words = cast(func.regexp_replace(cast(asked, Text), _FACET, "", "g"), TSQUERY)
        score = func.ts_rank(literal_column("'{0, 0.125, 0.5, 1}'::real[]"), rows.c.words, words)
        return (
            select(newest.c.id, score.label("score"))
            .join_from(newest, rows, rows.c.id == newest.c.id)
            .cte("hit")
            .prefix_with("MATERIALIZED")
        )

    def writing(self, entries: Sequence[Entry]) -> Writing:
        statement = text(
            "INSERT INTO search_fts (id, words) VALUES (:id, CAST(:words AS tsvector)) "
            "ON CONFLICT (id) DO UPDATE SET words = excluded.words"
        )
        rows = [{"id": entry.id, "words": self._vector(entry.tokens)} for entry in entries]
        return statement, rows

    def _vector(self, tokens: Tokens) -> str:
        places: dict[str, list[str]] = {}
        place = count(1)
        for name, weight in _COLUMNS.items():
            words: Iterable[str] = getattr(tokens, name)
            for word in words:
                places.setdefault(word, []).append(f"{next(place)}{weight}")
        return " ".join(f"{self._quoted(w)}:{','.join(where)}" for w, where in places.items())


_FACET = " & ':[^']*'"  # as PostgreSQL writes one; no word has a colon
_COLUMNS = {"title": "A", "words": "B", "stems": "C", "facets": "D"}
_ENGINES: dict[str, Engine] = {"sqlite": Fts5(), "postgresql": TsVector()}


def engine() -> Engine:
    """That of the database in use."""
    return _ENGINES[db.engine.dialect.name]

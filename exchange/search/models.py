"""Tables of the search: what is indexed, and beside it the index that only the database reads."""

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from exchange.kernel.db import Model


class SearchDocument(Model):
    """One post or one published experience, as the index holds it; its id is the index row's."""

    __tablename__ = "search_document"
    __table_args__ = (
        CheckConstraint("(post_id IS NULL) <> (experience_id IS NULL)", name="one_thing"),
        CheckConstraint("(post_id IS NULL) = (thread_id IS NULL)", name="thread_of_post"),
        # The database holds that it is the post's own thread, and moves it with the post.
        ForeignKeyConstraint(
            ["thread_id", "post_id"],
            ["post.thread_id", "post.id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index(None, "norm_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int | None] = mapped_column(unique=True)
    thread_id: Mapped[int | None]  # of the post: a hit need not ask for its long row
    experience_id: Mapped[int | None] = mapped_column(
        ForeignKey("experience.id", ondelete="CASCADE"), unique=True
    )
    norm_version: Mapped[int] = mapped_column(Integer)  # of the rules its words were made by


# The index itself is no table of ours: each database has its own kind. The migration that makes it
# says the same; a test holds the two equal. Fast updates of a GIN index wait in a list that each
# search reads through: off, a rare word costs a twentieth and a reply no more (measured).
INDEX_TABLES = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_fts USING fts5("
        "title, words, stems, facets, tokenize=\"ascii tokenchars ':'\")",
        "CREATE TRIGGER search_document_forgotten AFTER DELETE ON search_document "
        "BEGIN DELETE FROM search_fts WHERE rowid = old.id; END",
    ),
    "postgresql": (
        "CREATE TABLE search_fts ("
        "id bigint NOT NULL CONSTRAINT pk_search_fts PRIMARY KEY "
        "CONSTRAINT fk_search_fts_id_search_document "
        "REFERENCES search_document (id) ON DELETE CASCADE, "
        "words tsvector NOT NULL)",
        "CREATE INDEX ix_search_fts_words ON search_fts USING gin (words) WITH (fastupdate = off)",
    ),
}

for _database, _statements in INDEX_TABLES.items():
    for _statement in _statements:
        event.listen(
            SearchDocument.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_database),  # type: ignore[no-untyped-call]
        )

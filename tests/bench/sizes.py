"""How many bytes a table and each index take, by the database's own account."""

from typing import NamedTuple

from sqlalchemy import Connection, text

SHOWN = 10
_SQLITE = """
SELECT s.name, coalesce(nullif(m.tbl_name, s.name), '') AS of_table, sum(s.pgsize) AS bytes
FROM dbstat AS s JOIN sqlite_master AS m ON m.name = s.name
GROUP BY s.name, m.tbl_name ORDER BY bytes DESC
"""
_POSTGRESQL = """
SELECT c.relname, coalesce(t.relname, ''), pg_relation_size(c.oid)
       + coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0) AS bytes
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = 'public'
LEFT JOIN pg_index AS i ON i.indexrelid = c.oid LEFT JOIN pg_class AS t ON t.oid = i.indrelid
WHERE c.relkind IN ('r', 'i') ORDER BY bytes DESC
"""


class Size(NamedTuple):
    """A table, or an index of one, in bytes."""

    name: str
    of_table: str  # "" for a table
    bytes: int


def sizes(connection: Connection) -> list[Size]:
    """Everything in the database, the largest first."""
    statement = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    return [Size(*row) for row in connection.execute(text(statement))]


def table_of_sizes(kind: str, posts: int, found: list[Size]) -> list[str]:
    """What takes most, as lines of Markdown."""
    whole = sum(size.bytes for size in found)
    return [
        f"**{kind}, {posts:,} posts**: {whole / 1e6:,.0f} MB, {whole / posts:,.0f} bytes a post.",
        "",
        "| | | MB | bytes a post |",
        "|---|---|---|---|",
        *[
            f"| {size.name} | {f'index of {size.of_table}' if size.of_table else 'table'} "
            f"| {size.bytes / 1e6:,.1f} | {size.bytes / posts:,.0f} |"
            for size in found[:SHOWN]
        ],
        "",
    ]

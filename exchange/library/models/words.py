"""What the tables of the library have in common."""

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, String

LANGUAGE = String(10)  # a code of exchange.text.languages


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Says in the database which codes a column takes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)

"""Rooms are places of a feature above; which ones somebody may enter is read with who they are.

So the question costs no statement of its own, and holds at each request and in each transaction:
whoever left an organisation a moment ago finds its rooms closed.
"""

from sqlalchemy import ColumnElement, literal


class _Asked:
    """What that feature has said; filled while it is imported."""

    def __init__(self) -> None:
        self.entered: ColumnElement[str | None] = literal(None)
        self.moderated: ColumnElement[str | None] = literal(None)


asked = _Asked()


def rooms_are_asked_by(
    *, entered: ColumnElement[str | None], moderated: ColumnElement[str | None]
) -> None:
    """Scalars correlated with Account: the ids, with commas between, of the rooms that this person
    may enter, and of those that they moderate."""
    asked.entered, asked.moderated = entered, moderated


def ids_in(listed: str | None) -> frozenset[int]:
    return frozenset(map(int, listed.split(","))) if listed else frozenset()

from typing import Protocol


class StoreAway(Exception):
    """The store does not answer, or says that it cannot."""


class NotStored(Exception):
    """There is nothing of this name."""


class Store(Protocol):
    """Whole things under names of ours: letters, figures and hyphens."""

    def put(self, name: str, content: bytes, media_type: str) -> None:
        """Whole or not at all; the same once more is harmless."""

    def get(self, name: str) -> bytes:
        """Or NotStored."""

    def remove(self, name: str) -> None:
        """What is not there is gone already."""

"""Page numbers as they stand in addresses, and which of them a pager shows."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a numbered list the reader is."""

    number: int  # from 1
    size: int
    total: int  # things, not pages

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    def shown(self) -> Sequence[int | None]:
        """The numbers to print: the ends and those around the reader, None for a gap."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        wanted = sorted(n for n in near if 1 <= n <= self.last)
        line: list[int | None] = []
        for n in wanted:
            if line and line[-1] is not None and n - line[-1] > 1:
                line.append(None)
            line.append(n)
        return line


def page_number(given: str | None) -> int | None:
    """The number in an address: 1 if none stands there, None if it is not one we would write."""
    if given is None:
        return 1
    if given.isdecimal() and given.isascii() and len(given) <= 7 and str(int(given)) == given:
        return int(given) or None
    return None

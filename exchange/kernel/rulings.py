"""Answers to «may this person do this?», with a reason fit to show them."""

from dataclasses import dataclass


class NotAllowed(Exception):
    """Shown as a 403 page carrying the reason."""

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(Exception):
    """Shown as a 404 page; also what a hidden thing looks like to a stranger."""


class Stale(Exception):
    """Somebody else saved this meanwhile: shown as a page with both texts."""


class Refused(Exception):
    """The input is well formed but cannot be taken; shown beside the field it names."""

    def __init__(self, field: str, reason: object) -> None:
        super().__init__(field, reason)
        self.field, self.reason = field, reason


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether something is allowed and, if not, the sentence that says why."""

    allowed: bool
    reason: object = ""  # a sentence, often lazy: made in the reader's language when shown

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Ruling(True)


def denied(reason: object) -> Ruling:
    return Ruling(False, reason)


def require(ruling: Ruling) -> None:
    """Go on only if allowed; the actor is then shown the reason."""
    if not ruling:
        raise NotAllowed(ruling.reason)

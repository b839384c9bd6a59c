"""Every route says who it is open to; one that does not say is open to nobody."""

from collections.abc import Callable
from enum import Enum
from typing import Protocol, TypeVar

from flask import Flask, request
from flask.typing import ResponseReturnValue

from exchange.kernel.rulings import NotAllowed


class Audience(Enum):
    """Who may ask for a route at all; what they may do there, the policy says."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"  # also waiting and suspended people
    WRITERS = "writers"
    MENTORS = "mentors"
    MENTORING_COORDINATORS = "mentoring coordinators"
    EDITORS = "editors"
    MODERATORS = "moderators"
    ROOM_MODERATORS = "moderators of rooms"  # editors too: where, the policy says
    ADMINS = "admins"


class Visitor(Protocol):
    """What the kernel wants to know of whoever asks."""

    @property
    def is_signed_in(self) -> bool: ...

    def belongs_to(self, audience: Audience) -> bool: ...


class SignInNeeded(Exception):
    """A guest asked for something that wants a name: shown a sign-in form, nothing typed lost."""


View = TypeVar("View", bound=Callable[..., object])


def open_to(audience: Audience) -> Callable[[View], View]:
    """Declare a route's audience; goes right under the route's own decorator."""

    def mark(view: View) -> View:
        view.__dict__["audience"] = audience
        return view

    return mark


def audience_of(view: Callable[..., object] | None) -> Audience | None:
    return getattr(view, "audience", None)


def guard(app: Flask, visitor: Callable[[], Visitor], refusal: object) -> None:
    """Ask before each request whether its route is open to whoever asks."""
    app.view_functions["static"] = open_to(Audience.EVERYONE)(app.view_functions["static"])

    @app.before_request
    def refuse_the_uninvited() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # 404 follows
        audience = audience_of(app.view_functions[request.endpoint])
        if audience is None:
            raise RuntimeError(f"{request.endpoint} does not say who it is open to")
        if audience is Audience.EVERYONE:
            return None
        who = visitor()
        if not who.is_signed_in:
            raise SignInNeeded
        if not who.belongs_to(audience):
            raise NotAllowed(refusal)
        return None

"""What Flask asks anew in each request, and what is the same each time here."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class _Sessions(SecureCookieSessionInterface):
    """The session's cookie, by one serializer: the key stays as it was at the start."""

    def __init__(self) -> None:
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer


class PlainFlask(Flask):
    """All views and hooks are plain functions: nobody has to look at each of them, twenty times a
    request, whether it is a coroutine."""

    def __init__(self, name: str, **given: Any) -> None:
        super().__init__(name, **given)
        self.session_interface = _Sessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

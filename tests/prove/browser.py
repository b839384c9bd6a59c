"""A signed-in browser that speaks to a real server, and notices when nobody answers."""

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from flask import Flask

from exchange.people.actor import Actor
from exchange.people.login import new_sign_in_key
from tests.factories import a_sign_in

PATIENCE = 30.0  # seconds for an answer
_TOKEN = re.compile(
    r'name="csrf_token"[^>]* value="([^"]+)"|value="([^"]+)"[^>]* name="csrf_token"'
)

Gone = (OSError, http.client.HTTPException)  # what no answer looks like


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole."""

    status: int
    location: str
    body: str


class Browser:
    """One person in one browser; every request on a connection of its own."""

    def __init__(self, app: Flask, address: str, who: Actor | None = None) -> None:
        self._host, self._port = urlsplit(address).hostname or "", urlsplit(address).port
        self._cookie = ""
        if who is not None:
            self._sign_in(app, who)

    def _sign_in(self, app: Flask, who: Actor) -> None:
        key = new_sign_in_key()
        a_sign_in(who, key)
        with app.test_client() as client:
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = key, True
            name = app.config["SESSION_COOKIE_NAME"]
            cookie = client.get_cookie(name)
            assert cookie is not None
            self._cookie = f"{name}={cookie.value}"

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields).encode(), kind)

    def token(self, path: str) -> str:
        """The CSRF token of a form on this page, good for the whole session."""
        found = _TOKEN.search(self.get(path).body)
        assert found
        return found[1] or found[2]

    def _ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE)
        try:
            sent = {"Cookie": self._cookie} if self._cookie else {}
            connection.request(method, path, body, sent | dict(headers or {}))
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", ()):
            for name, morsel in SimpleCookie(line).items():
                if self._cookie.startswith(f"{name}=") and morsel.value:
                    self._cookie = f"{name}={morsel.value}"
        return Answer(answer.status, answer.headers.get("Location", ""), text)

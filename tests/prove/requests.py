"""Requests that nobody planned: paths of the address map, forms half filled in, odd encodings."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from werkzeug.routing import Map, Rule

LANGUAGES = ("en", "lv", "sq", "bs", "hr", "sr", "sr-latn", "cnr", "mk", "tr")
NUMBERS = (0, 1, 2, 3, 5, 9, 2**31 - 1, 2**31, 2**32, 2**63 - 1, 2**63, 10**40)
WORDS = (
    "",
    " ",
    "x",
    "0",
    "-1",
    "1e9",
    "NaN",
    "true",
    "en",
    "rs",
    "leader",
    "ALTER-XP-0001",
    "ALTER-XP-0002-five-seats-one-bus",
    "2-who-pays-the-animator",
    "question",
    "hidden",
    "respect",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "../../etc/passwd",
    "//example.org/",
    "%00",
    "%(name)s",
    "{{ 7 * 7 }}",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "\u202eevil",
    "\ud83d",
    "e\u0301" * 40,
    "İıĞğŞş Ђђ Ћћ ѓ",
    "👩‍🌾" * 30,
    "**a" * 200,
    "> " * 60 + "deep",
    "[" * 500,
    "@everybody " * 60,
    "word " * 900,
    "a" * 40_000,
    '"unfinished',
    "from:me tag:leader -not OR AND (",
    "Who pays the animator, and from which money?",
    "Kas maksā aktivizētājam, un no kādas naudas?",
)
HEADERS: Mapping[str, Sequence[str]] = {
    "Accept-Language": ("", "*", "sr-Latn-ME;q=1", ",,;q=x", "x" * 9_000, "lv;q=-1, tr;q=99"),
    "Accept": ("", "*/*", "application/json", "text/html;level=", "\xff"),
    "Accept-Encoding": ("", "gzip", "br;q=0", "identity;q=0, *;q=0"),
    "Cookie": ("session=", "session=.x.y", "language=xx", "=;=;", "session=" + "A" * 5_000),
    "If-None-Match": ("*", '"x"', "W/", '"' + "x" * 900),
    "If-Modified-Since": ("yesterday", "Thu, 99 Foo 2016 25:61:61 GMT"),
    "Range": ("bytes=0-", "bytes=9-1", "x"),
    "Referer": ("", "http://example.org/", "not an address", "http://[::1"),
    "Origin": ("null", "http://example.org"),
    "Host": ("localhost", "example.org", "localhost:99999", "[::1", ""),
    "X-Forwarded-For": ("1.2.3.4", "unknown", "," * 99),
    "X-Forwarded-Host": ("example.org",),
    "User-Agent": ("", "\xe9" * 300, "curl/8"),
    "Content-Type": (
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/x-www-form-urlencoded; charset=utf-7",
        "text/plain; charset=nothing",
        "\xff/\xff",
    ),
    "Content-Length": ("0", "-1", "x", "99999999999"),
}
BODIES = (
    b"",
    b"\xff\xfe\x00",
    b"{",
    b"a=%ff&a=%zz&&=",
    b"--x\r\nContent-Disposition: form-data; name=body\r\n\r\nhalf",
    b"&".join(b"a%d=1" % n for n in range(2_000)),
    b"x" * 300_000,
)
TYPED = ("GET", "GET", "GET", "POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE")


@dataclass(frozen=True, slots=True)
class KnownForm:
    """A form as some page showed it: where it goes, what it holds."""

    action: str
    fields: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Request:
    """What to give to Werkzeug's test client."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.headers} {self.body[:300]!r}"


class Maker:
    """Makes one request after the other, the same ones for the same seed."""

    def __init__(self, chance: random.Random, addresses: Map) -> None:
        self._chance, self._rules = chance, list(addresses.iter_rules())

    def next(self, token: str, forms: Sequence[KnownForm]) -> Request:
        """As somebody who holds this CSRF token and has met these forms."""
        if forms and self._chance.random() < 0.4:
            return self._altered(self._chance.choice(forms), token)
        rule = self._chance.choice(self._rules)
        method = self._chance.choice(TYPED)
        headers, body = self._headers(), b""
        if method in ("POST", "PUT", "PATCH"):
            typed = self._chance.random() < 0.7
            body = self._typed(token) if typed else self._chance.choice(BODIES)
            headers.insert(0, ("Content-Type", "application/x-www-form-urlencoded"))
        return Request(method, self._path(rule) + self._query(), headers, body)

    def _altered(self, form: KnownForm, token: str) -> Request:
        """One of its values or two are otherwise, missing or there twice."""
        fields: dict[str, Any] = {name: list(values) for name, values in form.fields.items()}
        for name in self._chance.sample(
            sorted(fields), min(len(fields), self._chance.choice((0, 1, 1, 2)))
        ):
            fields[name] = self._chance.choice(([], [self._word()], [self._word(), self._word()]))
        if "csrf_token" in fields and self._chance.random() < 0.95:
            fields["csrf_token"] = [token]
        if "submission_id" in fields and self._chance.random() < 0.8:
            fields["submission_id"] = [f"{self._chance.getrandbits(128):032x}"]
        headers = self._headers() if self._chance.random() < 0.2 else []
        headers.insert(0, ("Content-Type", "application/x-www-form-urlencoded"))
        return Request("POST", form.action, headers, _encoded(fields))

    def _typed(self, token: str) -> bytes:
        names = ("body", "title", "lang", "version", "rule", "sentence", "reason", "email", "name")
        some = self._chance.sample(names, self._chance.randrange(len(names)))
        fields = {name: [self._word()] for name in some} | {"csrf_token": [token]}
        return _encoded(fields)

    def _path(self, rule: Rule) -> str:
        path = ""
        for is_dynamic, piece in rule._trace:
            if not is_dynamic:
                path += piece.removeprefix("|")
            elif piece == "lang":
                path += self._chance.choice(LANGUAGES) if self._chance.random() < 0.95 else "xx"
            elif self._chance.random() < 0.7:
                path += str(self._chance.choice(NUMBERS[1:6]))
            else:
                path += quote(self._word(), safe=self._chance.choice(("", "/")), errors="replace")
        return path or "/"

    def _query(self) -> str:
        if self._chance.random() < 0.6:
            return ""
        names = ("page", "q", "lang", "from", "next", "category", "state", "country", "theme", "x")
        given = [(self._chance.choice(names), self._word()) for _ in range(3)]
        raw = self._chance.random() < 0.1
        return "?%ff=%zz&page=%" if raw else "?" + urlencode(given, errors="replace")

    def _headers(self) -> list[tuple[str, str]]:
        some = self._chance.sample(sorted(HEADERS), self._chance.choice((0, 0, 1, 2, 4)))
        return [(name, self._chance.choice(HEADERS[name])) for name in some]

    def _word(self) -> str:
        if self._chance.random() < 0.2:
            return str(self._chance.choice(NUMBERS))
        return self._chance.choice(WORDS)


def _encoded(fields: Mapping[str, Sequence[str]]) -> bytes:
    pairs = [(name, value) for name, values in fields.items() for value in values]
    return urlencode(pairs, errors="surrogatepass").encode()

"""Atom feeds read by a real XML parser, and what RFC 4287 and 5005 ask of them."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_TAG = re.compile(r"(en|lv|sq|bs|hr|sr-Cyrl|sr-Latn|cnr|mk|tr)")
_KNOWN = {
    "feed": {"id", "title", "subtitle", "updated", "author", "link", "entry"},
    "entry": {
        "id",
        "title",
        "link",
        "published",
        "updated",
        "author",
        "category",
        "content",
        "summary",
    },
}


class Entry:
    """One entry, by the names of its elements."""

    def __init__(self, element: Element) -> None:
        self.element = element
        self.lang = element.get(LANG)

    def text(self, name: str) -> str:
        return self.element.findtext(ATOM + name) or ""

    def lang_of(self, name: str) -> str | None:
        found = self.element.find(ATOM + name)
        return None if found is None else found.get(LANG, self.lang)

    @property
    def links(self) -> dict[str, str]:
        return {
            link.get("rel", "alternate"): link.get("href", "")
            for link in self.element.findall(ATOM + "link")
        }

    @property
    def authors(self) -> list[str]:
        return [name.text or "" for name in self.element.findall(f"{ATOM}author/{ATOM}name")]

    @property
    def labels(self) -> list[str]:
        return [one.get("label", "") for one in self.element.findall(ATOM + "category")]


class Feed(Entry):
    """A feed that was found to be valid."""

    def __init__(self, response: TestResponse) -> None:
        assert response.status_code == 200, response.status
        assert response.content_type == "application/atom+xml; charset=utf-8"
        self.response = response
        super().__init__(ElementTree.fromstring(response.data))
        faults = [*_faults(self.element), *_faults_of_the_whole(self.element)]
        assert not faults, "\n".join(["", *faults])

    @cached_property
    def entries(self) -> list[Entry]:
        return [Entry(one) for one in self.element.findall(ATOM + "entry")]

    @property
    def titles(self) -> list[str]:
        return [entry.text("title") for entry in self.entries]


def _faults(element: Element) -> Iterator[str]:
    kind = element.tag.removeprefix(ATOM)
    names = [child.tag.removeprefix(ATOM) for child in element]
    yield from (f"{kind} has a {name}" for name in sorted(set(names) - _KNOWN[kind]))
    for once in ("id", "title", "updated"):
        if names.count(once) != 1:
            yield f"{kind} has {names.count(once)} of {once}"
    for at_most_once in ("published", "subtitle", "content", "summary"):
        if names.count(at_most_once) > 1:
            yield f"{kind} has several of {at_most_once}"
    if not _TAG.fullmatch(element.get(LANG, "")):
        yield f"{kind} has xml:lang {element.get(LANG)!r}"
    if not _is_absolute(element.findtext(ATOM + "id") or ""):
        yield f"the id of {kind} is no address for good"
    yield from _faults_of_dates(element)
    yield from _faults_of_links(element)


def _faults_of_dates(element: Element) -> Iterator[str]:
    told = [element.findtext(ATOM + name) for name in ("published", "updated")]
    dates = [one for one in told if one is not None]
    for date in dates:
        if not _DATE.fullmatch(date) or datetime.fromisoformat(date).utcoffset() is None:
            yield f"{date!r} is no date of RFC 3339 in UTC"
    if dates != sorted(dates):
        yield f"updated before it was published: {dates}"


def _faults_of_links(element: Element) -> Iterator[str]:
    links = element.findall(ATOM + "link")
    kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
    if len(kinds) != len(set(kinds)):
        yield f"the same link twice: {kinds}"
    if ("alternate", "text/html", None) not in kinds:
        yield "no page for people"
    hrefs = [link.get("href") for link in links]
    yield from (f"{href} is not whole" for href in hrefs if not _is_absolute(href))


def _faults_of_the_whole(feed: Element) -> Iterator[str]:
    entries = feed.findall(ATOM + "entry")
    ids = [entry.findtext(ATOM + "id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield f"ids are not unique: {ids}"
    if not any(link.get("rel") == "self" for link in feed.findall(ATOM + "link")):
        yield "it does not say its own address"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "entries without an author have none"
    for entry in entries:
        yield from _faults(entry)
        content = entry.find(ATOM + "content")
        if content is None and entry.find(ATOM + "summary") is None:
            yield "an entry says nothing"
        if content is not None and (content.get("type") != "html" or len(content)):
            yield "content is not escaped HTML"


def _is_absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme == "http" and parts.netloc == "localhost" and parts.path.startswith("/")

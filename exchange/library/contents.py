"""What an experience said at one time, kept whole beside what was said about it."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from exchange.library.body import body_from
from exchange.library.content import Content

_LISTS = ("countries", "themes")


def content_as_json(content: Content) -> dict[str, Any]:
    kept = {name: value for name, value in asdict(content).items() if name != "body"}
    return kept | {name: list(kept[name]) for name in _LISTS} | {"body": content.body.as_json()}


def content_from(kept: Mapping[str, Any]) -> Content:
    """What `content_as_json` gave, as far as this release knows its fields."""
    known = {field.name for field in fields(Content)} - {"body", *_LISTS}
    plain = {name: value for name, value in kept.items() if name in known}
    lists: dict[str, Any] = {name: tuple(kept.get(name, ())) for name in _LISTS}
    return Content(**plain, **lists, body=body_from(kept.get("body", {})))

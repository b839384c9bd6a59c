"""Macros rendered as pages call them, without an application around them."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from exchange.text import wording
from exchange.text.mentions import names_only
from tests.page.tree import Document, Element

TEMPLATES = Path(__file__).parents[2] / "exchange" / "templates"
GLOBALS: dict[str, Any] = {
    "asset": lambda name: f"/static/{name}",
    "base_url": "http://localhost",
    "csrf_token": lambda: "a-token",
    "funders": (),
    "has_search": True,
    "in_english": lambda texts, lang: "",
    "initials": lambda name: name[:2],
    "languages": [("en", "English", "en"), ("sr", "Српски", "sr-Cyrl"), ("tr", "Türkçe", "tr")],
    "new_submission_id": lambda: "0" * 32,
    "places": [("forum", "/threads", "Forum"), ("about", "/about/project", "About")],
    "remember": lambda macro, *values: macro(*values),
}


def environment(**more: Any) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        wording.gettext,
        wording.ngettext,
        newstyle=True,
        pgettext=wording.pgettext,
        npgettext=wording.npgettext,
    )
    env.globals |= GLOBALS | more
    env.filters["names_only"] = names_only
    return env


def drawn(source: str, *, given: dict[str, Any] | None = None, **values: Any) -> Element:
    """The body of a page that holds what this template says, parsed strictly."""
    html = environment(**(given or {})).from_string(source).render(**values)
    page = f'<!doctype html><html lang="en"><head><title>x</title></head><body>{html}</body></html>'
    return Document(page).root.one("body")

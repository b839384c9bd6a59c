"""Markdown to HTML, once per text, through three walls: no raw HTML, bleach, nh3."""

import html
import re
import threading
from functools import lru_cache

import nh3
from bleach.sanitizer import Cleaner
from markdown_it import MarkdownIt

from exchange.text.clean import refuse_broken, without_tricks
from exchange.text.house_style import house_style
from exchange.text.limits import MOST_NESTING, TooMuch, check
from exchange.text.links import SCHEMES, find_addresses, is_allowed
from exchange.text.mentions import PERSON

__all__ = ["RENDERER_VERSION", "TooMuch", "check", "excerpt", "render", "without_links"]

RENDERER_VERSION = 3  # raise it with every change of what render() gives: posts are rendered anew

_BLOCK = ("blockquote", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul", "br")
_TABLE = ("table", "tbody", "td", "th", "thead", "tr")
_INLINE = ("a", "code", "em", "strong")
_TAGS = frozenset((*_BLOCK, *_TABLE, *_INLINE))
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href", "rel"}, "ol": {"start"}}
_TAG = re.compile(r"</?([a-z][a-z0-9]*)[^<>]*>", re.IGNORECASE)


class _Markdown(MarkdownIt):
    """CommonMark with tables and bare addresses as links."""

    def __init__(self) -> None:
        # a list takes two of the parser's levels: what check() lets through is never cut
        limits = {"html": False, "linkify": True, "maxNesting": 3 * MOST_NESTING}
        super().__init__("commonmark", limits)
        self.enable(["table", "linkify"])
        if self.linkify is not None:
            find_addresses(self.linkify)
        self.core.ruler.push("house_style", house_style)

    def validateLink(self, url: str) -> bool:  # noqa: N802  markdown-it's name
        return is_allowed(url) or PERSON.fullmatch(url) is not None  # see house_style


class _Walls(threading.local):
    """The renderer and bleach's cleaner; neither may be shared between threads."""

    def __init__(self) -> None:
        self.markdown = _Markdown()
        self.bleach = Cleaner(
            tags=_TAGS,
            attributes={tag: sorted(names) for tag, names in _ATTRIBUTES.items()},
            protocols=SCHEMES,
            strip=True,
        )


_walls = _Walls()


@lru_cache(maxsize=16)  # some 400 KB each at worst: from its form to the row it is kept in
def render(source: str) -> str:
    """Safe HTML of a Markdown text that check() has let pass."""
    refuse_broken(source)
    rendered = _walls.markdown.render(source)
    bleached: str = _walls.bleach.clean(rendered)
    return nh3.clean(
        without_tricks(bleached),  # an author may have written them as &#x202e;
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def without_links(rendered: str) -> str:
    """The same HTML for a mail: a link that somebody wrote is words there, nothing to press."""
    return nh3.clean(rendered, tags=set(_TAGS) - {"a"}, attributes={"ol": {"start"}})


def excerpt(html_or_source: str, length: int) -> str:
    """The first words as plain text, at most `length` characters, cut at a word."""
    given = html_or_source.strip()
    is_html = given.startswith("<") and given.endswith(">")
    text = _TAG.sub(_space_for_a_block, given if is_html else render(given))
    text = " ".join(html.unescape(text).split())
    if len(text) <= length:
        return text
    whole_words, space, _ = text[:length].rpartition(" ")
    return (whole_words if space else text[: length - 1]).rstrip(" ,;:–-") + "…"


def _space_for_a_block(tag: re.Match[str]) -> str:
    return "" if tag[1].lower() in _INLINE else " "

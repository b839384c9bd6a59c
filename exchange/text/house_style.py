"""How a post's Markdown differs from everybody's: quieter headings, marked links, no pictures,
people mentioned."""

import re
from collections.abc import Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from exchange.text.mentions import PERSON

_SIGN = re.compile(r"(?<![\w@/.])@$")
_REL = "nofollow ugc noopener"
_HIGHEST, _LOWEST = 3, 6  # the page itself uses h1 and h2


def house_style(state: StateCore) -> None:
    """Headings below the page's own, links marked as a stranger's, images as links."""
    _lower_headings(state.tokens)
    for token in state.tokens:
        token.attrs.pop("style", None)  # alignment of table cells; no style survives the CSP
        if token.children:
            token.children = _links_only(_people_mentioned(token.children))


def _lower_headings(tokens: Sequence[Token]) -> None:
    """The author's levels in order, from h3 down, none skipped."""
    open_levels: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(_HIGHEST + len(open_levels) - 1, _LOWEST)}"


def _links_only(tokens: Sequence[Token]) -> list[Token]:
    shown: list[Token] = []
    is_in_link = False
    for token in tokens:
        if token.type == "image":
            shown += _as_link(token, is_in_link)
            continue
        if token.type in ("link_open", "link_close"):
            is_in_link = token.type == "link_open"
        if token.type == "link_open" and not token.meta:
            token.attrs = {"href": token.attrs["href"], "rel": _REL}
        shown.append(token)
    return shown


def _people_mentioned(tokens: Sequence[Token]) -> list[Token]:
    """`@[Ana](person:12)` is a link of ours, which pages turn into their reader's language; any
    other link to a person is words."""
    shown: list[Token] = []
    to_person = is_mention = False
    for token in tokens:
        person = PERSON.fullmatch(str(token.attrs.get("href", "")))
        if token.type == "link_open" and person:
            to_person, is_mention = True, _take_sign(shown)
            if is_mention:
                token.attrs, token.meta = {"href": f"/people/{person[1]}"}, {"is_ours": True}
                shown += [token, Token("text", "", 0, content="@")]
        elif token.type == "link_close" and to_person:
            to_person = False
            shown += [token] if is_mention else []
        else:
            shown.append(token)
    return shown


def _take_sign(before: Sequence[Token]) -> bool:
    """Whether an @ stands there; it goes into the link."""
    if not before or before[-1].type != "text" or not _SIGN.search(before[-1].content):
        return False
    before[-1].content = before[-1].content[:-1]
    return True


def _as_link(image: Token, is_in_link: bool) -> list[Token]:
    """A picture elsewhere is never loaded by our page: its text leads to it."""
    address = str(image.attrs["src"])
    text = Token("text", "", 0, content=image.content or address)
    if is_in_link or PERSON.fullmatch(address):
        return [text]
    opening = Token("link_open", "a", 1, attrs={"href": address, "rel": _REL})
    return [opening, text, Token("link_close", "a", -1)]

"""Which addresses a post may link to, and which of them it need not mark as links."""

import re
from typing import Protocol
from urllib.parse import urlsplit

from linkify_it import LinkifyIt

SCHEMES = frozenset(("http", "https", "mailto"))
_AFTER_WWW = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?:/[\w%&=?#~+./-]*[\w/=])?")


class _Found(Protocol):
    url: str


def is_allowed(url: str) -> bool:
    """Whether a link may lead there."""
    try:
        return urlsplit(url.strip()).scheme in SCHEMES
    except ValueError:
        return False


def find_addresses(linkify: LinkifyIt) -> None:
    """Find https://…, www.… and mail addresses; "sela.To" is a missing space, not in Tonga."""
    linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    linkify.add("www.", {"validate": _www_length, "normalize": _www_address})


def _www_length(_linkify: object, text: str, position: int) -> int:
    """How far an address goes on after its "www."."""
    found = _AFTER_WWW.match(text, position)
    return len(found[0]) if found else 0


def _www_address(_linkify: object, found: _Found) -> None:
    found.url = "https://" + found.url

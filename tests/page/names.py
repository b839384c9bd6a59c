"""What a screen reader calls a thing; and that every control and link is called something."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin

from tests.page.tree import Document, Element, normalised

_SENT_BY_PRESSING = {"submit", "button", "reset", "image"}


def name_of(element: Element, page: Document) -> str:
    """Its accessible name, after the rules of accname as far as our pages use them."""
    if labels := element.get("aria-labelledby").split():
        return normalised(" ".join(e.text for i in labels for e in page.by_id.get(i, ())[:1]))
    if label := element.get("aria-label").strip():
        return normalised(label)
    if element.tag == "input":
        return normalised(element.get("value") or element.get("alt") or element.get("title"))
    if element.tag == "img":
        return normalised(element.get("alt"))
    return normalised("".join(_words(element, page))) or normalised(element.get("title"))


def _words(element: Element, page: Document) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif not ("hidden" in child or child.get("aria-hidden") == "true"):
            named = child.tag in ("img", "svg") or "aria-label" in child
            yield name_of(child, page) if named else "".join(_words(child, page))


def label_of(field: Element, page: Document) -> str:
    """What a field's label says: around it, for it, or its aria-label."""
    if "aria-label" in field or "aria-labelledby" in field:
        return name_of(field, page)
    around = [e for e in field.up() if e.tag == "label"]
    pointing = [e for e in page.tags("label") if "id" in field and e.get("for") == field["id"]]
    return normalised(" ".join(name_of(label, page) for label in around + pointing))


def fields_are_labelled(page: Document) -> Iterator[str]:
    for field in page.tags("input", "select", "textarea"):
        kind = field.get("type")
        if kind == "hidden" or (field.tag == "input" and kind in _SENT_BY_PRESSING):
            continue
        if not label_of(field, page):
            yield f"{field!r} has no label: give it <label for=…> or aria-label"


def buttons_and_links_are_named(page: Document) -> Iterator[str]:
    pressed = (e for e in page.tags("input") if e.get("type") in _SENT_BY_PRESSING)
    links = (e for e in page.tags("a") if "href" in e)
    for control in (*page.tags("button", "summary"), *pressed, *links):
        if not name_of(control, page):
            yield f"{control!r} has no name that can be read aloud: give it words or aria-label"


def equal_names_lead_to_one_address(page: Document, address: str) -> Iterator[str]:
    """Titles and names that people wrote may be equal; our own words may not."""
    addresses: dict[str, set[str]] = defaultdict(set)
    for link in page.tags("a"):
        if "href" in link and not link.is_own and not _is_all_own(link):
            addresses[name_of(link, page)].add(urljoin(address, link["href"]))
    for name, ways in addresses.items():
        if name and len(ways) > 1:
            yield f"links named {name!r} lead to different places, {sorted(ways)}: tell them apart"


def _is_all_own(link: Element) -> bool:
    """Are all the words of the link a person's own?"""
    if "aria-label" in link or "aria-labelledby" in link:
        return False
    ours = [c for c in link.children if isinstance(c, str)]
    inner = [c for e in link.down() if not e.is_own for c in e.children if isinstance(c, str)]
    return any(e.is_own for e in link.down()) and not "".join(ours + inner).strip()


def pictures_have_alt(page: Document) -> Iterator[str]:
    for picture in page.tags("img", "area"):
        if "alt" not in picture:
            yield f'{picture!r} has no alt: describe it, or alt="" when it adds nothing'

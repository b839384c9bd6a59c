"""One h1, headings in steps, ids unique, every reference kept, every time and control real."""

from collections.abc import Iterator
from datetime import date, datetime

from tests.page.tree import Document, Element

_REFERENCES = ("for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def headings_go_down_in_steps(page: Document) -> Iterator[str]:
    if len(page.by_tag["h1"]) != 1:
        yield f"a page has one h1; this one has {len(page.by_tag['h1'])}"
    above = 0
    for heading in (e for e in page.elements if e.tag in _HEADINGS):
        level = _HEADINGS[heading.tag]
        if level > above + 1:
            yield f"{heading!r} comes after h{above}: a heading goes down one level at a time"
        if not heading.text:
            yield f"{heading!r} is an empty heading"
        above = level


def there_is_a_title(page: Document) -> Iterator[str]:
    titles = [e for e in page.tags("title") if e.parent and e.parent.tag == "head"]
    if len(titles) != 1 or not titles[0].text:
        yield "the head needs one <title> that says which page this is"


def ids_are_unique(page: Document) -> Iterator[str]:
    for name, elements in page.by_id.items():
        if len(elements) > 1:
            yield f"the id {name!r} is given {len(elements)} times"
        if not name or " " in name:
            yield f"{name!r} cannot be an id"


def references_lead_somewhere(page: Document) -> Iterator[str]:
    for element in page.elements:
        for attribute in _REFERENCES:
            for name in element.get(attribute).split():
                if name not in page.by_id:
                    yield f"{element!r} points with {attribute} to #{name}, which is not there"
        href = element.get("href")
        if href.startswith("#") and len(href) > 1 and href[1:] not in page.by_id:
            yield f"{element!r} leads to {href}, which is not on the page"


def times_can_be_read(page: Document) -> Iterator[str]:
    for element in page.tags("time"):
        if not _is_time(element.get("datetime")):
            yield f'{element!r} needs datetime="…" in ISO 8601'


def _is_time(text: str) -> bool:
    for read in (datetime.fromisoformat, date.fromisoformat):
        try:
            read(text)
        except ValueError:
            continue
        return True
    return False


def controls_do_something(page: Document) -> Iterator[str]:
    """A control that is not built yet is absent, never dead."""
    for link in page.tags("a"):
        if link.get("href").strip() in ("", "#") and "aria-current" not in link:
            yield f"{link!r} leads nowhere: leave out what is not built yet"
    for button in page.tags("button"):
        if button.get("type", "submit") == "submit" and not _has_form(button):
            yield f"{button!r} belongs to no form, so pressing it does nothing"
    for form in page.tags("form"):
        if form.get("action", "x").strip() in ("", "#"):
            yield f"{form!r} is sent nowhere: leave action out, or give the address"


def _has_form(button: Element) -> bool:
    return "form" in button or any(place.tag == "form" for place in button.up())

"""The page asks no other host, runs nothing that is not a file of ours, and every form is safe."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from werkzeug.datastructures import Headers

from tests.page.tree import Document, Element

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DISCREET = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
CSRF_FIELD = "csrf_token"
SUBMISSION_FIELD = "submission_id"
ACT_FORM = "act"  # buttons with form="act" set or take back, so that a repeat is harmless
_DATA_BLOCKS = {"application/json", "application/ld+json"}  # text for machines, never run
_ONLY_MENTIONED = {"alternate", "author", "canonical", "help", "license", "next", "prev", "search"}
_FETCHED = ("src", "srcset", "poster", "data", "background")


def headers_are_safe(headers: Headers) -> Iterator[str]:
    if headers.get("Content-Security-Policy") != POLICY:
        yield f"Content-Security-Policy is {headers.get('Content-Security-Policy')!r}"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "X-Content-Type-Options is not nosniff"
    if headers.get("Referrer-Policy") not in DISCREET:
        yield f"Referrer-Policy is {headers.get('Referrer-Policy')!r}, not one of {DISCREET}"


def nothing_is_inline(page: Document) -> Iterator[str]:
    for element in page.elements:
        for name, value in element.attrs.items():
            if name == "style" or name.startswith("on"):
                yield f"{element!r} has {name}=, which the policy forbids: use a class or a module"
            if value.lstrip()[:11].casefold() == "javascript:":
                yield f"{element!r} runs a script by its address"
    for element in page.tags("style"):
        yield f"{element!r}: style belongs into the style sheet"
    for element in page.tags("script"):
        if "src" not in element and element.get("type") not in _DATA_BLOCKS:
            yield f"{element!r}: script belongs into a file of static/"


def nothing_comes_from_elsewhere(page: Document, host: str) -> Iterator[str]:
    for element, address in (*_fetched(page), *_sent(page)):
        if not _is_ours(address, host):
            yield f"{element!r} asks another host, {address}: keep it here"
    for element in page.tags("base", "iframe", "object", "embed"):
        yield f"{element!r} has no place under our policy"


def _fetched(page: Document) -> Iterator[tuple[Element, str]]:
    for element in page.elements:
        yield from ((element, element[name]) for name in _FETCHED if name in element)
    for link in page.tags("link", "use", "image"):
        if not set(link.get("rel").split()) & _ONLY_MENTIONED:
            yield link, link.get("href")


def _sent(page: Document) -> Iterator[tuple[Element, str]]:
    for element in page.tags("form", "button", "input"):
        yield from ((element, element[n]) for n in ("action", "formaction") if n in element)


def _is_ours(address: str, host: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("", "http", "https") and parts.netloc in ("", host)


def posted_forms_are_guarded(page: Document) -> Iterator[str]:
    for form in page.tags("form"):
        if form.get("method").lower() != "post":
            continue
        if not _filled(page, form, CSRF_FIELD):
            yield f"{form!r} is posted without {CSRF_FIELD}"
        repeatable = "data-repeatable" in form or form.get("id") == ACT_FORM
        if not repeatable and not _filled(page, form, SUBMISSION_FIELD):
            yield f"{form!r} is posted without {SUBMISSION_FIELD}; or mark it data-repeatable"


def _filled(page: Document, form: Element, name: str) -> bool:
    """Does the form hold, or own by form=, a field of that name with a value?"""
    inside = (e for e in form.down() if e.tag == "input" and "form" not in e)
    owned = (e for e in page.tags("input") if "id" in form and e.get("form") == form["id"])
    return any(e.get("name") == name and e.get("value") for e in (*inside, *owned))

"""Which pages there are, told by the application itself, and who sees one that nobody else sees."""

from collections.abc import Callable, Mapping, Sequence

from flask import Flask
from playwright.sync_api import Page

from tests.journeys.examples import Examples
from tests.journeys.site import Site
from tests.shots.plan import FEEDS

ROLES = ("guest", "member", "mentor", "moderator", "admin")
NO_PAGE = {
    *("static", "files.show_file", "library.show_paper", *FEEDS),
    *("importing.xlsx_template", "importing.csv_template", "library_files.show_cover"),
    *("mentoring_files.show_calendar",),
    *("collections.show_booklet", "collections.show_shared_booklet"),
    *("mentoring.send_figures", "mentoring.show_certificate"),
}
ERRORS_OF_PAGES = (410, 422)  # a link that is used up, a search that is too long


def pages(app: Flask, examples: Examples) -> Mapping[str, Sequence[str]]:
    """Endpoint → addresses without a language. A route with arguments needs an example."""
    found = dict(examples.by_endpoint)
    gone = found.keys() - app.view_functions.keys()
    assert not gone, f"tests/journeys/pages has some of what is no more: {gone}"
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in NO_PAGE | found.keys():
            continue
        assert rule.arguments <= {"lang"}, f"tests/journeys/pages has none of {rule.rule}"
        found[rule.endpoint] = [rule.rule.removeprefix("/<lang:lang>")]
    return found


def in_language(code: str, address: str) -> str:
    return address if address.startswith("/mail/") else f"/{code}{address}"


def differing_pages(
    site: Site, examples: Examples, window_of: Callable[[str], Page]
) -> Mapping[str, Sequence[str]]:
    """Role → the addresses at which it is shown something that none of the others was before."""
    every = [address for some in pages(site.app, examples).values() for address in some]
    known: dict[object, set[str]] = {}
    found: dict[str, list[str]] = {}
    unseen = set(every)
    for role in ROLES:
        window = window_of(role)
        window.goto("/en/")
        asked = [in_language("en", address) for address in every]
        answers = window.evaluate("addresses => inPage.partsOf(addresses)", asked)
        found[role] = ["/"]  # for the frame: its menu is the role's own
        for address, (status, shown, parts) in zip(every, answers, strict=True):
            if _is_page(asked_for=address, shown=shown, status=status):
                unseen.discard(address)
            before = known.setdefault(_kind_of_page(site.app, status, shown), set())
            if not before.issuperset(parts):
                before.update(parts)
                found[role].append(address)
    assert not unseen, f"these examples are shown to nobody: {unseen}"
    return found


def _is_page(*, asked_for: str, shown: str, status: int) -> bool:
    """Whether somebody got what the example is for, an error that belongs to it included."""
    is_led_away = shown.endswith("/sign-in") and asked_for != "/sign-in"
    return not is_led_away and status in (200, *ERRORS_OF_PAGES)


def _kind_of_page(app: Flask, status: int, address: str) -> object:
    """Its endpoint; all refusals and errors of one status look the same."""
    if status >= 400:
        return status
    return app.url_map.bind("localhost").match(address, method="GET")[0]

"""Every address, by every method, for every role: open to whom it says, and never a 500."""

import pytest

from exchange.kernel.access import Audience, audience_of
from exchange.kernel.db import Model, db
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_admin,
    an_editor,
    an_organisation,
)

pytestmark = pytest.mark.slow

ROLES = {
    "visitor": lambda: None,
    "unconfirmed": lambda: a_person(confirmed_at=None, admitted_at=None),
    "waiting": lambda: a_person(admitted_at=None),
    "suspended": lambda: a_person(suspended_at=LONG_AGO, is_moderator=True, is_admin=True),
    "member": a_person,
    "mentor": a_mentor,
    "mentoring coordinator": a_mentoring_coordinator,
    "editor": an_editor,
    "moderator": a_moderator,
    "admin": an_admin,
}
WRITERS = {"member", "mentor", "mentoring coordinator", "editor", "moderator", "admin"}
INSIDERS = {
    Audience.EVERYONE: set(ROLES),
    Audience.SIGNED_IN: set(ROLES) - {"visitor"},
    Audience.WRITERS: WRITERS,
    Audience.MENTORS: {"mentor", "admin"},
    Audience.MENTORING_COORDINATORS: {"mentoring coordinator", "admin"},
    Audience.EDITORS: {"editor", "admin"},
    Audience.MODERATORS: {"moderator", "admin"},
    Audience.ROOM_MODERATORS: {"editor", "moderator", "admin"},
    Audience.ADMINS: {"admin"},
}
EXAMPLES = {"code": "rs", "slug": "leader", "token": "x", "name": "x", "filename": "exchange.css"}


def addresses(app, example):
    """Each rule with its methods and an address that exists, where one number can make it."""
    for rule in app.url_map.iter_rules():
        values = {
            name: "en" if name == "lang" else EXAMPLES.get(name, example) for name in rule.arguments
        }
        try:
            path = rule.build(values, append_unknown=False)
        except (TypeError, ValueError):
            continue
        if path is not None:
            yield rule, path[1]


def test_every_route_says_who_it_is_open_to(app):
    silent = [name for name, view in app.view_functions.items() if audience_of(view) is None]
    assert silent == []


@pytest.mark.parametrize("role", ROLES)
def test_every_address_opens_for_those_it_says_and_for_nobody_else(app, sign_in, client, role):
    an_organisation("rs")
    thread = a_thread()
    a_reply(thread)
    who = ROLES[role]()
    wrong = []
    for rule, path in addresses(app, thread.id):
        audience = audience_of(app.view_functions[rule.endpoint])
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            browser = app.test_client()
            if who:
                _sign_in(sign_in, browser, who)
            answer = browser.open(path, method=method)
            answer.close()
            inside = role in INSIDERS[audience]
            problem = _problem(answer, method, inside=inside)
            if problem:
                wrong.append(f"{role} {method} {path}: {answer.status_code} {problem}")
    assert wrong == []


def test_head_answers_as_get_does_without_a_body(app, sign_in):
    a_reply(thread := a_thread())
    who, wrong = an_admin(), []
    for rule, path in addresses(app, thread.id):
        if "GET" in rule.methods:
            browser = app.test_client()
            _sign_in(sign_in, browser, who)
            asked, head = browser.get(path), browser.head(path)
            if (head.status, head.data) != (asked.status, b""):
                wrong.append(f"{path}: {head.status}, not {asked.status}; {head.data[:50]!r}")
            asked.close()
            head.close()
    assert wrong == []


@pytest.mark.parametrize("role", ["visitor", "admin"])
def test_looking_at_an_address_changes_no_row(app, sign_in, role):
    an_organisation("rs")
    thread = a_thread()
    a_reply(thread)
    browser = app.test_client()
    if who := ROLES[role]():
        _sign_in(sign_in, browser, who)
    before = _all_rows()
    looked_at = {
        path
        for rule, path in addresses(app, thread.id)
        if "GET" in rule.methods and not browser.get(path).close()
    }
    assert len(looked_at) > 30
    assert _all_rows() == before


def _all_rows():
    db.session.rollback()
    # But for the limits' own counts: of looks too, where each one costs a search.
    tables = [t for t in Model.metadata.sorted_tables if t.name != "rate_limit"]
    return {t.name: db.session.execute(t.select()).all() for t in tables}


class _Holder:
    """What the fixture wants of a client."""

    def __init__(self, flask):
        self.flask = flask


def _sign_in(sign_in, browser, who):
    sign_in(_Holder(browser), who)


def _problem(answer, method, *, inside):
    """What is wrong with an answer; a POST here has no token, so it never goes through."""
    code = answer.status_code
    if code >= 500:
        return "broke"
    if "Content-Security-Policy" not in answer.headers:
        return "has no CSP"
    if method == "POST":
        return "" if 400 <= code < 500 else "went through without a token"
    if not inside and code not in (302, 401, 403, 404):
        return "is open to a stranger"
    return ""

"""Whatever is sent to whichever form: it is accepted, or a page says what is wrong.

The forms come from the address map, so that a new one fails until it stands in tests/scenes.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from exchange.kernel.access import Audience, audience_of
from exchange.kernel.clock import now
from exchange.kernel.submissions import new_submission_id
from tests.factories import a_person
from tests.page import CheckedClient, Form
from tests.scenes import SCENES, WITH_TEXT, Scene
from tests.scenes.sending import (
    MOVED,
    all_of,
    count_rows,
    faults_of,
    filled,
    is_stored,
    kept_as,
    other_fields,
    send,
    typed_fields,
)

LANGUAGES = ("lv", "sr")
VERSIONED = {
    "moderation.revert",
    "forum.edit",
    "forum.change_bookmark",
    "forum.change_announcement",
    "forum.edit_category",
    "library.edit_block",
    "library.edit_pictures",
    "library.edit_section",
    "library.read",
    "library.review_translation",
    "library.take_translations_out",
    "library.translate",
    "moderation.decide",
    "moderation.move_thread",
    "moderation.move_post",
    "moderation.merge",
    "moderation.split",
    "moderation.pin",
    "moderation.unpin",
    "moderation.change_kind",
    "moderation.edit_subject",
    "moderation.merge_subject",
    "moderation.close_as_duplicate",
    "moderation.reopen",
    "collections.change",
    "mentoring.say_outcome",
    "mentoring.prepare_words",
    "mentoring.book",
    "mentoring.change_hours",
    "mentoring.change_meeting",
    "mentoring.change_mentorship",
    "mentoring.change_mentorship_note",
    "mentoring.end_mentorship",
    "mentoring.hand_over",
    "mentoring.note_hours",
    "reuse.change",
    "mentoring.promise",
    "mentoring.change_profile",
    "people.change_settings",
    "people.change_roles",
}
FOR_PROGRAMS = {"api.harvest"}  # no form of ours: a POST that reads, and asks for no token
BEGUN = {  # it notes a version, and overwrites nothing
    "forum.keep_change",
    "mentoring.agree_to_words",
    "mentoring.decline_words",
    "mentoring.publish_consultation",
}
LIMITED = {
    "people.sign_in",
    "people.sign_in_and_continue",
    "people.sign_up",
    "people.confirm",
    "people.confirm_again",
    "people.forgotten",
    "people.change_password",
}
SPOILT: Mapping[str, Callable[[str], str]] = {
    "empty": lambda _good: "",
    "too long": lambda good: good + " 12345678" * 3_700,
    "only spaces": lambda _good: " \u00a0\u3000\u200b\t\u2028",
    "lone surrogate": lambda good: f"{good}\ud83d",
    "NUL": lambda good: f"{good}\0",
    "right-to-left override": lambda good: f"{good[:3]}\u202e{good[3:]}",
    "4-byte emoji": lambda good: f"{good} 🐝👩‍🌾",
    "decomposed letters": lambda good: unicodedata.normalize("NFD", good),
}
NONSENSE = ("nonsense", "\0", "-1", "9" * 30, "9" * 5_000, "1_0", "")

Faults = Iterator[str]
SignIn = Callable[[CheckedClient, object], None]


class Desk:
    """One scene at a time: a form that is open before whoever fills it in."""

    def __init__(self, app: Flask, endpoint: str, sign_in: SignIn) -> None:
        self.app, self.endpoint, self._sign_in = app, endpoint, sign_in

    def set(self, lang: str) -> tuple[CheckedClient, Scene, Form]:
        """Afresh, in a browser of its own."""
        scene = SCENES[self.endpoint](lang)
        client = CheckedClient(self.app.test_client(), lang)
        client.flask.environ_base["HTTP_ACCEPT_LANGUAGE"] = lang
        if scene.who:
            self._sign_in(client, scene.who)
        return client, scene, filled(scene, scene.open(client, lang), lang)

    def sign_in(self, client: CheckedClient, who: object) -> None:
        self._sign_in(client, who)

    @property
    def is_for_everyone(self) -> bool:
        return audience_of(self.app.view_functions[self.endpoint]) is Audience.EVERYONE


@pytest.fixture
def desk(app: Flask, sign_in: SignIn) -> Iterator[Callable[[str], Desk]]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, smtp_url="smtp://127.0.0.1:9", limits=False)
    yield lambda endpoint: Desk(app, endpoint, sign_in)
    app.extensions["settings"] = before


def typed_in(form: Form, data: MultiDict[str, object]) -> dict[str, str]:
    return {name: str(data[name]) for names in typed_fields(form) for name in names if name in data}


def spoilt(desk: Desk, lang: str, case: str) -> Faults:
    """All fields that take any text at once, then each of the others."""
    client, _, form = desk.set(lang)
    free, formatted = typed_fields(form)
    for names in ([free] if free else []) + [[name] for name in formatted]:
        data = form.data
        for name in names:
            data[name] = SPOILT[case](str(data[name]))
        page = send(client, form, data)
        yield from faults_of(client, page, typed_in(form, data))
        if page.status in MOVED and names == free and not case.startswith("lone"):
            yield from _not_kept(form, data, names)
        if page.status in MOVED and formatted:
            client, _, form = desk.set(lang)


def _not_kept(form: Form, data: MultiDict[str, object], names: list[str]) -> Faults:
    for name in names:
        expected = kept_as(form, name, str(data[name]))
        # The answers of a poll are kept one by one.
        parts = expected.splitlines() if name == "answers" else [expected]
        if expected and not all(map(is_stored, parts)):
            yield f"{name} was accepted, but {expected[:60]!r} is nowhere"


def wrong_choices(desk: Desk, lang: str) -> Faults:
    """Whatever is chosen, or only comes along, is what no page of ours offered."""
    client, _, form = desk.set(lang)
    for name, is_hidden in other_fields(form).items():
        for nonsense in NONSENSE if is_hidden else NONSENSE[:2]:
            data = form.data
            data.setlist(name, [nonsense])
            page = send(client, form, data)
            for fault in faults_of(client, page, typed_in(form, data)):
                yield f"{name}={nonsense[:9]!r}: {fault}"
            if page.status in MOVED:
                client, _, form = desk.set(lang)


def another_ones_address(desk: Desk, lang: str) -> Faults:
    """There is no such thing; and there is, but it is not theirs."""
    client, _, form = desk.set(lang)
    elsewhere = _elsewhere(desk.app, form.action)
    if elsewhere:
        page = client.post(elsewhere, form.data)
        yield from faults_of(client, page, typed_in(form, form.data))
    client, scene, form = desk.set(lang)
    if scene.who:
        desk.sign_in(client, a_person())
        data = form.data
        data["csrf_token"] = client.get(f"/{lang}/settings").form("/settings").data["csrf_token"]
        page = client.post(form.action, data)
        yield from faults_of(client, page, typed_in(form, data))


def _elsewhere(app: Flask, action: str) -> str | None:
    path, _, _query = action.partition("?")
    adapter = app.url_map.bind("localhost")
    endpoint, values = adapter.match(path, method="POST")
    other = {
        name: 999_999 if isinstance(value, int) else "ALTER-XP-9999" if name == "code" else value
        for name, value in values.items()
    }
    return adapter.build(endpoint, other) if other != values else None


def stale(desk: Desk, lang: str) -> Faults:
    """Another page has saved it meanwhile."""
    client, _, form = desk.set(lang)
    client.send(form)
    form.fields["submission_id"] = [new_submission_id()]
    page = client.post(form.action, form.data)
    if page.status != 409:
        yield f"a stale save: {page!r}"
    yield from faults_of(client, page, typed_in(form, form.data))


def twice(desk: Desk, lang: str) -> Faults:
    """The second time nothing more is done, and it leads where the first one led."""
    client, _, form = desk.set(lang)
    assert ("version" in form.fields) == (desk.endpoint in {*VERSIONED, *BEGUN})
    first = client.send(form)
    if first.status not in MOVED and desk.endpoint != "people.sign_in_and_continue":
        yield f"the form was not accepted as it stood: {first!r} {first.text[:300]}"
    before = count_rows()
    second = client.send(form)
    if count_rows() != before and desk.endpoint not in ASKED_ANEW:
        yield f"the second time made more: {second!r}"
    is_same = (second.status, second.location) == (first.status, first.location)
    if not is_same and desk.endpoint not in ONCE_ONLY:
        yield f"first {first!r} to {first.location}, then {second!r} to {second.location}"
    yield from faults_of(client, second, typed_in(form, form.data))


# A link is used up; who has signed in or out has another session and so another token.
ONCE_ONLY = {
    "people.confirm",
    "people.new_password",
    "people.sign_in",
    "people.sign_in_and_continue",
    "people.sign_out",
    "people.change_password",  # it asks for the old one, which the first has changed
}
ASKED_ANEW = {"people.confirm_again"}  # each asks for a mail, five an hour at most


def forged_token(desk: Desk, lang: str) -> Faults:
    """Of the form, and of the link that led to it."""
    client, _, form = desk.set(lang)
    data = form.data
    data["csrf_token"] = "forged"
    page = client.post(form.action, data)
    if page.status != 400:
        yield f"a forged token: {page!r}"
    yield from faults_of(client, page, typed_in(form, data))
    _, values = desk.app.url_map.bind("localhost").match(
        form.action.partition("?")[0], method="POST"
    )
    if "token" in values:
        client, _, form = desk.set(lang)
        sign = form.action[-5]
        page = client.post(
            f"{form.action[:-5]}{'A' if sign != 'A' else 'B'}{form.action[-4:]}", form.data
        )
        if page.status not in (404, 410):
            yield f"a forged link: {page!r}"
        yield from faults_of(client, page, {})


def expired_link(desk: Desk, lang: str) -> Faults:
    """Opened in time, sent too late."""
    client, _, form = desk.set(lang)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exchange.people.tokens.now", lambda: now() + timedelta(minutes=61))
        page = client.send(form)
    if page.status != 410:
        yield f"an hour late: {page!r}"
    yield from faults_of(client, page, typed_in(form, form.data))


def signed_out(desk: Desk, lang: str) -> Faults:
    client, _, form = desk.set(lang)
    with client.flask.session_transaction() as session:
        session.clear()
    page = client.send(form)
    if page.status not in ((400,) if desk.is_for_everyone else (401,)):
        yield f"signed out meanwhile: {page!r}"
    yield from faults_of(client, page, typed_in(form, form.data))


def limit_reached(desk: Desk, lang: str) -> Faults:
    settings = desk.app.extensions["settings"]
    desk.app.extensions["settings"] = replace(settings, limits=True)
    client, _, form = desk.set(lang)
    data = form.data
    for name in typed_fields(form)[1]:
        if name.startswith("password"):
            data[name] = "another horse"
    pages = []
    for _ in range(6):
        data["submission_id"] = new_submission_id()
        pages.append(client.post(form.action, data))
    if pages[-1].status != 429:
        yield f"the sixth try: {pages[-1]!r}"
    yield from faults_of(client, pages[-1], typed_in(form, data))


STORIES = {
    "wrong enumerations": wrong_choices,
    "another person's ids": another_ones_address,
    "a stale version": stale,
    "sent twice": twice,
    "a forged token": forged_token,
    "an expired token": expired_link,
    "signed out meanwhile": signed_out,
    "a limit reached": limit_reached,
}
APPLIES_TO = {
    "a stale version": VERSIONED,
    "an expired token": {"people.confirm", "people.new_password"},
    "a limit reached": LIMITED,
}


def test_every_form_of_the_site_is_known(app: Flask) -> None:
    posted = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert set(SCENES) == posted - FOR_PROGRAMS


ALL = [
    *((endpoint, case) for endpoint in sorted(WITH_TEXT) for case in SPOILT),
    *((endpoint, case) for case in STORIES for endpoint in sorted(APPLIES_TO.get(case, SCENES))),
]


@pytest.mark.either
@pytest.mark.slow
@pytest.mark.parametrize(("endpoint", "case"), ALL)
def test_bad_input_is_accepted_or_answered_in_words(
    desk: Callable[[str], Desk], endpoint: str, case: str
) -> None:
    place = desk(endpoint)
    lang = LANGUAGES[(len(endpoint) + len(case)) % 2]
    faults = spoilt(place, lang, case) if case in SPOILT else STORIES[case](place, lang)
    found = list(faults)
    assert not found, all_of(found)

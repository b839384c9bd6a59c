"""What somebody must not see answers as what is not there: by each address, for each verb."""

from collections.abc import Callable

import pytest
from flask import Flask

from exchange.forum.actions import delete_post
from exchange.mentoring.actions.hour_notes import write_note
from exchange.mentoring.actions.mentorship_log import write_meeting, write_mentorship_note
from exchange.moderation.actions import hide_with_reason
from exchange.notifications.actions import notify
from exchange.people.actor import Actor
from tests import factories as make
from tests.mentoring.certified import a_certificate, a_helper, last_year
from tests.mentoring.confiding import a_prepared
from tests.mentoring.following import an_answer, asked
from tests.mentoring.pairing import Pair, met
from tests.mentoring.talking import a_past_talk, note_of
from tests.page import CheckedClient, Page
from tests.scenes.notifications import newest_notification

pytestmark = [pytest.mark.slow, pytest.mark.either]

NOWHERE = 999_999
VERBS = ("reply", "edit", "delete", "restore", "flag")
KEPT = ("reply/draft", "edit/draft")


def a_hidden_thread() -> tuple[int, int]:
    """It, and a reply in it."""
    thread = make.a_thread()
    reply = make.a_reply(thread)
    opening = make.opening_of(thread)
    hide_with_reason(
        make.a_moderator(), opening, post_version=1, rule="respect", sentence="", lang="en"
    )
    return thread.id, reply


def a_hidden_post() -> int:
    post = make.a_reply(make.a_thread())
    hide_with_reason(
        make.a_moderator(), post, post_version=1, rule="respect", sentence="", lang="en"
    )
    return post


def a_deleted_thread() -> tuple[int, int]:
    """It, and a reply in it."""
    thread = make.a_thread(asker := make.a_person())
    reply = make.a_reply(thread, asker)
    delete_post(asker, make.opening_of(thread))
    return thread.id, reply


def a_thread_in_a_room() -> tuple[int, int]:
    """It, and a reply in it."""
    ours = make.an_organisation()
    room, asker = make.a_room(ours), make.a_person(organisation=ours)
    thread = make.a_thread(asker, category=room)
    return thread.id, make.a_reply(thread, asker)


def a_deleted_post() -> int:
    author = make.a_person()
    post = make.a_reply(make.a_thread(), author)
    delete_post(author, post)
    return post


def _of_threads(
    made: Callable[[], tuple[int, int]] = a_hidden_thread,
) -> list[tuple[str, str, int]]:
    thread, reply = made()
    reading = [("GET", "/threads/{}", thread), ("GET", "/posts/{}", reply)]
    forms = [(method, f"/posts/{{}}/{verb}", reply) for verb in VERBS for method in ("GET", "POST")]
    buttons = [("POST", f"/posts/{{}}/{verb}", reply) for verb in ("helpful", "not-helpful")]
    buttons += [("POST", f"/posts/{{}}/{verb}", reply) for verb in KEPT]
    at_thread = [("POST", "/threads/{}/reopen", thread)]
    at_thread += [("POST", f"/questions/{{}}/{verb}", thread) for verb in ("take", "decline")]
    at_thread += [
        (method, f"/questions/{{}}/{page}", thread)
        for page in ("give-back", "mentors")
        for method in ("GET", "POST")
    ]
    return [*reading, *forms, *buttons, *at_thread]


def _of_posts(made: Callable[[], int] = a_hidden_post) -> list[tuple[str, str, int]]:
    post = made()
    return [(method, f"/posts/{{}}/{verb}", post) for verb in VERBS for method in ("GET", "POST")]


def _of_rooms() -> list[tuple[str, str, int]]:
    room = make.a_room(make.an_organisation()).id
    path, verbs = "/categories/{}", ("all-read", "invite", "guests/1/take-back", "edit")
    return [
        ("GET", path, room),
        ("GET", f"{path}/edit", room),
        *(("POST", f"{path}/{verb}", room) for verb in verbs),
    ]


def _of_drafts() -> list[tuple[str, str, int]]:
    number = make.a_draft().number
    path = "/experiences/ALTER-XP-{:04d}"
    verbs = ("edit/short", "edit/blocks/new", "read", "v1/withdraw")
    posts = ("submit", "take", "take-back", "hand-back", "new-version")
    return [
        ("GET", path, number),
        ("GET", f"{path}/v1", number),
        ("GET", f"{path}/edit", number),
        *((method, f"{path}/{verb}", number) for verb in verbs for method in ("GET", "POST")),
        *(("POST", f"{path}/{verb}", number) for verb in posts),
    ]


def _of_people() -> list[tuple[str, str, int]]:
    waiting = make.a_person(admitted_at=None, organisation=make.an_organisation()).id
    path = "/people/{}"
    return [
        ("GET", path, waiting),
        ("GET", f"{path}/roles", waiting),
        ("POST", f"{path}/roles", waiting),
        ("POST", f"{path}/admit", waiting),
        ("POST", f"{path}/not-ours", waiting),
    ]


def _of_certificates() -> list[tuple[str, str, int]]:
    """Of a mentor whose page every member reads."""
    who = a_helper()
    a_certificate(who)
    path = "/people/{}/certificates"
    year = f"{path}/{last_year()}"
    return [
        ("GET", path, who.id),
        ("GET", f"{year}.pdf", who.id),
        ("POST", year, who.id),
        ("POST", f"{year}/verifiable", who.id),
        ("POST", f"{year}/verifiable-no-longer", who.id),
    ]


def _of_others() -> list[tuple[str, str, int]]:
    other, thread = make.a_person(), make.a_thread()
    make.a_reply(thread)
    notify([other.id], "reply_to_post", ("post", make.opening_of(thread)), "replied")
    sign_in = make.a_sign_in(other, "k" * 32).id
    case = make.a_flag(make.a_reply(thread))
    return [
        ("POST", "/notifications/{}/seen", newest_notification()),
        ("POST", "/sign-ins/{}/end", sign_in),
        ("GET", "/moderation/decisions/{}", case),
        ("GET", "/drafts/{}", text := make.a_text_begun(other)),
        ("POST", "/drafts/{}/discard", text),
        *((method, "/follow-ups/{}", asked(an_answer()[0])) for method in _BOTH),
    ]


def _of_reuse() -> list[tuple[str, str, int]]:
    """Declared, and confirmed by nobody."""
    reuse, path = make.a_reuse(), "/reuse/{}"
    step = make.newest_step_of(reuse)
    return [
        ("GET", path, reuse),
        *((method, f"{path}/{v}", reuse) for v in ("edit", "take-back") for method in _BOTH),
        ("POST", f"{path}/steps/{step}/confirm", reuse),
        *((method, f"{path}/steps/{step}/decline", reuse) for method in _BOTH),
    ]


def _of_consultations() -> list[tuple[str, str, int]]:
    """Asked in confidence, answered, and with words that may be published."""
    mentor, path = make.a_mentor(), "/private-consultations/{}"
    made = a_prepared(make.a_person(), mentor)
    posts = ("end", "reopen", "propose", "words/agree", "words/decline", "keep-private", "publish")
    return [
        *((method, path, made) for method in _BOTH),
        *((m, f"{path}/{v}", made) for v in ("mentors", "decline", "delete") for m in _BOTH),
        *((method, f"{path}/words", made) for method in _BOTH),
        ("GET", f"{path}/publication", made),
        ("POST", f"{path}/mentors/{mentor.id}/take-off", made),
        *(("POST", f"{path}/{verb}", made) for verb in posts),
    ]


def _of_office_hours() -> list[tuple[str, str, int]]:
    """Of two others, and over."""
    mentor, member = make.a_mentor(), make.a_person()
    talk, path = a_past_talk(mentor, member), "/office-hours/{}"
    write_note(member, talk, version=0, body="By hand.", lang="en")
    note = f"{path}/notes/{note_of(talk, member).id}"
    return [
        ("GET", path, talk),
        ("POST", f"{path}/book", talk),
        ("POST", f"{path}/cancel", talk),
        *((method, f"{path}/{v}", talk) for v in ("edit", "withdraw", "note") for method in _BOTH),
        *(("POST", f"{note}/{verb}", talk) for verb in ("ask", "agree", "decline", "begin")),
    ]


def _of_mentorships() -> list[tuple[str, str, int]]:
    pair = Pair()
    made, path = pair.running(), "/mentorships/{}"
    meeting = write_meeting(pair.mentor, made, met())
    note = write_mentorship_note(pair.editor, made, body="We are late.", lang="en")
    forms = ("decline", "edit", "end", "evaluate", "meetings/new", "notes/new")
    forms += (f"meetings/{meeting}/edit", f"notes/{note}/edit")
    return [
        ("GET", path, made),
        ("POST", f"{path}/accept", made),
        *((method, f"{path}/{one}", made) for one in forms for method in _BOTH),
    ]


def _of_collections() -> list[tuple[str, str, int]]:
    record = make.a_published()
    private, path = make.a_collection(None, record), "/collections/{}"
    item = f"{path}/ALTER-XP-{record.number:04d}"
    return [
        ("GET", path, private),
        *((method, f"{path}/{v}", private) for v in ("edit", "remove") for method in _BOTH),
        ("POST", f"{item}/place/1", private),
        ("POST", f"{item}/take-out", private),
    ]


def _of_clocks() -> list[tuple[str, str, int]]:
    """In a room."""
    thread, _reply = a_thread_in_a_room()
    path = "/questions/{}"
    return [
        *((method, f"{path}/need-more", thread) for method in _BOTH),
        ("POST", f"{path}/told-more", thread),
    ]


_BOTH = ("GET", "POST")
KINDS = {
    "hidden threads": _of_threads,
    "hidden posts": _of_posts,
    "deleted threads": lambda: _of_threads(a_deleted_thread),
    "threads in rooms": lambda: _of_threads(a_thread_in_a_room),
    "rooms": _of_rooms,
    "deleted posts": lambda: _of_posts(a_deleted_post),
    "drafts": _of_drafts,
    "people who wait": _of_people,
    "certificates": _of_certificates,
    "declared reuse": _of_reuse,
    "talks of others": _of_office_hours,
    "mentorships": _of_mentorships,
    "private collections": _of_collections,
    "clocks of questions": _of_clocks,
    "private consultations": _of_consultations,
    "what is others' own": _of_others,
}
STRANGERS: dict[str, Callable[[], Actor]] = {
    "member": make.a_person,
    "editor elsewhere": make.an_editor,
    "coordinator elsewhere": lambda: make.a_person(
        organisation=make.an_organisation(), role="coordinator"
    ),
    "mentor": make.a_mentor,
}


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_a_stranger_must_not_see_is_not_there(
    app: Flask, client: CheckedClient, sign_in: Callable[..., None], kind: str, stranger: str
) -> None:
    addresses = KINDS[kind]()
    sign_in(client, STRANGERS[stranger]())
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    told = []
    for method, path, number in addresses:
        pages = [_answer(client, method, f"/en{path}".format(n), token) for n in (number, NOWHERE)]
        if {page.status for page in pages} != {404} or pages[0].text != pages[1].text:
            told.append(f"{method} {path}: {pages}")
    assert told == []


def _answer(client: CheckedClient, method: str, path: str, token: str) -> Page:
    if method == "GET":
        return client.get(path)
    words = {"body": "Words", "reason": "Words", "until": "1"}
    return client.post(path, {"csrf_token": token, **words})

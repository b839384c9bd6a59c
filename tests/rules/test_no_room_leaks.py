"""What stands in a room is seen by those it is for, and on no surface by anybody else.

A room is planted with a word of its own in each place where somebody writes; then every address of
the map is asked, by insiders first, so that what is kept for them would be there for the others.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from exchange.files.actions import Attached
from exchange.files.images import SIZES
from exchange.forum import actions as forum
from exchange.forum.models import Post, Thread
from exchange.forum.moving import Seen
from exchange.forum.writing import Place
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.library import actions as library
from exchange.library.codes import code_of
from exchange.moderation import actions as moderation
from exchange.notifications.models import Notification
from exchange.notifications.queries import notification_page
from exchange.people.actor import Actor
from exchange.people.models import Membership
from exchange.people.queries import get_actor
from tests import factories as make
from tests.forum.attaching import a_file
from tests.mentoring.following import said

pytestmark = pytest.mark.slow

OF_MEMBERS = (
    *("category", "description", "title", "opening", "reply", "before", "title-before"),
    *("file", "alt", "bytes", "poll", "choice", "announced", "outcome"),
)
WORDS = frozenset(
    (*OF_MEMBERS, "edited", "hidden", "deleted", "flag", "sentence", "reason", "draft")
)
IN_NO_PLACE = 999_999
# What differs between two answers to the same question: tokens, ids of forms, moments in numbers.
_PASSING = re.compile(r"[0-9a-f]{32}|[A-Za-z0-9_.-]{60,}|\b1[0-9]{12}\b")


def canary(place: str) -> str:
    """One word, that no text of ours holds; letters only, so that it is found as it is."""
    return f"kanari{place.replace('-', '')}zz"


@dataclass
class Planted:
    """A room with all that can stand in one, and the people around it."""

    ids: dict[str, list[object]] = field(default_factory=dict)
    insiders: dict[str, Actor] = field(default_factory=dict)
    outsiders: dict[str, Actor | None] = field(default_factory=dict)
    left: Actor | None = None

    def addresses(self, rule: Rule) -> Iterator[str]:
        """Each way to ask for what was planted; a new kind of argument has to be told here."""
        names = sorted(rule.arguments - {"lang"})
        missing = [name for name in names if name not in self.ids]
        assert not missing, f"{rule.rule}: say in tests/rules/test_no_room_leaks.py what {missing}"
        for values in product(*(self.ids[name] for name in names)):
            built = rule.build({"lang": "en", **dict(zip(names, values, strict=True))})
            assert built, rule.rule
            yield built[1]


def _surroundings() -> tuple[Planted, dict[str, object]]:
    """All that is there before the room is, and stays for everybody."""
    planted, ours = Planted(), make.an_organisation("rs")
    elsewhere, tag = make.an_organisation("lv"), make.a_tag("leader", is_theme=True)
    public = make.a_category("For everybody")
    make.a_reply(make.a_thread(category=public, tags=[tag.slug], title="Seen by everybody"))
    planted.insiders = {
        "asker": make.a_person("Asta Asker", organisation=ours),
        "member": make.a_person("Mina Member", organisation=ours),
        "editor": make.a_person("Edna Editor", organisation=ours, role="editor"),
        "mentor inside": make.a_mentor("Maris Mentor", organisation=ours),
        "invited mentor": make.a_mentor("Guido Guest"),
        "suspended member": make.a_person(organisation=ours, suspended_at=make.LONG_AGO),
        "moderator": make.a_moderator("Moda Moderator"),
        "admin": make.an_admin("Ada Admin"),
    }
    planted.outsiders = {
        "guest": None,
        "member of another organisation": make.a_person(organisation=elsewhere),
        "member of none": make.a_person(),
        "waiting": make.a_person(organisation=ours, admitted_at=None),
        "unconfirmed": make.a_person(organisation=ours, confirmed_at=None),
        "mentor": make.a_mentor("Maja Mentor"),
        "editor elsewhere": make.a_person(organisation=elsewhere, role="coordinator"),
        "suspended moderator": make.a_moderator(suspended_at=make.LONG_AGO),
    }
    planted.left = make.a_person("Lena Left", organisation=ours)
    return planted, {"ours": ours, "tag": tag, "reader": make.a_mentor("Rita Reader")}


def _plant(planted: Planted, ours: object, tag: object, reader: Actor) -> None:
    asker, member, left = (
        planted.insiders["asker"],
        planted.insiders["member"],
        planted.left,
    )
    room = make.a_room(
        ours,  # type: ignore[arg-type]
        names={"en": f"A place {canary('category')}"},
        descriptions={"en": f"For {canary('description')}"},
        guests=[planted.insiders["invited mentor"]],
    )
    for name, who in (*planted.insiders.items(), ("left", left)):
        fresh = get_actor(who.id) if who else None
        if name == "left":
            left = fresh
        elif fresh:
            planted.insiders[name] = fresh
    asker, member = planted.insiders["asker"], planted.insiders["member"]
    editor, mentor = planted.insiders["editor"], planted.insiders["mentor inside"]
    assert left is not None
    asked = {"title": f"Who knows {canary('title-before')}", "body": f"We {canary('before')}."}
    make.a_thread(asker, category=room, **(asked | {"title": f"Who knows {canary('title')}"}))
    thread = make.a_thread(asker, category=room, tags=[tag.slug], **asked)  # type: ignore[attr-defined]
    opening = make.opening_of(thread)
    text = {"title": f"Who knows {canary('title')}", "body": f"We ask {canary('opening')}."}
    forum.edit_post(asker, opening, version=1, lang="en", **text)
    reply = make.a_reply(thread, mentor, f"They {canary('reply')}.")
    theirs = make.a_reply(thread, left, "Something of mine.")
    make.a_reply(theirs, member, f"Again {canary('reply')}.")
    forum.accept_answer(asker, reply)
    follow_up = said(asker, thread, sentence=f"It {canary('outcome')}.")
    forum.find_helpful(member, reply)
    hidden = make.a_reply(thread, member, f"Never {canary('hidden')}.")
    case = moderation.hide_with_reason(
        editor, hidden, post_version=1, rule="respect", sentence=canary("sentence"), lang="en"
    )
    deleted = make.a_reply(thread, member, f"Never {canary('deleted')}.")
    forum.delete_post(member, deleted)
    edited = make.a_reply(thread, member, f"Once {canary('edited')}.")
    forum.edit_post(member, edited, version=1, body="Another text.", lang="en")
    flagged = make.a_flag(edited, asker, sentence=f"Look: {canary('flag')}")
    moderation.lock_with_reason(editor, thread.id, reason=canary("reason"), lang="en")
    moderation.unlock_with_reason(editor, thread.id, reason=canary("reason"), lang="en")
    files = _files(member)
    with_file = forum.post_reply(member, reply, body="See the table.", lang="en", files=files)
    told = f"The office {canary('announced')}"
    news = make.an_announcement(editor, category=room, title=told, asks=True)
    forum.confirm_announcement(asker, news.id)
    forum.remind_readers(editor, news.id)
    poll = make.a_poll(
        thread, question=f"Which {canary('poll')}?", choices=[canary("choice"), "Another"]
    )
    marks = [make.a_mark(who, reply) for who in (member, left)]
    forum.watch(left, thread.id)
    forum.watch_category(left, room.id)
    merged = make.a_thread(asker, category=room, title=f"Also {canary('title')}", body="More.")
    seen = Seen(merged.id, 1, thread.id)
    forum.merge_thread(planted.insiders["moderator"], opening, seen, by_time=True)
    draft = make.a_text_begun(member, Place("reply", reply), f"I {canary('draft')}")
    of_left = make.a_text_begun(left, Place("reply", reply), "What I began.")
    record = library.draft_from_post(asker, reply)
    library.save_draft(asker, record, version=1, content=make.a_whole_content(themes=("leader",)))
    library.submit(asker, record)
    library.take(reader, record)
    library.accept(reader, record, note="Do it.", lang="en", marks=make.MARKS)
    its = make.the_experience(record)
    code = code_of(its.number)
    reuse = make.a_reuse(member, its)
    gathered = make.a_collection(member, its)
    posts = [opening, reply, hidden, deleted, edited, theirs, with_file]
    planted.ids |= {
        "thread": [thread.id, merged.id, news.id],
        "thread_id": [thread.id, merged.id, news.id],
        "file_id": [file.id for file in files],
        "size": ["document", *SIZES],
        "poll_id": [poll.id],
        "bookmark_id": marks,
        "post_id": posts,
        "category": [room.id],
        "category_id": [room.id],
        "case_id": [case, flagged],
        "draft_id": [draft, of_left],
        "account_id": [asker.id, left.id],
        "code": [code, "rs"],
        "name": [code],
        "version": [1],
        "form": ["full"],
        "section": ["short", "story", "publication"],
        "key": ["new"],
        "into": ["lv"],
        "remark_id": [1],
        "saved_id": [1],
        "search_id": [1],
        "part": [1],
        "reuse_id": [reuse],
        "follow_up_id": [follow_up],
        "consultation_id": [1],
        "step_id": [make.newest_step_of(reuse)],
        "collection_id": [gathered],
        "import_id": [1],
        "slot_id": [1],
        "mentorship_id": [1],
        "meeting_id": [1],
        "note_id": [1],
        "collection": [gathered],
        "table": ["breakdown", "months"],
        "year": [now().year - 1],
        "slug": ["leader"],
        "token": ["x"],
        "filename": ["exchange.css"],
    }


def _files(who: Actor) -> Sequence[Attached]:
    """A table with words of its own in its name and in it, a picture with some about it."""
    table = f"a,{canary('bytes')}\n".encode()
    return (
        a_file(who, table, f"{canary('file')}.csv"),
        a_file(who, name="barn.jpg", alt=f"A barn {canary('alt')}"),
    )


def _leave(planted: Planted) -> None:
    """Lena was in the room, wrote there and began to write; mails to her are not built yet."""
    assert planted.left is not None
    with transaction(None):
        db.session.query(Membership).filter_by(account_id=planted.left.id).delete()
    planted.outsiders["who has left"] = get_actor(planted.left.id)


_ALL = ".".join(map(str, range(1, 12)))
QUERIES: Mapping[str, Sequence[str]] = {
    "forum.show_threads": [
        "?state=waiting",
        "?state=mentor",
        "?state=unread",
        "?state=mine",
        "?state=watched",
        "?lang=en",
    ],
    "forum.show_category": ["?state=waiting", "?lang=en", "?from=1-1"],
    "forum.show_tag": ["?state=waiting", "?lang=en"],
    "forum.ask": ["?category=", "?draft=1"],
    "mentoring.confide": ["?draft=1", "?draft=2"],
    "forum.show_thread": ["?order=newest", "?order=best", "?closed=1", "?page=2"],
    "forum.show_readers": ["?who=confirmed", "?from=1"],
    "forum.show_bookmarks": ["?order=reminder"],
    "search.show_similar": [f"?title={canary('title')}", f"?title=who+knows+{canary('opening')}"],
    "moderation.move_post": [f"?q={n}" for n in range(1, 12)],
    "moderation.merge": [f"?q={n}" for n in range(1, 12)],
    "moderation.close_as_duplicate": [f"?{way}={n}" for way in ("q", "of") for n in range(1, 12)],
    "moderation.select_threads": [
        f"?ids={_ALL}",
        f"?ids={_ALL}&do=lock&to=&{'&'.join(f'id={n}' for n in range(1, 12))}",
        f"?ids={_ALL}&do=hide&to=&done=1.2.3",
    ],
    "forum.reply": ["?quote="],
    "moderation.revert": ["?to=1"],
    "api.show_site": ["?lang=en", "?from=999999"],
    "api.show_threads": ["?lang=en&ui=lv"],
    "search.find": [
        *(f"?q={canary(word)}" for word in WORDS),
        "?q=leader",
        "?q=something",
        "?q=Who&in=threads&lang=en",
    ],
}


def _pages(app: Flask, planted: Planted) -> Iterator[str]:
    """Every address of the map, with whatever may be asked of it."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            for address in planted.addresses(rule):
                queries = QUERIES.get(rule.endpoint, ())
                yield from (address, *(f"{address}{query}" for query in queries))


Browse = Callable[[Actor | None], FlaskClient]


@pytest.fixture
def browse(app: Flask, sign_in: Callable[..., None]) -> Browse:
    def start(who: Actor | None) -> FlaskClient:
        browser = app.test_client()
        if who:
            sign_in(type("Holder", (), {"flask": browser}), who)
        return browser

    return start


def _heard(browser: FlaskClient, address: str) -> str:
    """All that comes back: headers too, for where an answer leads may say enough."""
    answer = browser.get(address)
    assert answer.status_code < 500, address
    said = f"{answer.headers}\n{answer.get_data().decode(errors='replace')}"
    answer.close()
    asked = re.split(r"\?(?:q|title)=", address)[-1].partition("&")[0] if "=" in address else ""
    for typed in filter(None, asked.split("+")):  # a search says again what was typed
        said = said.replace(typed, "")
    return _without_address(said, address.partition("?")[0])


def _with_where_they_lead(browser: FlaskClient, pages: Iterable[str]) -> Sequence[str]:
    """Insiders are sent on to addresses that hold a title: others may have been told of them."""
    known = set(pages)
    for page in tuple(known):
        answer = browser.get(page)
        if answer.location:
            known.add(answer.location.removeprefix("http://localhost").partition("#")[0])
        answer.close()
    return sorted(known)


def _found(said: str) -> set[str]:
    return {word for word in WORDS if canary(word) in said}


@pytest.fixture
def planted(app: Flask) -> Planted:
    made, around = _surroundings()
    _plant(made, **around)
    return made


def test_those_whom_a_room_is_for_see_all_of_it_and_nobody_else_a_word(
    app: Flask, browse: Browse, planted: Planted
) -> None:
    _leave(planted)
    pages = _with_where_they_lead(browse(planted.insiders["member"]), _pages(app, planted))
    told: dict[str, set[str]] = {}
    for name, who in planted.insiders.items():
        browser = browse(who)
        told[name] = set().union(*(_found(_heard(browser, page)) for page in pages))
    everybody = {*OF_MEMBERS, "edited"}
    for name, words in told.items():
        assert words >= everybody, f"{name} does not see {everybody - words}"
    assert "draft" in told["member"]
    assert {"hidden", "reason", "sentence"} <= told["editor"]
    assert {"hidden", "reason", "sentence", "flag"} <= told["moderator"]
    leaks = [
        f"{name}: {page} says {sorted(words)}"
        for name, who in planted.outsiders.items()
        for browser in [browse(who)]
        for page in pages
        if (words := _found(_heard(browser, page)))
    ]
    assert leaks == []


def test_an_insider_finds_the_room_on_each_surface_that_lists(
    browse: Browse, planted: Planted
) -> None:
    """Else the walk above would prove nothing of it."""
    browser = browse(planted.insiders["member"])
    room, thread = planted.ids["category"][0], planted.ids["thread"][0]
    reply, record = planted.ids["post_id"][1], planted.ids["name"][0]  # type: ignore[misc]
    surfaces = {
        "/en/": {"title", "category", "announced"},
        "/en/threads": {"title", "category"},
        "/en/threads?state=unread": {"title"},
        f"/en/categories/{room}-a-place-{canary('category')}": {"title", "description"},
        "/en/tags/leader": {"title"},
        f"/en/search?q={canary('reply')}": {"title"},
        f"/en/threads/{thread}-who-knows-{canary('title')}": {
            *("title", "opening", "reply", "file", "alt", "poll", "choice", "outcome"),
        },
        f"/en/posts/{planted.ids['post_id'][0]}/history": {"before", "title-before"},
        f"/en/posts/{reply}/reply?quote={reply}": {"reply"},
        "/en/drafts": {"draft", "title"},
        "/en/ask": {"category"},
        "/en/bookmarks": {"title"},
        f"/en/ask/similar?title=who+{canary('opening')}": {"title"},
        f"/en/threads/{thread}/print": {"title", "opening", "reply"},
        f"/files/{planted.ids['file_id'][0]}/document": {"bytes", "file"},
        f"/en/experiences/{record}-five-seats-one-bus": {"title"},
    }
    for address, words in surfaces.items():
        said = _heard(browser, address)
        assert words <= _found(said), f"{address}: {said[:300]}"


def test_others_are_shown_what_they_would_be_shown_if_there_were_no_room(
    app: Flask, browse: Browse
) -> None:
    """So no count, page number, suggestion or order tells of it."""
    made, around = _surroundings()
    browsers = {name: browse(who) for name, who in made.outsiders.items()}
    pages = [
        *("/en/", "/en/threads", "/en/threads?state=waiting", "/en/tags/leader", "/en/ask"),
        *("/en/organisations/rs", "/en/mentors", "/en/notifications", "/en/drafts", "/en/desk"),
        *(f"/en/threads?state={state}" for state in ("unread", "mine", "watched")),
        *("/en/bookmarks", f"/en/ask/similar?title=who+knows+{canary('title')}"),
        *(f"/feeds/{feed}.atom" for feed in ("threads", "tags/leader")),
        *(f"/en/search?q={words}" for words in (canary("title"), canary("reply"), "ask", "who")),
        *("/en/search?q=who&in=threads", f"/en/people/{made.insiders['asker'].id}"),
    ]

    def seen() -> dict[tuple[str, str], str]:
        heard = {
            (name, page): browser.get(page).get_data(as_text=True)
            for name, browser in browsers.items()
            for page in pages
        }
        return {key: _PASSING.sub("", said) for key, said in heard.items()}

    before = seen()
    _plant(made, **around)
    assert _found(_heard(browse(made.insiders["member"]), "/en/"))
    after = seen()
    told = [key for key in before if before[key] != after[key] and "experience" not in key[1]]
    # The public record that grew out of the room is for everybody, and stands on the front page.
    record = re.compile(r"<section>(?:(?!</section>).)*Five seats, one bus.*?</section>", re.S)
    told = [key for key in told if key[1] != "/en/" or not record.search(after[key])]
    assert told == []


def test_a_room_of_others_is_asked_for_as_what_is_not_there(
    app: Flask, browse: Browse, planted: Planted
) -> None:
    numbers = {"thread", "thread_id", "post_id", "category", "category_id", "case_id"}
    told = []
    for name, who in planted.outsiders.items():
        browser = browse(who)
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or not rule.arguments & numbers:
                continue
            for address in planted.addresses(rule):
                nowhere = re.sub(r"/\d+", f"/{IN_NO_PLACE}", address)
                queries = "?to=1" if rule.endpoint == "moderation.revert" else ""
                here, there = (_answer(browser, one, queries) for one in (address, nowhere))
                if here != there:
                    told.append(f"{name}: {address}")
    assert told == []


def _answer(browser: FlaskClient, address: str, queries: str) -> tuple[int, str]:
    """Without the address itself, which stands on the page for each language."""
    answer = browser.get(f"{address}{queries}")
    said = _PASSING.sub("", f"{answer.location}{answer.get_data(as_text=True)}")
    return answer.status_code, _without_address(said, address)


def _without_address(said: str, address: str) -> str:
    place = re.escape(address.removeprefix("/en")).replace("/", "(?:/|%2F)")
    return re.sub(f"{place}(?![0-9a-z-])", "", said) if len(address) > len("/en/") else said


def test_mails_and_notifications_of_a_room_reach_those_in_it_only(
    app: Flask, planted: Planted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exchange.notifications.mail.folder_of", lambda _settings: tmp_path)
    _leave(planted)
    while deliver_due():
        pass
    mails = [file.read_bytes().decode("utf-8", "replace") for file in tmp_path.iterdir()]
    to = {who.name for who in planted.outsiders.values() if who}
    inside = [mail for mail in mails if _found(mail)]
    assert any("Asta Asker" in mail for mail in inside)  # of the reply to her question
    assert any("Guido Guest" in mail for mail in inside)  # a mentor who is invited is asked too
    reached = [name for name in to for mail in inside if f"To: {name}" in mail]
    assert reached == []
    of_room = select(Notification.account_id).where(
        Notification.subject_kind == "post",
        Notification.subject_id.in_(
            select(Post.id).join(Thread, Thread.id == Post.thread_id).where(Thread.in_room)
        ),
    )
    told = set(db.session.scalars(of_room))
    left = planted.outsiders["who has left"]
    assert left
    assert left.id in told  # while she was a member; by now there is nothing
    assert notification_page(left, 1).notifications == []
    assert planted.insiders["invited mentor"].id in told
    for name, who in planted.outsiders.items():
        assert who is None or who.id not in told or name == "who has left", name

"""Staff announce something, for as long as it matters, and change how it is made known."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import func, select

from exchange.forum import actions, queries
from exchange.forum.announcing import (
    Terms,
    may_announce,
    may_announce_in,
    may_change_announcement,
)
from exchange.forum.models import Announcement, Category, Thread
from exchange.forum.queries.announcements import announcement_to_change
from exchange.forum.writing import Place
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.people.actor import GUEST, Actor
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_room,
    a_text_begun,
    a_thread,
    an_admin,
    an_announcement,
    an_editor,
    an_organisation,
)
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
SAME_SITE = {"Origin": "http://localhost", "Referer": "http://localhost/en/ask"}
TEXT = {"title": "The office is closed on Monday", "body": "Come on Tuesday.", "lang": "en"}


def day_after(days: int) -> str:
    return (now().date() + timedelta(days=days)).isoformat()


def terms_of(thread: Thread) -> Announcement:
    db.session.rollback()
    return db.session.get_one(Announcement, thread.id, populate_existing=True)


@pytest.fixture
def network(app: Flask) -> SimpleNamespace:
    """An organisation with a room, its editor and a member."""
    ours = an_organisation()
    room = a_room(ours)
    editor, member = an_editor(ours), a_person(organisation=ours)
    return SimpleNamespace(ours=ours, room=room, editor=editor, member=member)


def test_a_moderator_announces_something_to_everybody(
    client: CheckedClient, sign_in: SignIn
) -> None:
    place = a_category()
    sign_in(client, a_moderator())
    page = client.get(client.get("/en/").link("Write an announcement"))
    assert page.h1 == "Write an announcement"
    told = {"category": str(place.id), "front_until": day_after(7), "asks": "y"}
    page = client.submit(page, "/announce", **TEXT, **told)
    assert page.h1 == TEXT["title"]
    assert "Announcement" in page.one(".chips").text
    thread = db.session.scalars(select(Thread).where(Thread.kind == "announcement")).one()
    until = datetime.combine(now().date() + timedelta(days=8), datetime.min.time(), UTC)
    assert (terms_of(thread).front_until, terms_of(thread).asks) == (until, True)
    sign_in(client, a_person())
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.h1 == TEXT["title"]
    assert page.form("/reply")  # anybody may reply


def test_an_editor_announces_in_the_own_room_and_nowhere_else(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    open_to_all, other_room = a_category(), a_room(an_organisation())
    sign_in(client, network.editor)
    page = client.get(f"/en/categories/{network.room.id}", follow=True)
    page = client.get(page.link("Announce something here"))
    assert [one["value"] for one in page.all("select[name=category] option")] == [
        str(network.room.id)
    ]
    for place in (open_to_all, other_room):
        form = page.form("/announce").fill(**TEXT)
        form.fields["category"] = [str(place.id)]
        refused = client.send(form)
        assert refused.status == 422
        assert "Please choose one of the list." in refused.text
        with pytest.raises(NotAllowed):
            actions.announce(network.editor, category_id=place.id, terms=Terms(None, False), **TEXT)
    assert db.session.scalar(select(func.count()).select_from(Announcement)) == 0
    client.submit(page, "/announce", **TEXT)
    assert db.session.scalars(select(Thread.category_id)).all() == [network.room.id]


@pytest.mark.parametrize("make", [a_person, a_mentor])
def test_others_are_neither_offered_it_nor_let_by(
    client: CheckedClient, sign_in: SignIn, make: Callable[[], Actor]
) -> None:
    place, who = a_category(), make()
    sign_in(client, who)
    for page in ("/en/threads", "/en/ask", f"/en/categories/{place.id}"):
        assert "announcement" not in client.get(page, follow=True).text.lower()
    assert client.get("/en/announce").status == 403
    form = client.get("/en/ask").form("/ask").fill(**TEXT, category=str(place.id))
    form.fields["kind"] = ["announcement"]
    page = client.send(form)
    assert page.status == 422
    assert "Please choose one of the list." in page.text
    for address in ("/en/announce", "/en/announce/draft"):
        assert client.post(address, form.data, headers=SAME_SITE).status == 403
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 0
    with pytest.raises(NotAllowed):
        actions.announce(who, category_id=place.id, terms=Terms(None, False), **TEXT)


def test_an_editor_of_a_network_without_a_room_has_nowhere_to_announce_something(
    client: CheckedClient, sign_in: SignIn
) -> None:
    sign_in(client, an_editor())
    assert client.get("/en/announce").status == 403
    assert "announcement" not in client.get("/en/").text


def test_drafts_of_announcements_are_kept_for_those_only_who_may_announce(app: Flask) -> None:
    for who in (a_person(), an_editor(), get_actor(a_person(suspended_at=LONG_AGO).id)):
        with pytest.raises(NotAllowed):
            a_text_begun(who, Place("announce"))
    assert a_text_begun(a_moderator(), Place("announce"))


def test_who_may_announce_where() -> None:
    editor = Actor(
        id=1,
        state="active",
        edits=frozenset({7}),
        rooms=frozenset({3, 4}),
        moderated_rooms=frozenset({3}),
    )
    moderator = Actor(id=2, state="active", roles=frozenset({"moderator"}))
    member = Actor(id=3, state="active", rooms=frozenset({3}))
    suspended = Actor(id=4, state="suspended", moderated_rooms=frozenset({3}))
    assert [bool(may_announce(who)) for who in (editor, moderator, member, suspended, GUEST)] == [
        *(True, True, False, False, False)
    ]
    places = {
        who.id: [place for place in (1, 3, 4) if may_announce_in(who, place)]
        for who in (editor, moderator, member, suspended, GUEST)
    }
    assert places == {1: [3], 2: [1, 3, 4], 3: [], 4: [], 0: []}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("front_until", "2026-02-30", "A day like 2026-05-31, please."),
        ("front_until", "soon", "A day like 2026-05-31, please."),
        ("front_until", "2020-01-01", "A day from today on, within a year, please."),
        ("front_until", day_after(400), "A day from today on, within a year, please."),
        ("title", "x" * 201, "At most 200 characters, please; there are 201."),
        ("title", "", "This cannot be empty."),
        ("body", "", "This cannot be empty."),
        ("category", "", "Please choose one of the list."),
    ],
)
def test_what_cannot_be_is_told_and_everything_typed_stays(
    client: CheckedClient, sign_in: SignIn, field: str, value: str, said: str
) -> None:
    places = [a_category(), a_category()]
    sign_in(client, a_moderator())
    good = {"category": str(places[1].id), "front_until": day_after(3), "asks": "y", **TEXT}
    page = client.submit("/en/announce", "/announce", **(good | {field: value}))
    assert page.status == 422
    assert said in page.text
    kept = page.form("/announce").data
    assert {name: kept[name] for name in good} == good | {field: value}
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 0


def test_today_is_a_day_and_without_one_it_is_not_on_the_front_page(
    client: CheckedClient, sign_in: SignIn
) -> None:
    place = a_category()
    sign_in(client, a_moderator())
    for day in (day_after(0), ""):
        values = {"category": str(place.id), "front_until": day, **TEXT}
        client.submit("/en/announce", "/announce", **values)
    rows = db.session.scalars(select(Announcement).order_by(Announcement.thread_id)).all()
    assert [row.front_until is None for row in rows] == [False, True]
    assert [row.asks for row in rows] == [False, False]


def test_sent_twice_it_is_one_thread(client: CheckedClient, sign_in: SignIn) -> None:
    place = a_category()
    sign_in(client, a_moderator())
    form = client.get("/en/announce").form("/announce").fill(**TEXT, category=str(place.id))
    first, second = client.send(form), client.send(form)
    assert (first.status, first.location) == (second.status, second.location)
    assert db.session.scalar(select(func.count()).select_from(Announcement)) == 1


def test_a_draft_keeps_what_was_chosen_and_goes_when_it_is_posted(
    client: CheckedClient, sign_in: SignIn
) -> None:
    place = a_category()
    sign_in(client, a_moderator())
    chosen = {"category": str(place.id), "front_until": day_after(9), "asks": "y", **TEXT}
    page = client.submit("/en/announce", "/announce/draft", **chosen)
    assert "This is your draft, saved" in page.text
    page = client.get("/en/drafts")
    assert "Announcement" in page.one("main").text
    page = client.get(page.link(TEXT["title"]))
    page = client.get(f"/en/announce?draft={page.path.rpartition('/')[2]}")
    kept = page.form("/announce").data
    assert {name: kept[name] for name in chosen} == chosen
    assert client.get("/en/ask").form("/ask").data["title"] == ""  # it belongs to another page
    # Whoever comes from another category goes on with what they began.
    other = client.get(f"/en/announce?category={a_category().id}")
    assert other.form("/announce").data["category"] == str(place.id)
    client.submit(page, "/announce")
    assert "You have no drafts" in client.get("/en/drafts").text


@pytest.mark.parametrize(
    ("day", "shown"), [("2020-01-01", ""), ("next mon", "next mon"), (day_after(2), day_after(2))]
)
def test_a_draft_is_kept_whatever_stands_for_the_day_and_a_day_that_has_passed_goes(
    client: CheckedClient, sign_in: SignIn, day: str, shown: str
) -> None:
    place = a_category()
    sign_in(client, a_moderator())
    typed = {"category": str(place.id), "front_until": day, **TEXT}
    page = client.submit("/en/announce", "/announce/draft", **typed)
    assert "This is your draft, saved" in page.text
    kept = page.form("/announce").data
    assert {name: kept[name] for name in typed} == typed | {"front_until": shown}


def test_a_draft_for_a_category_that_is_not_on_offer_goes_to_no_other_by_itself(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    began_for = {"category": str(a_category().id), "front_until": "", "asks": False}
    a_text_begun(network.editor, Place("announce"), choices=began_for, **TEXT)
    sign_in(client, network.editor)
    for _ in range(2):  # undecided it is kept, and asks again
        page = client.get("/en/announce")
        options = [one["value"] for one in page.all("select[name=category] option")]
        assert options == ["", str(network.room.id)]
        assert page.form("/announce").data["category"] == ""
        page = client.submit(page, "/announce/draft", category="")
        assert "This is your draft, saved" in page.text
    page = client.submit(page, "/announce")
    assert page.status == 422
    assert "Please choose one of the list." in page.text
    client.submit(page, "/announce", category=str(network.room.id))
    assert db.session.scalars(select(Thread.category_id)).all() == [network.room.id]


def test_a_preview_shows_the_text_and_posts_nothing(client: CheckedClient, sign_in: SignIn) -> None:
    place = a_category()
    sign_in(client, a_moderator())
    values = {"category": str(place.id), "front_until": day_after(2), **TEXT}
    values["body"] = "**Come**"
    page = client.submit("/en/announce", "/announce", "preview", **values)
    assert page.one(".preview strong").text == "Come"
    assert page.form("/announce").data["front_until"] == day_after(2)
    assert db.session.scalar(select(func.count()).select_from(Thread)) == 0


def test_the_day_and_the_asking_are_changed_and_it_is_ended_early(
    client: CheckedClient, sign_in: SignIn
) -> None:
    moderator = a_moderator()
    thread = an_announcement(moderator, days=3)
    sign_in(client, an_admin())
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    page = client.get(page.link("Change how it is announced"))
    assert page.form("/announcement").data["front_until"] == day_after(3)
    page = client.submit(page, "/announcement", front_until=day_after(30), asks="y")
    assert "The announcement is changed." in page.text
    assert terms_of(thread).asks
    page = client.get(f"/en/threads/{thread.id}/announcement")
    assert page.form("/announcement").data["front_until"] == day_after(30)
    client.submit(page, "/announcement", front_until="")
    assert terms_of(thread).front_until is None


def test_a_stale_change_is_told_with_both(client: CheckedClient, sign_in: SignIn) -> None:
    moderator = a_moderator()
    thread = an_announcement(moderator, days=3)
    sign_in(client, moderator)
    form = client.get(f"/en/threads/{thread.id}/announcement").form("/announcement")
    until = now() + timedelta(days=5)
    actions.change_announcement(an_admin(), thread.id, version=1, terms=Terms(until, True))
    page = client.send(form.fill(front_until=day_after(40)))
    assert page.status == 409
    assert "put into yours what should stay" in page.text
    assert "Ask readers to confirm" in page.one(".notice").text
    assert terms_of(thread).asks
    page = client.submit(page, "/announcement")
    assert "The announcement is changed." in page.text
    assert not terms_of(thread).asks
    with pytest.raises(Stale):
        actions.change_announcement(moderator, thread.id, version=2, terms=Terms(None, False))


@pytest.mark.parametrize("value", ["2020-01-01", "2026-02-30", day_after(400)])
def test_an_impossible_day_changes_nothing(
    client: CheckedClient, sign_in: SignIn, value: str
) -> None:
    moderator = a_moderator()
    thread = an_announcement(moderator)
    before = terms_of(thread).front_until
    sign_in(client, moderator)
    page = client.submit(
        f"/en/threads/{thread.id}/announcement", "/announcement", front_until=value
    )
    assert page.status == 422
    assert page.form("/announcement").data["front_until"] == value
    assert terms_of(thread).front_until == before


def test_only_who_may_announce_there_changes_it(
    client: CheckedClient, sign_in: SignIn, network: SimpleNamespace
) -> None:
    ours = an_announcement(network.editor, category=network.room)
    public = an_announcement()
    sign_in(client, network.editor)
    assert client.get(f"/en/threads/{ours.id}/announcement").status == 200
    assert client.get(f"/en/threads/{public.id}/announcement").status == 403
    page = client.get(f"/en/threads/{public.id}", follow=True)
    assert "Change how it is announced" not in page.text
    sign_in(client, network.member)
    assert client.get(f"/en/threads/{ours.id}/announcement").status == 403
    terms = Terms(None, True)
    refused = [
        (network.editor, public, NotAllowed),
        (network.member, ours, NotAllowed),
        (a_person(), ours, NotFound),
        (an_editor(), ours, NotFound),
        (GUEST, public, NotAllowed),
        (get_actor(a_person(suspended_at=LONG_AGO, is_moderator=True).id), public, NotAllowed),
    ]
    for who, thread, why in refused:
        with pytest.raises(why):
            actions.change_announcement(who, thread.id, version=1, terms=terms)
        with pytest.raises(why):
            announcement_to_change(who, thread.id)


def test_what_is_no_announcement_is_not_changed_into_one(app: Flask) -> None:
    thread, moderator = a_thread(kind="discussion"), a_moderator()
    assert not may_change_announcement(moderator, queries.thread_head(moderator, thread.id))
    with pytest.raises(NotAllowed):
        actions.change_announcement(moderator, thread.id, version=0, terms=Terms(None, True))


def test_one_from_before_gets_its_terms_when_they_are_chosen(app: Flask) -> None:
    thread, moderator = a_thread(kind="announcement"), a_moderator()
    _head, row = announcement_to_change(moderator, thread.id)
    assert (row.front_until, row.asks, row.edit_version) == (None, False, 0)
    actions.change_announcement(moderator, thread.id, version=0, terms=Terms(None, True))
    assert (terms_of(thread).asks, terms_of(thread).edit_version) == (True, 1)


def test_a_category_that_is_not_there_or_not_open_is_refused(app: Flask) -> None:
    with pytest.raises(Refused):
        actions.announce(a_moderator(), category_id=999, terms=Terms(None, False), **TEXT)


def test_the_count_of_its_category_rises(app: Flask) -> None:
    thread = an_announcement()
    with transaction(None):
        assert db.session.get_one(Category, thread.category_id).thread_count == 1


def test_nobody_is_called_the_asker_of_what_is_no_question(client: CheckedClient) -> None:
    asker = a_person("Asks")
    for kind, is_called in (("question", True), ("discussion", False), ("announcement", False)):
        thread = a_thread(asker, kind=kind)
        printed = client.get(f"/en/threads/{thread.id}/print")
        shown = client.get(client.get(f"/en/threads/{thread.id}").location)
        for page in (printed, shown):
            assert ("asker" in page.one("article.post header").text) is is_called, kind


def test_what_is_no_question_was_written_not_asked(client: CheckedClient) -> None:
    asker = a_person(organisation=an_organisation(country="LV"))
    for kind in ("question", "discussion", "announcement"):
        page = client.get(f"/en/threads/{a_thread(asker, kind=kind).id}", follow=True)
        facts = [one.text for one in page.all("dl.pairs dt")]
        verb = "Asked" if kind == "question" else "Written"
        assert facts[:2] == [f"{verb} from", f"{verb} on"], kind

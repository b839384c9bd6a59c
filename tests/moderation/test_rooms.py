"""An editor moderates in the rooms of the own organisation, as moderators do, and nowhere else."""

import pytest

from exchange.forum.actions import edit_post, hide_post, move_branch, move_thread
from exchange.forum.models import Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.moderation.actions import (
    decide_case,
    hide_with_reason,
    lock_with_reason,
    revert_post,
    show_again,
    unlock_with_reason,
)
from exchange.moderation.queries import (
    case_page,
    count_open_cases,
    decision_page,
    log_page,
    queue_page,
)
from exchange.people.models import Membership
from exchange.people.queries import get_actor
from tests.factories import (
    a_category,
    a_flag,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_organisation,
    opening_of,
    saved,
)

WHY = {"reason": "It goes on elsewhere.", "lang": "en"}
RULE = {"rule": "respect", "sentence": "Be kind.", "lang": "en"}


class Place:
    """A thread with a reply, and how the editor of a room can be told from others there."""

    def __init__(self, category, asker):
        self.thread = a_thread(asker, category=category)
        self.reply = a_reply(self.thread, asker, body="So do we.")
        edit_post(asker, self.reply, version=1, body="So do they.", lang="en")

    @property
    def row(self):
        return db.session.get_one(Thread, self.thread.id, populate_existing=True)


@pytest.fixture
def ours(app):
    return an_organisation()


@pytest.fixture
def room(ours):
    return a_room(ours)


@pytest.fixture
def editor(ours, room):
    return a_person("Edna", organisation=ours, role="editor")


@pytest.fixture
def inside(ours, room):
    return Place(room, a_person(organisation=ours))


def test_they_hide_and_show_lock_and_unlock_and_put_texts_back(inside, editor):
    case = hide_with_reason(editor, inside.reply, post_version=2, **RULE)
    assert inside.row.reply_count == 0
    show_again(editor, inside.reply, **WHY)
    assert inside.row.reply_count == 1
    lock_with_reason(editor, inside.thread.id, **WHY)
    assert inside.row.locked_at
    unlock_with_reason(editor, inside.thread.id, **WHY)
    assert not inside.row.locked_at
    revert_post(editor, inside.reply, to=1, version=2, **WHY)
    assert [entry.what for entry in log_page(editor).entries] == [
        "reverted",
        "unlocked",
        "locked",
        "shown",
        "hidden",
    ]
    assert decision_page(editor, case).decision.title


def test_they_do_so_by_the_pages(client, sign_in, inside, editor):
    sign_in(client, editor)
    page = client.get(f"/en/threads/{inside.thread.id}", follow=True)
    page = client.get(page.link("Lock this thread"))
    page = client.submit(page, "/lock", reason="It goes on elsewhere.")
    assert "The thread is locked." in page.text
    page = client.get(f"/en/posts/{inside.reply}/hide")
    page = client.submit(page, "/hide", rule="respect", sentence="Be kind.")
    assert "The post is hidden." in page.text
    page = client.get(f"/en/threads/{inside.thread.id}", follow=True)
    assert "So do they." in page.text  # who moderates here sees what is hidden
    page = client.get(client.get(page.link("Moderation")).link("Log"))
    assert "Post" in page.text
    assert "was hidden" in page.text
    assert "Show again" in page.text
    page = client.get(f"/en/posts/{inside.reply}/history")
    assert "Put version 1 back" in page.text


def test_hidden_from_members_of_the_room_and_seen_by_its_editors(inside, editor, ours):
    hide_post(editor, opening_of(inside.thread))
    member = a_person(organisation=ours)
    with pytest.raises(NotFound):
        lock_with_reason(member, inside.thread.id, **WHY)
    lock_with_reason(editor, inside.thread.id, **WHY)


DEEDS = {
    "hide": lambda who, at: hide_with_reason(who, at.reply, post_version=2, **RULE),
    "show": lambda who, at: show_again(who, at.reply, **WHY),
    "lock": lambda who, at: lock_with_reason(who, at.thread.id, **WHY),
    "unlock": lambda who, at: unlock_with_reason(who, at.thread.id, **WHY),
    "revert": lambda who, at: revert_post(who, at.reply, to=1, version=2, **WHY),
    "hide at once": lambda who, at: hide_post(who, at.reply),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_in_a_public_category_they_do_nothing_of_this(editor, deed):
    outside = Place(None, a_person())
    with pytest.raises(NotAllowed):
        DEEDS[deed](editor, outside)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_member_of_the_room_does_nothing_of_this(inside, ours, deed):
    with pytest.raises(NotAllowed):
        DEEDS[deed](a_person(organisation=ours), inside)


@pytest.mark.parametrize("deed", DEEDS)
def test_an_editor_who_is_only_invited_does_nothing_of_this(ours, deed):
    guest = a_person(organisation=an_organisation(), role="editor")
    room = a_room(ours, guests=[guest])
    with pytest.raises(NotAllowed):
        DEEDS[deed](get_actor(guest.id), Place(room, a_person(organisation=ours)))


@pytest.mark.parametrize("deed", DEEDS)
def test_for_an_editor_of_another_organisation_there_is_nothing(inside, deed):
    other = a_person(organisation=an_organisation(), role="editor")
    with pytest.raises(NotFound):
        DEEDS[deed](other, inside)


def test_nobody_decides_about_the_own_post_in_a_room_either(ours, editor):
    place = Place(a_room(ours), editor)
    for deed in ("hide", "show"):
        with pytest.raises(NotAllowed):
            DEEDS[deed](editor, place)


def test_the_log_of_an_editor_holds_the_own_rooms_only(inside, editor):
    moderator, outside = a_moderator(), Place(None, a_person())
    lock_with_reason(moderator, outside.thread.id, **WHY)
    assert log_page(editor).entries == []
    lock_with_reason(moderator, inside.thread.id, **WHY)
    assert [entry.thread_id for entry in log_page(editor).entries] == [inside.thread.id]
    assert len(log_page(moderator).entries) == 2
    without = a_person(organisation=an_organisation(), role="editor")
    with pytest.raises(NotAllowed):
        log_page(without)


def test_decisions_of_a_room_are_read_by_its_editors_and_by_no_others(inside, editor):
    case = hide_with_reason(a_moderator(), inside.reply, post_version=2, **RULE)
    assert decision_page(editor, case).may_show
    with pytest.raises(NotFound):
        decision_page(a_person(organisation=an_organisation(), role="editor"), case)


def test_who_has_left_the_room_reads_of_the_own_post_but_not_where_it_stood(inside, editor, ours):
    author = a_person(organisation=ours)
    reply = a_reply(inside.thread, author)
    case = hide_with_reason(editor, reply, post_version=1, **RULE)
    assert decision_page(author, case).decision.title
    db.session.query(Membership).filter_by(account_id=author.id).delete()
    db.session.commit()
    page = decision_page(get_actor(author.id), case)
    assert (page.decision.title, page.decision.sentence) == ("", "Be kind.")


def test_who_has_become_an_editor_moderates_from_then_on(inside, ours):
    person = a_person()
    saved(Membership(account_id=person.id, organisation_id=ours.id, role="editor"))
    lock_with_reason(person, inside.thread.id, **WHY)  # asked again in the transaction
    assert inside.row.locked_at


def test_an_editor_looks_for_a_place_only_among_what_they_may_moderate(client, sign_in):
    ours, theirs = an_organisation(), an_organisation()
    mine, other = a_room(ours), a_room(theirs)
    editor = a_person(organisation=ours, role="editor")
    thread = a_thread(get_actor(editor.id), category=mine)
    reply = a_reply(thread, get_actor(editor.id))
    secret = a_thread(a_person(organisation=theirs), category=other, title="Who stands?")
    public = a_thread(title="For everybody")
    sign_in(client, editor)
    for elsewhere in (secret, public):
        page = client.get(f"/en/posts/{reply}/move?q={elsewhere.id}", follow=True)
        assert str(opening_of(elsewhere)) not in page.address
        assert elsewhere.title not in page.text
    with pytest.raises((NotFound, NotAllowed, Refused)):
        move_thread(get_actor(editor.id), public.category_id, Seen(thread.id, 1))
    with pytest.raises((NotFound, NotAllowed)):
        move_branch(get_actor(editor.id), reply, opening_of(public), Seen(thread.id, 1, public.id))


def test_what_moves_out_of_a_room_is_everybodys_at_once_and_into_one_nobodys_else(client):
    room = a_room(an_organisation())
    thread = a_thread(get_actor(a_moderator().id), category=room, title="The budget of next year")
    here = f"/en/threads/{thread.id}"
    assert client.get(here, follow=True).status == 404
    open_one = a_category()
    moderator = a_moderator()
    move_thread(moderator, open_one.id, Seen(thread.id, 1))
    assert client.get(here, follow=True).status == 200
    assert "The budget of next year" in client.get("/en/threads").text
    move_thread(moderator, room.id, Seen(thread.id, 2))
    assert client.get(here, follow=True).status == 404
    assert "The budget of next year" not in client.get("/en/threads").text
    assert "The budget of next year" not in client.get("/en/search?q=budget").text


def test_before_a_thread_moves_where_its_author_may_not_enter_the_page_says_so(client, sign_in):
    ours, moderator = an_organisation(), a_moderator("Mo")
    room = a_room(ours)
    asked = [a_thread(a_person("Ana")), a_thread(a_person("Bea", organisation=ours))]
    asked.append(a_thread(moderator))
    sign_in(client, moderator)
    said = "will no longer be able to read it"
    for thread, is_told in zip(asked, (True, False, False), strict=True):
        page = client.get(f"/en/threads/{thread.id}/move?to={room.id}")
        assert (f"Ana {said}" in page.text) == is_told
        assert (said in page.text) == is_told
    page = client.get(f"/en/threads/{asked[0].id}/move?to={asked[1].category_id}")
    assert said not in page.text
    ids = [one.id for one in asked]
    given = {"ids": ".".join(map(str, ids)), "id": ids, "do": "move", "to": room.id}
    page = client.get("/en/moderation/threads", query_string=given)
    assert f"Ana {said}" in page.text
    assert page.text.count(said) == 1


def test_an_editor_of_one_room_is_led_to_no_move_and_one_of_two_is(client, sign_in):
    ours = an_organisation()
    room = a_room(ours)
    editor = a_person(organisation=ours, role="editor")
    thread = a_thread(a_person(organisation=ours), category=room)
    sign_in(client, editor)
    here, several = f"/en/threads/{thread.id}", f"/en/moderation/threads?ids={thread.id}"

    def offers_moving():
        page = client.get(here, follow=True)
        assert page.link("Lock this thread")
        linked = any(link.name == "Move this thread" for link in page.links)
        boxes = client.get(several)
        assert bool(boxes.all("input[value=move]")) == linked
        assert bool(boxes.all("select[name=to]")) == linked
        return linked

    assert not offers_moving()
    assert "There is no other category" in client.get(f"/en/threads/{thread.id}/move").text
    sent = client.get(f"{several}&id={thread.id}&do=move&to={room.id}")
    assert sent.status == 422
    a_room(ours, names={"en": "The other room"})
    assert offers_moving()
    assert client.get(f"/en/threads/{thread.id}/move").link("The other room")


LEAVE = {"version": 1, "outcome": "dismissed", "rule": "", "sentence": "", "lang": ""}


def test_what_is_flagged_in_a_room_waits_for_its_editors_too(client, sign_in, inside, editor, ours):
    case = a_flag(inside.reply, a_person("Flo", organisation=ours))
    a_flag(a_reply(a_thread()))
    other = a_person(organisation=(elsewhere := an_organisation()), role="editor")
    a_room(elsewhere)
    waiting = [count_open_cases(get_actor(one.id)) for one in (editor, other, a_moderator())]
    assert waiting == [1, 0, 2]
    assert [card.case.id for card in queue_page(editor).cards] == [case]
    sign_in(client, editor)
    page = client.get("/en/")
    [menu] = {link.href for link in page.links if link.name.startswith("Moderation")}
    assert menu == "/en/moderation"
    page = client.get(client.get("/en/moderation").link(f"Decide about post {inside.reply}"))
    assert "Flo" in page.text
    client.submit(page, "/decide", outcome="hidden", rule="respect", sentence="Be kind.")
    assert inside.row.reply_count == 0
    assert count_open_cases(get_actor(editor.id)) == 0


def test_an_editor_decides_nothing_outside_the_own_rooms_nor_of_the_own_posts(inside, editor, ours):
    public, own = a_reply(a_thread()), a_reply(inside.thread, editor)
    cases = [a_flag(public), a_flag(own, a_person(organisation=ours))]
    assert count_open_cases(editor) == 0
    for case in cases:
        with pytest.raises(NotFound):
            case_page(editor, case)
        with pytest.raises(NotFound):
            decide_case(editor, case, post_version=1, **LEAVE)
    member = a_person(organisation=ours)
    for ask in (queue_page, count_open_cases):
        with pytest.raises(NotAllowed):
            ask(member)
    other = a_person(organisation=(elsewhere := an_organisation()), role="editor")
    a_room(elsewhere)
    with pytest.raises(NotFound):
        decide_case(get_actor(other.id), a_flag(inside.reply, editor), post_version=2, **LEAVE)

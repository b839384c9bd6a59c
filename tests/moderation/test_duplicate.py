"""Closing a thread as a duplicate of another, in any language: said why, led on, undone."""

import pytest

from exchange.forum import actions as forum
from exchange.forum import queries as forum_queries
from exchange.forum.models import Category, Thread
from exchange.forum.moving import Seen
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.models import LogEntry
from exchange.people.actor import GUEST
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_tag,
    a_thread,
    an_announcement,
    an_organisation,
    opening_of,
)

WHY = Why("It was answered in spring.", "en")
LED = "Closed as a duplicate. Read on in:"


@pytest.fixture
def original(app):
    return a_thread(title="Kas maksā animatoram?", lang="lv")


def row(thread):
    db.session.rollback()
    return db.session.get_one(Thread, thread.id, populate_existing=True)


def seen_of(thread, into=None):
    return Seen(thread.id, row(thread).edit_version, into.id if into else 0)


def close(thread, original, who=None):
    seen = seen_of(thread, original)
    actions.close_as_duplicate_with_reason(who or a_moderator(), seen, WHY)


def reopen(thread, who=None):
    actions.reopen_with_reason(who or a_moderator(), seen_of(thread), WHY)


def deeds():
    db.session.rollback()
    return [(e.what, e.reason) for e in db.session.query(LogEntry).order_by(LogEntry.id)]


def shown(client, thread):
    return client.get(f"/en/threads/{thread.id}", follow=True)


def leads_to(page, original):
    return [link.href for link in page.links if f"/threads/{original.id}-" in link.href]


def test_a_moderator_closes_a_question_and_reopens_it_and_the_log_says_why(
    client, moderator, original
):
    thread = a_thread(a_person("Asker"))
    page = client.get(shown(client, thread).link("Close as a duplicate"))
    page = client.submit(page, "/duplicate", q="Kas maksā animatoram")
    page = client.get(page.link("Kas maksā animatoram?"))
    page = client.submit(page, "/duplicate", reason=WHY.reason)
    assert "It is closed as a duplicate." in page.text
    assert LED in page.text
    assert (row(thread).duplicate_of_id, row(thread).locked_at is None) == (original.id, False)
    log = client.get("/en/moderation/log")
    for words in ("A thread was closed as a duplicate", WHY.reason, "Author: Asker"):
        assert words in log.text
    [undo] = [link for link in log.links if link.name.startswith("Undo this")]
    page = client.submit(client.get(undo.href), "/unduplicate", reason="It asks something else.")
    assert "The thread is reopened." in page.text
    assert LED not in page.text
    assert (row(thread).duplicate_of_id, row(thread).locked_at) == (None, None)
    assert deeds() == [("duplicate", WHY.reason), ("reopened", "It asks something else.")]
    assert client.get(undo.href).status == 303


@pytest.mark.parametrize("typed", ["{thread}", "/en/threads/{thread}-x?page=2", "/posts/{post}"])
def test_the_other_thread_is_found_by_its_number_or_address(client, moderator, original, typed):
    address = typed.format(thread=original.id, post=a_reply(original))
    page = client.get(f"/en/threads/{a_thread().id}/duplicate", query_string={"q": address})
    page = client.get(page.location)
    assert page.form("/duplicate").data["of"] == str(original.id)


@pytest.mark.parametrize("typed", ["999", "/en/threads/999", "/posts/999", "zzz", "-1", "0", "\\"])
def test_a_thread_that_is_not_there_is_said_to_be_not_found(client, moderator, typed):
    thread = a_thread()
    page = client.get(f"/en/threads/{thread.id}/duplicate", query_string={"q": typed})
    assert page.status == 200
    assert "Nothing found for" in page.text
    for of in ("999", "nonsense", "9" * 30):
        page = client.get(f"/en/threads/{thread.id}/duplicate?of={of}")
        assert "Which thread does it repeat?" in page.text


def test_what_was_asked_about_the_same_in_another_language_is_offered_at_once(client, moderator):
    a_tag("animation", names={"en": "Village animator", "lv": "Ciema animators"})
    a_thread(title="Kā maksā par ciema animatoru?", lang="lv")
    thread = a_thread(title="Who pays for the village animator?")
    page = client.get(f"/en/threads/{thread.id}/duplicate")
    assert "Perhaps it is one of these" in page.text
    assert page.link("Kā maksā par ciema animatoru?")
    assert not [link for link in page.links if f"of={thread.id}" in link.href]


def test_what_a_thread_may_not_lead_to_is_not_offered_and_the_page_says_why(client, moderator):
    thread = a_thread(title="Who pays the animator?")
    sample = a_thread(title="Who pays the animator here?")
    with transaction(None):
        db.session.get_one(Thread, sample.id).is_sample = True
    inside = a_thread(a_moderator(), category=a_room(), title="Who pays the animator there?")
    other = a_thread(title="Who pays the animator anywhere?")

    def offered(query=""):
        page = client.get(f"/en/threads/{thread.id}/duplicate{query}")
        return {int(link["href"].rpartition("=")[2]) for link in page.all("main ul.rows a")}

    assert offered() == offered("?q=animator") == {other.id}
    for original, why in (
        (thread, "Choose another thread than this one."),
        (sample, "A sample and what is real are not put together."),
        (inside, "Not everybody who reads this thread may read that one."),
    ):
        page = client.get(f"/en/threads/{thread.id}/duplicate?of={original.id}")
        assert f"It cannot lead there. {why}" in page.text
        assert not page.all("textarea")


def test_everybody_is_led_on_by_a_title_in_its_own_language(client, sign_in, original):
    thread = a_thread()
    shown(client, thread)
    close(thread, original)
    for who in (None, a_person(), a_mentor()):
        if who:
            sign_in(client, who)
        page = shown(client, thread)
        assert LED in page.text
        [link] = leads_to(page, original)
        assert client.get(link).status == 200
        assert [a.text for a in page.all(".notice a[lang=lv]")] == ["Kas maksā animatoram?"]
        assert "Duplicate" in page.text
        assert not page.all("link[rel=canonical]")


@pytest.mark.parametrize("way", ["?order=newest", "?page=2", "/print"])
def test_each_way_to_read_it_says_so(client, original, way):
    thread = a_thread()
    for _ in range(21):
        a_reply(thread)
    close(thread, original)
    address = shown(client, thread).address.partition("?")[0]
    page = client.get(f"/en/threads/{thread.id}/print" if way == "/print" else f"{address}{way}")
    assert "Duplicate" in page.text
    assert LED in page.text
    assert leads_to(page, original)
    assert "Locked" not in page.text


def test_who_may_not_read_the_other_one_is_told_no_title(client, sign_in):
    ours = an_organisation()
    room = a_room(ours)
    thread = a_thread(a_moderator(), category=room)
    original = a_thread(a_moderator(), category=room, title="Kas maksā animatoram?", lang="lv")
    close(thread, original)
    actions.move_thread_with_reason(a_moderator(), a_category().id, seen_of(thread), WHY)
    for who in (None, a_person(), a_mentor()):
        if who:
            sign_in(client, who)
        page = shown(client, thread)
        assert "Closed as a duplicate." in page.text
        assert "Kas maksā" not in page.text
        assert not leads_to(page, original)
    sign_in(client, a_person(organisation=ours))
    assert leads_to(shown(client, thread), original)


def test_kept_pages_show_the_new_title_of_the_other_thread(client, sign_in):
    asker = a_person()
    thread, original = a_thread(), a_thread(asker)
    close(thread, original)
    reader = a_person()
    for who in (None, reader):
        if who:
            sign_in(client, who)
        shown(client, thread)
    title = "Who pays the animator in winter?"
    forum.edit_post(asker, opening_of(original), version=1, body="We ask.", lang="en", title=title)
    assert title in shown(client, thread).text
    client.flask.delete_cookie("session")
    assert title in client.get(shown(client, thread).address).text


def test_one_that_is_a_duplicate_itself_leads_to_its_end(client, moderator, original):
    first, second = a_thread(), a_thread()
    close(first, original)
    page = client.get(f"/en/threads/{second.id}/duplicate?of={first.id}")
    assert page.form("/duplicate").data["of"] == str(original.id)
    with pytest.raises(Stale):
        close(second, first)
    third = a_thread(title="Who pays them all?")
    shown(client, first)
    close(original, third)
    assert row(first).duplicate_of_id == third.id
    assert leads_to(shown(client, first), third)
    reopen(original)
    assert row(first).duplicate_of_id == original.id
    assert leads_to(shown(client, first), original)


def test_a_reopened_thread_has_its_duplicates_again_and_theirs(client, moderator, original):
    first, second, far, merged = (a_thread() for _ in range(4))
    close(first, original)
    close(second, merged)
    close(merged, original)
    end = a_thread(title="Who pays them all?")
    direct = a_thread()
    close(direct, end)
    close(original, end)
    with pytest.raises(Stale):
        close(far, original)  # one looks first where that leads
    close(far, end)
    assert {row(one).duplicate_of_id for one in (first, second, merged, far)} == {end.id}
    reopen(original)
    assert {row(one).duplicate_of_id for one in (first, second, merged)} == {original.id}
    assert {row(one).duplicate_of_id for one in (direct, far)} == {end.id}


def test_what_was_merged_into_a_reopened_thread_brings_its_duplicates_back(moderator, original):
    thread, left, end = a_thread(), a_thread(), a_thread()
    close(thread, left)
    seen = seen_of(left, original)
    actions.merge_with_reason(moderator, opening_of(original), seen, WHY, by_time=False)
    close(original, end)
    reopen(original)
    assert row(thread).duplicate_of_id == original.id


def test_duplicates_stay_with_the_other_thread_where_the_reopened_one_is_not_for_all_their_readers(
    moderator, original
):
    threads = [a_thread(), a_thread()]
    room = a_room(an_organisation())
    for thread, change in zip(threads, ("hidden", "in a room"), strict=True):
        between, end = a_thread(), a_thread()
        close(thread, between)
        close(between, end)
        if change == "hidden":
            forum.hide_post(moderator, opening_of(between))
        else:
            forum.move_thread(moderator, room.id, seen_of(between))
        reopen(between)
        assert row(thread).duplicate_of_id == end.id


def test_one_that_was_reopened_and_closed_anew_stays_where_it_was_closed_last(original):
    thread, end = a_thread(), a_thread()
    close(thread, original)
    reopen(thread)
    close(thread, end)
    close(original, end)
    reopen(original)
    assert row(thread).duplicate_of_id == end.id


def test_two_threads_never_lead_to_each_other(client, moderator, original):
    thread = a_thread()
    close(thread, original)
    for of in (thread, original):
        with pytest.raises(Refused):
            close(original, of)
        page = client.get(f"/en/threads/{original.id}/duplicate?of={of.id}")
        assert "It cannot lead there" in page.text
        assert not page.all("textarea")
    seen = seen_of(original, thread)
    with pytest.raises(Refused, match="closed as a duplicate of this one"):
        actions.merge_with_reason(moderator, opening_of(thread), seen, WHY, by_time=False)
    assert row(original).duplicate_of_id is None


def test_where_the_other_one_is_merged_its_duplicates_lead_there(client, moderator, original):
    thread, third = a_thread(), a_thread(title="Who pays them all?")
    close(thread, original)
    assert leads_to(shown(client, thread), original)
    seen = seen_of(original, third)
    actions.merge_with_reason(moderator, opening_of(third), seen, WHY, by_time=False)
    assert row(thread).duplicate_of_id == third.id
    assert leads_to(shown(client, thread), third)
    page = client.get(f"/en/threads/{a_thread().id}/duplicate?of={original.id}")
    assert page.form("/duplicate").data["of"] == str(third.id)


def test_a_duplicate_that_is_merged_is_one_no_more(moderator, original):
    thread = a_thread()
    close(thread, original)
    seen = seen_of(thread, original)
    actions.merge_with_reason(moderator, opening_of(original), seen, WHY, by_time=False)
    assert row(thread).duplicate_of_id is None
    assert row(thread).merged_into_id == original.id


def test_nothing_leads_to_where_its_readers_may_not_go(client, moderator):
    ours = an_organisation()
    thread, inside = a_thread(), a_thread(a_moderator(), category=a_room(ours))
    other_room = a_thread(a_moderator(), category=a_room(an_organisation()))
    hidden = a_thread(hidden=True)
    for one, of in ((thread, inside), (inside, other_room), (thread, hidden)):
        with pytest.raises(Refused, match="Not everybody who reads"):
            close(one, of)
        page = client.get(f"/en/threads/{one.id}/duplicate?of={of.id}")
        assert "It cannot lead there" in page.text
    close(inside, thread)
    assert row(inside).duplicate_of_id == thread.id
    with transaction(None):
        db.session.get_one(Thread, hidden.id).hidden_at = None
        db.session.get_one(Thread, hidden.id).is_sample = True
    with pytest.raises(Refused, match="A sample and what is real"):
        close(a_thread(), hidden)


def test_an_editor_closes_what_stands_in_their_room_only(client, sign_in):
    ours = an_organisation()
    room = a_room(ours)
    editor, member = (a_person(organisation=ours, role=role) for role in ("editor", "member"))
    inside, also, public = (
        a_thread(member, category=room),
        a_thread(member, category=room),
        a_thread(),
    )
    strange = a_thread(a_moderator(), category=a_room(an_organisation()))
    close(inside, public, editor)
    close(also, public, editor)
    reopen(also, editor)
    with pytest.raises(NotAllowed):
        close(public, a_thread(), editor)
    for one, of in ((also, strange), (strange, public)):
        with pytest.raises(NotFound):
            close(one, of, editor)
    sign_in(client, editor)
    page = client.get(f"/en/threads/{also.id}/duplicate?of={strange.id}")
    assert "Which thread does it repeat?" in page.text
    assert client.get(f"/en/threads/{public.id}/duplicate").status == 403
    assert client.get(f"/en/threads/{strange.id}/duplicate").status == 404


def test_it_waits_for_no_answer_any_more_and_search_marks_it(client, sign_in, original):
    mentor = a_mentor()
    thread = a_thread(title="Where do swallows nest?")
    assert "swallows" in client.get("/en/threads?state=waiting").text
    assert "swallows" in client.get("/en/").text
    close(thread, original)
    for who in (None, mentor):
        if who:
            sign_in(client, who)
        for address in ("/en/threads?state=waiting", "/en/"):
            assert "swallows" not in client.get(address).text
        page = client.get("/en/threads")
        [listed] = [one.text for one in page.all("ul.rows li") if "swallows" in one.text]
        assert "Duplicate" in listed
        assert "Waiting" not in listed
        assert "Locked" not in listed
        page = client.get("/en/search?q=swallows")
        [found] = [one.text for one in page.all("main li") if "swallows" in one.text]
        assert "Duplicate" in found
    reopen(thread)
    assert "swallows" in client.get("/en/threads?state=waiting").text


def test_what_was_answered_leaves_the_front_page_too(client, original):
    thread = a_thread(title="Where do swallows nest?")
    a_reply(thread, a_mentor())
    assert "swallows" in client.get("/en/").text
    close(thread, original)
    assert "swallows" not in client.get("/en/").text


def test_a_discussion_that_is_a_duplicate_says_so_in_lists(client, original):
    close(a_thread(title="Where do swallows nest?", kind="discussion"), original)
    [listed] = [
        one.text for one in client.get("/en/threads").all("ul.rows li") if "swallows" in one.text
    ]
    assert "Duplicate" in listed
    assert "Discussion" not in listed


def test_it_stays_counted_and_watched(original):
    reader, thread = a_person(), a_thread()
    forum.watch(reader, thread.id)
    close(thread, original)
    assert forum_queries.watches(reader.id, thread.id)
    db.session.rollback()
    assert db.session.get_one(Category, thread.category_id).thread_count == 1


def test_nobody_unlocks_it_by_the_way(client, moderator, original):
    thread = a_thread(locked=True)
    close(thread, original)
    with pytest.raises(NotAllowed, match="reopen it instead"):
        actions.unlock_with_reason(moderator, thread.id, reason="A slip", lang="en")
    page = client.get(f"/en/threads/{thread.id}/unlock")
    assert page.location.endswith(f"/threads/{thread.id}/unduplicate")
    assert row(thread).locked_at is not None
    links = [link.name for link in shown(client, thread).links]
    assert "Reopen this thread" in links
    assert not {"Unlock this thread", "Close as a duplicate"} & set(links)
    member = a_person()
    with pytest.raises(NotAllowed):
        a_reply(thread, member)


def test_reopening_takes_only_the_lock_away_that_closing_brought(moderator, original):
    thread, locked, member = a_thread(), a_thread(locked=True), a_person()
    for one in (thread, locked):
        close(one, original)
        reopen(one)
    assert a_reply(thread, member)
    with pytest.raises(NotAllowed, match="locked"):
        a_reply(locked, member)
    forum.lock_thread(moderator, thread.id)
    assert deeds()[-1] == ("locked", "")


def test_an_announcement_is_no_duplicate(client, moderator, original):
    thread = an_announcement(title="Come to Ohrid")
    with pytest.raises(Refused, match="stays what it is"):
        close(thread, original)
    assert "Close as a duplicate" not in shown(client, thread).text


def test_it_stands_above_no_list_any_more(moderator, original):
    thread = a_thread()
    forum.pin_thread(moderator, "everywhere", None, seen_of(thread))
    close(thread, original)
    assert row(thread).pinned_where is None


def test_of_two_moderators_at_once_the_second_is_told(client, moderator, original):
    thread, third = a_thread(), a_thread()
    page = client.get(f"/en/threads/{thread.id}/duplicate?of={third.id}")
    close(thread, original)
    page = client.send(page.form("/duplicate").fill(reason="I was too late."))
    assert page.status == 409
    assert "I was too late." in page.text
    assert row(thread).duplicate_of_id == original.id
    with pytest.raises(Stale):
        close(thread, third)
    assert client.get(f"/en/threads/{thread.id}/duplicate").status == 303
    page = client.get(f"/en/threads/{thread.id}/unduplicate")
    reopen(thread)
    page = client.send(page.form("/unduplicate").fill(reason="I was too late."))
    assert page.status == 409
    with pytest.raises(Stale):
        reopen(thread)
    assert [what for what, _reason in deeds()] == ["duplicate", "reopened"]


def test_the_other_one_closed_meanwhile_is_told_too(client, moderator, original):
    thread, third = a_thread(), a_thread()
    page = client.get(f"/en/threads/{thread.id}/duplicate?of={original.id}")
    close(original, third)
    assert client.send(page.form("/duplicate").fill(reason="Too late.")).status == 409
    assert row(thread).duplicate_of_id is None


@pytest.mark.parametrize("fate", ["deleted", "hidden", "in a room"])
def test_where_the_other_one_went_meanwhile_the_reason_is_kept_for_another(
    client, moderator, original, fate
):
    thread, third = a_thread(), a_thread(title="Who pays them all?")
    page = client.get(f"/en/threads/{thread.id}/duplicate?of={original.id}")
    if fate == "deleted":
        forum.delete_post(get_actor(original.author_id), opening_of(original))
    elif fate == "hidden":
        forum.hide_post(a_moderator(), opening_of(original))
    else:
        forum.move_thread(moderator, a_room(an_organisation()).id, seen_of(original))
    page = client.send(page.form("/duplicate").fill(reason=WHY.reason))
    assert page.status == 422
    assert "It cannot lead there" in page.text
    for typed, status in (("zzz", 422), ("\0", 422), (f"/threads/{third.id}", 200)):
        form = page.form("/duplicate")
        assert form.data["reason"] == WHY.reason
        page = client.send(form.fill(q=typed))
        assert page.status == status
        assert row(thread).duplicate_of_id is None
    assert third.title in page.text
    assert client.send(page.form("/duplicate")).status == 303
    assert row(thread).duplicate_of_id == third.id
    assert deeds()[-1] == ("duplicate", WHY.reason)


def test_without_a_reason_nothing_is_done_and_the_same_form_counts_once(
    client, moderator, original
):
    thread = a_thread()
    form = client.get(f"/en/threads/{thread.id}/duplicate?of={original.id}").form("/duplicate")
    page = client.send(form)
    assert page.status == 422
    assert page.form("/duplicate").data["of"] == str(original.id)
    form = page.form("/duplicate").fill(reason=WHY.reason)
    assert client.send(form).location == client.send(form).location
    form = client.get(f"/en/threads/{thread.id}/unduplicate").form("/unduplicate")
    assert client.send(form).status == 422
    assert len(deeds()) == 1


def test_guests_members_and_the_suspended_are_kept_out(client, sign_in, original):
    thread, closed = a_thread(), a_thread()
    close(closed, original)
    addresses = [f"/en/threads/{thread.id}/duplicate", f"/en/threads/{closed.id}/unduplicate"]
    assert [client.get(address).status for address in addresses] == [302, 302]
    for stranger in (GUEST, a_person(), a_mentor(), a_moderator(suspended_at=LONG_AGO)):
        with pytest.raises(NotAllowed):
            forum.close_as_duplicate(stranger, seen_of(thread, original))
        with pytest.raises(NotAllowed):
            forum.reopen_thread(stranger, seen_of(closed))
        with pytest.raises(NotAllowed):
            close(thread, original, stranger)
        with pytest.raises(NotAllowed):
            reopen(closed, stranger)
        nothing = Seen(999, 1, original.id)
        for act in (actions.close_as_duplicate_with_reason, actions.reopen_with_reason):
            with pytest.raises(NotAllowed):
                act(stranger, nothing, WHY)
        if stranger is GUEST:
            continue
        sign_in(client, stranger)
        assert [client.get(address).status for address in addresses] == [403, 403]
        links = [link.name for link in shown(client, closed).links]
        assert not {"Reopen this thread", "Close as a duplicate"} & set(links)
    with pytest.raises(NotFound):
        actions.close_as_duplicate_with_reason(a_moderator(), Seen(999, 1, original.id), WHY)
    assert (
        queries.find_original(a_person(), forum_queries.thread_head(GUEST, thread.id), 999) is None
    )


def test_a_thread_that_is_no_duplicate_costs_no_query_more(
    client, sign_in, count_queries, original
):
    thread, closed = a_thread(), a_thread()
    close(closed, original)
    sign_in(client, a_person())
    costs = []
    for one in (thread, closed):
        shown(client, one)
        address = shown(client, one).address
        with count_queries() as asked:
            client.get(address)
        costs.append(len(asked))
    assert costs[0] == costs[1]

"""Changing several threads at once: each as if alone, those that cannot be are told of."""

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum import queries as forum_queries
from exchange.forum.models import Category, Thread, ThreadTag
from exchange.forum.moving import Seen
from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.kernel.submissions import new_submission_id
from exchange.moderation import actions, queries
from exchange.moderation.actions import Why
from exchange.moderation.actions.selection import change_thread
from exchange.moderation.models import LogEntry
from exchange.moderation.selecting import MOST, Chosen, Deed, chosen_in, ids_in
from exchange.people.actor import GUEST
from exchange.people.queries import get_actor
from exchange.tags.models import Tag
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_room,
    a_tag,
    a_thread,
    an_organisation,
    opening_of,
)

WHY = Why("They stand in the wrong place.", "en")
SELECT = "/en/moderation/threads"
TITLES = ("Who pays the animator?", "Who mends the road?", "Where do swallows nest?")


@pytest.fixture
def threads(app):
    here = a_category("Here")
    return [a_thread(title=title, category=here) for title in TITLES]


def row(thread):
    db.session.rollback()
    return db.session.get_one(Thread, thread.id, populate_existing=True)


def counts(*categories):
    db.session.rollback()
    rows = (db.session.get_one(Category, one, populate_existing=True) for one in categories)
    return [one.thread_count for one in rows]


def deeds():
    db.session.rollback()
    return [(e.what, e.thread_id) for e in db.session.query(LogEntry).order_by(LogEntry.id)]


def ids(threads):
    return ".".join(str(one.id) for one in threads)


def asked(threads, **deed):
    """The query of the page that asks for a reason, all of them ticked."""
    return {"ids": ids(threads), "id": [one.id for one in threads], "to": "", **deed}


def confirm(client, threads, **deed):
    return client.get(SELECT, query_string=asked(threads, **deed))


def do(client, threads, reason=WHY.reason, rule="", **deed):
    page = confirm(client, threads, **deed)
    return client.submit(page, SELECT, reason=reason, **({"rule": rule} if rule else {}))


def seen(thread):
    return queries.selection(a_moderator(), [thread.id])[0].as_seen


def test_from_a_list_a_moderator_locks_two_of_three_and_the_log_says_why(
    client, moderator, threads
):
    page = client.get("/en/threads")
    page = client.get(page.link("Change several threads"))
    boxes = page.all("input[type=checkbox]")
    assert len(boxes) == 3
    for title in TITLES:
        assert [one for one in page.all("label.tick") if title in one.text]
    form = page.form("/moderation/threads").fill(id=[threads[0].id, threads[1].id], do="lock")
    page = client.send(form)
    assert "This happens to 2 threads" in page.text
    assert TITLES[2] not in page.text
    again = client.get(page.link("Choose other threads"))
    assert len(again.all("input[checked]")) == 2
    page = client.submit(page, SELECT, reason=WHY.reason)
    assert "Done with 2 threads:" in page.text
    assert [row(one).locked_at is not None for one in threads] == [True, True, False]
    assert sorted(deeds()) == [("locked", threads[0].id), ("locked", threads[1].id)]
    assert client.get("/en/moderation/log").text.count(WHY.reason) == 2


def test_moved_threads_are_counted_watched_found_and_shown_where_they_are(
    client, moderator, threads
):
    here, there = threads[0].category_id, a_category("There")
    reader = a_person()
    forum.watch(reader, threads[0].id)
    lists = [f"/en/categories/{one}" for one in (here, there.id)]
    before = [client.get(one, follow=True).text for one in lists]
    assert [TITLES[0] in text for text in before] == [True, False]
    client.flask.delete_cookie("session")
    for one in lists:
        client.get(one, follow=True)
    actions.change_threads(
        moderator, new_submission_id(), Deed("move", there.id), [seen(t) for t in threads[:2]], WHY
    )
    after = [client.get(one, follow=True).text for one in lists]
    assert [TITLES[0] in text for text in after] == [False, True]
    assert counts(here, there.id) == [1, 2]
    assert forum_queries.watches(reader.id, threads[0].id)
    assert "swallows" in client.get("/en/search?q=swallows").text
    assert deeds() == [("moved", one.id) for one in threads[:2]]


def test_hidden_threads_leave_lists_counters_and_search_and_come_back(client, sign_in, moderator):
    here = a_category()
    threads = [a_thread(title=title, category=here) for title in TITLES]
    page = do(client, threads, do="hide", rule="off-topic")
    assert "Done with 3 threads:" in page.text
    assert counts(here.id) == [0]
    client.flask.delete_cookie("session")
    assert "swallows" not in client.get("/en/threads").text
    assert TITLES[2] not in client.get("/en/search?q=swallows").text
    sign_in(client, moderator)
    do(client, threads, do="show")
    assert counts(here.id) == [3]
    client.flask.delete_cookie("session")
    assert "swallows" in client.get("/en/threads").text
    assert TITLES[2] in client.get("/en/search?q=swallows").text
    assert [what for what, _ in deeds()] == ["hidden"] * 3 + ["shown"] * 3


def test_locked_threads_are_unlocked_but_for_duplicates(client, moderator, threads):
    do(client, threads[:2], do="lock")
    forum.close_as_duplicate(moderator, Seen(threads[1].id, 1, threads[2].id))
    page = confirm(client, threads, do="unlock")
    for words in ("This happens to 1 thread", "2 threads stay as they are", "reopen it instead"):
        assert words in page.text
    assert "It is not locked." in page.text
    page = client.submit(page, SELECT, reason=WHY.reason)
    assert "Done with 1 thread:" in page.text
    assert "2 threads stay as they were:" in page.text
    assert [row(one).locked_at is not None for one in threads] == [False, True, False]


def test_what_cannot_be_done_to_a_thread_is_said_before(client, moderator):
    mine, hidden, other = a_thread(moderator), a_thread(hidden=True), a_thread()
    page = confirm(client, [mine, hidden, other], do="hide")
    for words in ("Nobody decides about the own post", "This post is hidden already."):
        assert words in page.text
    page = confirm(client, [mine, other], do="show")
    assert "This post is not hidden." in page.text
    page = confirm(client, [other], do="move", to=other.category_id)
    assert "It stands there already." in page.text
    assert not page.all("textarea")
    page = confirm(client, [a_thread(locked=True)], do="lock")
    assert "It is locked already." in page.text


def test_a_thread_that_another_moderator_changed_stays_as_it_is_and_is_told(
    client, moderator, threads
):
    there = a_category("There")
    page = confirm(client, threads, do="move", to=there.id)
    forum.pin_thread(a_moderator(), "category", None, Seen(threads[1].id, 1))
    page = client.submit(page, SELECT, reason=WHY.reason)
    for words in (
        "Done with 2 threads:",
        "1 thread stays as it was:",
        "Somebody else changed this meanwhile",
    ):
        assert words in page.text
    assert [row(one).category_id == there.id for one in threads] == [True, False, True]
    form = page.form("/moderation/threads").fill(id=[threads[1].id])
    page = client.submit(client.send(form), SELECT, reason=WHY.reason)
    assert "Done with 1 thread:" in page.text
    assert row(threads[1]).category_id == there.id


def test_a_post_that_its_author_changed_meanwhile_is_not_hidden(client, moderator):
    asker = a_person()
    threads = [a_thread(asker), a_thread()]
    page = confirm(client, threads, do="hide")
    forum.edit_post(asker, opening_of(threads[0]), version=1, body="Sorry.", lang="en")
    page = client.submit(page, SELECT, reason=WHY.reason, rule="respect")
    assert "Somebody else changed this meanwhile" in page.text
    assert [row(one).hidden_at is not None for one in threads] == [False, True]


def test_the_same_form_sent_twice_is_done_once_and_leads_to_the_same(client, moderator, threads):
    form = confirm(client, threads, do="lock").form(SELECT).fill(reason=WHY.reason)
    first, second = client.send(form), client.send(form)
    assert (first.status, first.location) == (second.status, second.location)
    assert len(deeds()) == 3
    assert "Done with 3 threads:" in client.get(second.location).text


def test_without_a_reason_or_a_rule_nothing_is_done_and_the_choice_is_kept(
    client, moderator, threads
):
    form = confirm(client, threads, do="hide").form(SELECT)
    page = client.send(form.fill(reason="They insult."))
    assert page.status == 422
    assert page.form(SELECT).data["reason"] == "They insult."
    page = client.send(page.form(SELECT).fill(reason=" ", rule="respect"))
    assert page.status == 422
    assert page.form(SELECT).data["rule"] == "respect"
    page = client.send(page.form(SELECT).fill(reason="They insult."))
    assert page.status == 303
    assert len(deeds()) == 3


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"do": "lock", "id": []}, "Choose at least one thread."),
        ({"do": "burn"}, "Please choose one of the list."),
        ({"do": "move", "to": ""}, "Please choose one of the list."),
        ({"do": "move", "to": "999"}, "Please choose one of the list."),
        ({"do": "move", "to": "nonsense"}, "Please choose one of the list."),
        ({"do": "lock", "id": ["999"]}, "Please choose from the list only."),
        ({"do": "lock", "id": ["x"]}, "Please choose from the list only."),
    ],
)
def test_a_choice_that_is_none_is_said_to_be_wrong(client, moderator, threads, chosen, told):
    page = client.get(SELECT, query_string=asked(threads) | chosen)
    assert page.status == 422
    assert told in page.text
    for title in TITLES:
        assert title in page.text


@pytest.mark.parametrize(
    "given", ["", "x", "1.x", "-1", "1..2", "9" * 30, ".".join(map(str, range(1, 1_001))), "999"]
)
def test_an_address_that_no_page_of_ours_wrote_is_not_found(client, moderator, threads, given):
    assert client.get(SELECT, query_string={"ids": given}).status == 404
    form = confirm(client, threads, do="lock").form(SELECT).fill(reason=WHY.reason)
    form.fields["seen"] = [given]
    page = client.send(form)
    assert page.status == 422
    assert page.form(SELECT).data["reason"] == WHY.reason
    form.fields |= {"seen": ["999-1-1"], "do": ["burn"]}
    assert client.send(form).status == 404
    form.fields["do"] = ["lock"]
    assert client.send(form).status == 404
    assert deeds() == []


@pytest.mark.parametrize("to", ["", "0", "x", "999", "9" * 30])
def test_a_category_that_is_not_offered_is_refused_at_its_field(client, moderator, threads, to):
    form = confirm(client, threads, do="move", to=a_category().id).form(SELECT)
    form.fields["to"] = [to]
    page = client.send(form.fill(reason=WHY.reason))
    assert page.status == 422
    assert "Please choose one of the list." in page.text
    assert page.form(SELECT).data["reason"] == WHY.reason
    assert deeds() == []


@pytest.mark.parametrize("given", [{"do": "burn"}, {"do": ""}, {"rule": "burn"}])
def test_a_forged_deed_is_none(client, moderator, threads, given):
    form = confirm(client, threads, do="hide").form(SELECT)
    form = form.fill(reason=WHY.reason, rule="respect")
    form.fields |= {name: [value] for name, value in given.items()}
    page = client.send(form)
    assert page.status == 422
    assert page.form(SELECT).data["reason"] == WHY.reason
    assert deeds() == []


def test_ids_count_once_and_there_are_not_too_many():
    assert ids_in("3.1.3") == [3, 1]
    assert len(ids_in(".".join(map(str, range(MOST))))) == MOST
    assert ids_in(".".join(map(str, range(MOST + 1)))) == []
    assert chosen_in("3-1-1.3-2-2") == [Chosen(3, 2, 2)]
    assert chosen_in(".".join(f"{n}-1-1" for n in range(MOST + 1))) == []


def test_an_editor_changes_what_stands_in_their_rooms_only(client, sign_in):
    ours = an_organisation()
    room, other = a_room(ours), a_room(ours)
    editor = a_person(organisation=ours, role="editor")
    inside = a_thread(a_person(organisation=ours), category=room, title=TITLES[0])
    public = a_thread(title=TITLES[1])
    strange = a_thread(a_moderator(), category=a_room(an_organisation()), title=TITLES[2])
    sign_in(client, editor)
    assert "Change several threads" in client.get(f"/en/categories/{room.id}", follow=True).text
    page = client.get(f"/en/categories/{public.category_id}", follow=True)
    assert "Change several threads" not in page.text
    page = client.get(client.get("/en/threads").link("Change several threads"))
    assert [title in page.text for title in TITLES] == [True, False, False]
    page = client.get(SELECT, query_string={"ids": ids([inside, public, strange])})
    assert [title in page.text for title in TITLES] == [True, False, False]
    assert client.get(SELECT, query_string={"ids": ids([public, strange])}).status == 404
    chosen = [seen(one) for one in (inside, public, strange)]
    done = actions.change_threads(editor, new_submission_id(), Deed("lock"), chosen, WHY)
    assert done == [inside.id]
    assert [row(one).locked_at is None for one in (public, strange)] == [True, True]
    with pytest.raises(NotAllowed):
        change_thread(editor, Deed("lock"), seen(public), WHY)
    with pytest.raises(NotFound):
        change_thread(editor, Deed("lock"), seen(strange), WHY)
    for to in (public.category_id, strange.category_id, 999):
        with pytest.raises(NotAllowed):
            change_thread(editor, Deed("move", to), seen(inside), WHY)
    change_thread(editor, Deed("move", other.id), seen(inside), WHY)
    assert row(inside).category_id == other.id


def test_guests_members_and_the_suspended_are_kept_out(client, sign_in, threads):
    address = f"{SELECT}?ids={ids(threads)}"
    assert client.get(address).status == 302
    assert "Change several threads" not in client.get("/en/threads").text
    chosen = [seen(one) for one in threads]
    for stranger in (GUEST, a_person(), a_mentor(), a_moderator(suspended_at=LONG_AGO)):
        with pytest.raises(NotAllowed):
            actions.change_threads(stranger, new_submission_id(), Deed("lock"), chosen, WHY)
        with pytest.raises(NotAllowed):
            change_thread(stranger, Deed("lock"), chosen[0], WHY)
        with pytest.raises(NotFound):
            queries.selection(stranger, [one.id for one in threads])
        if stranger is GUEST:
            continue
        sign_in(client, stranger)
        assert client.get(address).status == 403
        assert "Change several threads" not in client.get("/en/threads").text
    assert deeds() == []


def test_one_that_was_merged_or_taken_back_is_left_alone(moderator, threads):
    chosen = [seen(one) for one in threads]
    forum.delete_post(get_actor(threads[0].author_id), opening_of(threads[0]))
    done = actions.change_threads(moderator, new_submission_id(), Deed("lock"), chosen, WHY)
    assert done == [one.id for one in threads[1:]]
    assert [one.id for one in queries.selection(moderator, [one.id for one in threads])] == done
    with pytest.raises(Stale):
        change_thread(moderator, Deed("lock"), chosen[1]._replace(version=7), WHY)


def test_thirty_threads_cost_no_query_more_than_one(client, moderator, count_queries):
    here = a_category()
    threads = [a_thread(category=here) for _ in range(30)]
    for asked_for in ("", "lock"):
        costs = []
        for some in (threads[:1], threads):
            given = asked(some, do=asked_for) if asked_for else {"ids": ids(some)}
            client.get(SELECT, query_string=given)
            with count_queries() as sent:
                client.get(SELECT, query_string=given)
            costs.append(len(sent))
        assert costs[0] == costs[1]


def test_a_list_costs_moderators_no_query_more(client, sign_in, count_queries, threads):
    costs = []
    for who in (a_person(), a_moderator()):
        sign_in(client, who)
        client.get("/en/threads")
        with count_queries() as sent:
            client.get("/en/threads")
        costs.append([one for one in sent if "FROM thread" in one])
    assert len(costs[0]) == len(costs[1])


def subjects_of(thread):
    db.session.rollback()
    found = select(Tag.slug).join(ThreadTag, ThreadTag.tag_id == Tag.id)
    return set(db.session.scalars(found.where(ThreadTag.thread_id == thread.id)))


def test_a_subject_is_added_to_some_and_taken_away_and_the_log_undoes_each(client, moderator):
    tag = a_tag("leader")
    threads = [
        a_thread(title=title, tags=tags)
        for title, tags in zip(TITLES, ([], [], ["leader"]), strict=True)
    ]
    listed = f"/en/tags/{tag.slug}"
    assert TITLES[0] not in client.get(listed).text
    page = confirm(client, threads, do="tag", tag="leader")
    for words in ("This happens to 2 threads", "It has this subject already.", tag.names["en"]):
        assert words in page.text
    page = client.submit(page, SELECT, reason=WHY.reason)
    assert "Done with 2 threads:" in page.text
    assert all(subjects_of(one) == {"leader"} for one in threads)
    assert TITLES[0] in client.get(listed).text
    assert deeds() == [("tagged", one.id) for one in threads[:2]]
    log = client.get("/en/moderation/log")
    assert log.text.count("A subject was added to a thread") == 2
    undo = [link for link in log.links if link.name.startswith("Undo this")]
    page = client.get(undo[0].href)
    assert "This happens to 1 thread" in page.text
    page = client.submit(page, SELECT, reason="It is about birds.")
    assert subjects_of(threads[1]) == set()
    assert "It is about birds." in client.get("/en/moderation/log").text
    do(client, threads, do="untag", tag="leader")
    assert all(subjects_of(one) == set() for one in threads)
    assert TITLES[0] not in client.get(listed).text
    assert [what for what, _ in deeds()] == ["tagged", "tagged", "untagged", "untagged", "untagged"]


def test_a_thread_has_five_subjects_at_most_and_no_other_than_are_offered(client, moderator):
    for n in range(6):
        a_tag(f"s{n}")
    full, free = a_thread(tags=[f"s{n}" for n in range(5)]), a_thread(title=TITLES[1])
    page = confirm(client, [full, free], do="tag", tag="s5")
    assert "At most five subjects, please." in page.text
    page = confirm(client, [free], do="untag", tag="s5")
    assert "It does not have this subject." in page.text
    with pytest.raises(NotAllowed):
        change_thread(moderator, Deed("tag", tag="s5"), seen(full), WHY)
    for add in (forum.add_subject, forum.take_subject_away):
        with pytest.raises((Refused, NotFound)):
            add(moderator, Seen(full.id, 1), "s5" if add is forum.add_subject else "none")
    with pytest.raises(Refused):
        forum.take_subject_away(moderator, Seen(full.id, 1), "s5")
    with pytest.raises(Refused):
        forum.add_subject(moderator, Seen(full.id, 1), "s4")
    for wrong in ("", "none", "\0"):
        for deed in ("tag", "untag"):
            page = confirm(client, [free], do=deed, tag=wrong)
            assert page.status == 422
            assert "Please choose one of the list." in page.text
        form = confirm(client, [free], do="tag", tag="s5").form(SELECT).fill(reason=WHY.reason)
        form.fields["tag"] = [wrong]
        page = client.send(form)
        assert page.status == 422
        assert page.form(SELECT).data["reason"] == WHY.reason
    assert deeds() == []


def test_subjects_are_changed_only_where_one_moderates_and_as_they_were_seen(moderator):
    a_tag("leader")
    thread = a_thread()
    ours = an_organisation()
    editor, room = a_person(organisation=ours, role="editor"), a_room(ours)
    inside = a_thread(a_person(organisation=ours), category=room)
    change_thread(editor, Deed("tag", tag="leader"), seen(inside), WHY)
    for stranger in (GUEST, a_person(), editor):
        for act in (forum.add_subject, forum.take_subject_away):
            with pytest.raises(NotAllowed):
                act(stranger, Seen(thread.id, 1), "leader")
    before = seen(thread)
    change_thread(moderator, Deed("tag", tag="leader"), before, WHY)
    with pytest.raises(Stale):
        change_thread(moderator, Deed("untag", tag="leader"), before, WHY)
    assert subjects_of(thread) == {"leader"}


def test_a_subject_that_was_merged_since_means_the_other(client, moderator, threads):
    a_tag("old")
    a_tag("new")
    page = confirm(client, threads[:1], do="tag", tag="old")
    actions.merge_subjects_with_reason(moderator, "old", "new", WHY, version=1)
    client.submit(page, SELECT, reason=WHY.reason)
    assert subjects_of(threads[0]) == {"new"}
    page = confirm(client, threads[:1], do="untag", tag="old")
    client.submit(page, SELECT, reason=WHY.reason)
    assert subjects_of(threads[0]) == set()


def test_with_nothing_ticked_the_form_says_so(client, moderator, threads):
    page = client.get(f"{SELECT}?ids={ids(threads)}")
    assert not page.all("#errors")
    page = client.send(page.form("/moderation/threads"))
    assert page.status == 422
    assert "Choose at least one thread." in page.one("#errors").text


def test_who_reads_the_reason_of_a_lock_is_said_alike_for_one_thread_and_for_several(
    client, moderator, threads
):
    alone = client.get(f"/en/threads/{threads[0].id}/lock").one("#reason-help").text
    assert alone == "In any language. It is kept in the log, for moderators."
    for what in ("lock", "unlock"):
        if what == "unlock":
            do(client, threads, do="lock")
        page = confirm(client, threads, do=what)
        assert page.one("#reason-help").text == alone
    assert "Whoever wrote there reads it" in confirm(client, threads, do="hide").text

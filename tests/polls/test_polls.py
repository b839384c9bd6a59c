"""Whoever began a thread asks its readers to choose, and reads what they chose."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.polls import actions
from exchange.polls.models import Poll, PollChoice, PollVote
from tests.factories import (
    a_moderator,
    a_person,
    a_poll,
    a_reply,
    a_thread,
    choices_of,
)

DAYS = "Monday\n\n  Tuesday \nFriday"


def counts(poll):
    db.session.rollback()
    found = select(PollChoice.vote_count).where(PollChoice.poll_id == poll.id)
    whole = db.session.scalar(select(Poll.voter_count).where(Poll.id == poll.id))
    return list(db.session.scalars(found.order_by(PollChoice.position))), whole


def test_the_asker_puts_a_poll_and_a_member_votes(client, sign_in):
    asker = a_person()
    thread = a_thread(asker)
    sign_in(client, asker)
    page = client.get(client.get(f"/en/threads/{thread.id}", follow=True).link("Add a poll"))
    page = client.submit(
        page, "/poll", question="Which day suits you?", answers=DAYS, results="always"
    )
    assert [one.text.split("0")[0].strip() for one in page.all(".results li")] == [
        "Monday",
        "Tuesday",
        "Friday",
    ]
    sign_in(client, a_person())
    here = f"/en/threads/{thread.id}"
    poll = db.session.scalars(select(Poll)).one()
    page = client.submit(client.get(here, follow=True), "/vote", choice=str(choices_of(poll)[1]))
    assert "Your vote is counted." in page.text
    assert "1 person has voted." in page.text
    assert "your choice" in page.all(".results li")[1].text
    assert counts(poll) == ([0, 1, 0], 1)


def test_a_vote_is_changed_and_taken_back_and_twice_is_once(app):
    poll, voter = a_poll(a_thread()), a_person()
    first, second, _third = choices_of(poll)
    for _ in range(2):
        actions.vote(voter, poll.id, [first])
    assert counts(poll) == ([1, 0, 0], 1)
    actions.vote(voter, poll.id, [second])
    assert counts(poll) == ([0, 1, 0], 1)
    for _ in range(2):
        actions.take_back_vote(voter, poll.id)
    assert counts(poll) == ([0, 0, 0], 0)


def test_several_may_be_taken_where_the_poll_says_so_and_no_more(app):
    poll, voter = a_poll(a_thread(), most=2), a_person()
    with pytest.raises(Refused):
        actions.vote(voter, poll.id, choices_of(poll))
    with pytest.raises(Refused):
        actions.vote(voter, poll.id, [])
    other = choices_of(a_poll(a_thread()))
    with pytest.raises(Refused):
        actions.vote(voter, poll.id, other)
    actions.vote(voter, poll.id, [*choices_of(poll)[:2], *other])
    assert counts(poll) == ([1, 1, 0], 1)
    assert db.session.query(PollVote).count() == 2


@pytest.mark.parametrize(("most", "kind"), [(1, "radio"), (2, "checkbox")])
def test_a_vote_that_cannot_be_taken_comes_back_with_what_was_ticked(client, sign_in, most, kind):
    thread = a_thread()
    poll, here = a_poll(thread, most=most, results="after_voting"), f"/en/threads/{thread.id}"
    ids = [str(one) for one in choices_of(poll)]
    sign_in(client, a_person())
    page = client.submit(client.get(here, follow=True), "/vote")
    assert page.status == 422
    assert "Choose at least one of the answers" in page.one("#errors").text
    if most > 1:
        page = client.submit(page, "/vote", choice=ids)
        assert page.status == 422
        assert "Choose at most 2 of the answers." in page.one("#errors").text
        assert [one["value"] for one in page.all("input[checked]")] == ids
    assert {one["type"] for one in page.all("input[name=choice]")} == {kind}
    client.submit(page, "/vote", choice=ids[:1])
    assert counts(poll) == ([1, 0, 0], 1)


@pytest.mark.parametrize(
    ("results", "before", "after", "closed"),
    [
        ("always", True, True, True),
        ("after_voting", False, True, True),
        ("after_closing", False, False, True),
    ],
)
def test_the_result_is_shown_when_it_was_said_and_not_before(
    client, sign_in, results, before, after, closed
):
    thread = a_thread()
    poll = a_poll(thread, results=results)
    actions.vote(a_person(), poll.id, choices_of(poll)[:1])
    voter, here = a_person(), f"/en/threads/{thread.id}"
    sign_in(client, voter)

    def shows():
        return bool(client.get(here, follow=True).all(".results"))

    assert shows() == before
    actions.vote(voter, poll.id, choices_of(poll)[:1])
    assert shows() == after
    actions.close_poll(a_moderator(), poll.id)
    assert shows() == closed
    if not before:
        sign_in(client, a_person())
        assert shows()


def test_a_guest_sees_it_and_is_led_to_sign_in_and_a_vote_shows_at_once(client):
    thread = a_thread()
    poll = a_poll(thread)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert page.link("Sign in to vote")
    assert not page.all("input[name=choice]")
    actions.vote(a_person(), poll.id, choices_of(poll)[:1])
    assert "1 person has voted." in client.get(f"/en/threads/{thread.id}", follow=True).text


def test_a_hidden_result_is_in_no_guests_page(client):
    thread = a_thread()
    poll = a_poll(thread, results="after_voting")
    actions.vote(a_person(), poll.id, choices_of(poll)[:1])
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert "1 vote" not in page.text
    assert "1 person" not in page.text
    assert "Monday" in page.text


def test_a_closed_poll_takes_no_votes_and_can_be_opened_again(client, sign_in):
    asker = a_person()
    thread = a_thread(asker)
    poll, here = a_poll(thread), f"/en/threads/{thread.id}"
    sign_in(client, asker)
    page = client.submit(client.get(here, follow=True), "/close")
    assert "The poll is closed." in page.text
    with pytest.raises(NotAllowed):
        actions.vote(a_person(), poll.id, choices_of(poll)[:1])
    with pytest.raises(NotAllowed):
        actions.take_back_vote(a_person(), poll.id)
    client.submit(client.get(here, follow=True), "/open")
    actions.vote(a_person(), poll.id, choices_of(poll)[:1])
    assert counts(poll)[1] == 1


def test_it_goes_while_nobody_has_voted_and_moderators_take_any_away(client, sign_in):
    asker = a_person()
    thread = a_thread(asker)
    poll = a_poll(thread)
    sign_in(client, asker)
    page = client.submit(f"/en/polls/{poll.id}/remove", "/remove")
    assert "The poll is taken away." in page.text
    poll = a_poll(thread)
    actions.vote(a_person(), poll.id, choices_of(poll)[:1])
    with pytest.raises(NotAllowed):
        actions.remove_poll(asker, poll.id)
    assert client.get(f"/en/polls/{poll.id}/remove").status == 403
    actions.remove_poll(a_moderator(), poll.id)
    assert db.session.query(Poll).count() == db.session.query(PollVote).count() == 0


def test_only_whoever_began_the_thread_and_moderators_put_one(client, sign_in):
    thread, member = a_thread(), a_person()
    sign_in(client, member)
    assert client.get(f"/en/threads/{thread.id}/poll").status == 403
    assert "Add a poll" not in client.get(f"/en/threads/{thread.id}", follow=True).text
    poll = a_poll(thread)
    for forbidden in (actions.close_poll, actions.open_poll, actions.remove_poll):
        with pytest.raises(NotAllowed):
            forbidden(member, poll.id)
    actions.close_poll(a_moderator(), poll.id)


def test_a_poll_of_a_hidden_thread_is_not_there(app):
    thread = a_thread()
    poll = a_poll(thread)
    with transaction(None):
        db.session.merge(thread).hidden_at = now()
    with pytest.raises(NotFound):
        actions.vote(a_person(), poll.id, choices_of(poll)[:1])


def test_a_suspended_person_and_a_guest_do_not_vote(app):
    poll = a_poll(a_thread())
    with pytest.raises(NotAllowed):
        actions.vote(a_person(suspended_at=now()), poll.id, choices_of(poll)[:1])


def test_a_locked_thread_takes_no_votes(app):
    thread = a_thread()
    poll = a_poll(thread)
    with transaction(None):
        db.session.merge(thread).locked_at = now()
    with pytest.raises(NotAllowed):
        actions.vote(a_person(), poll.id, choices_of(poll)[:1])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"answers": "Monday"}, "Two answers at least"),
        ({"answers": "\n".join(map(str, range(13)))}, "Two answers at least"),
        ({"answers": "Monday\nmonday"}, "Two answers are the same."),
        ({"answers": f"Monday\n{'x' * 121}"}, "at most 120 characters"),
        ({"question": "Day?"}, "At least 8 characters"),
        ({"most": "0"}, "A number from 1 to 12"),
        ({"most": "two"}, "A number from 1 to 12"),
        ({"closes_on": "31.5.2026"}, "A day like"),
        ({"closes_on": "2020-01-01"}, "from today on"),
        ({"closes_on": "9999-12-31"}, "from today on"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, sign_in, values, sentence):
    asker = a_person()
    thread = a_thread(asker)
    sign_in(client, asker)
    typed = {"question": "Which day suits you?", "answers": DAYS} | values
    page = client.submit(f"/en/threads/{thread.id}/poll", "/poll", **typed)
    assert page.status == 422
    assert sentence in page.text
    assert page.form("/poll").data["question"] == typed["question"]


def test_a_second_poll_is_refused(client, sign_in):
    asker = a_person()
    thread = a_thread(asker)
    sign_in(client, asker)
    page = client.get(f"/en/threads/{thread.id}/poll")
    a_poll(thread)
    page = client.submit(page, "/poll", question="Which day suits you?", answers=DAYS)
    assert page.status == 422
    assert "This thread has a poll already." in page.text


def test_a_thread_without_a_poll_asks_nothing_more_once_that_is_known(
    client, sign_in, count_queries
):
    thread = a_thread()
    sign_in(client, a_person())
    here = client.get(f"/en/threads/{thread.id}", follow=True).address
    with count_queries() as without:
        client.get(here)
    poll = a_poll(thread)
    client.get(here)
    with count_queries() as with_one:
        client.get(here)
    assert not [one for one in without if "poll" in one]
    assert len([one for one in with_one if "poll" in one]) == 1
    assert poll


def test_the_last_day_is_the_one_that_was_chosen(client, sign_in):
    asker = a_person()
    thread = a_thread(asker)
    sign_in(client, asker)
    day = (now() + timedelta(days=10)).date()
    page = client.submit(
        f"/en/threads/{thread.id}/poll",
        "/poll",
        question="Which day suits you?",
        answers=DAYS,
        closes_on=day.isoformat(),
    )
    assert f"Open until: {day.day} {day:%B %Y}" in page.text


def test_it_stands_below_the_words_that_open_the_thread(client):
    thread = a_thread()
    a_poll(thread)
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert len(page.all("#poll")) == len(page.all("article.opening #poll")) == 1
    assert page.body.index('class="prose"') < page.body.index('id="poll"')


@pytest.mark.parametrize("way", ["?page=2", "?order=newest"])
def test_where_those_words_do_not_come_first_it_does(client, way):
    thread = a_thread()
    for _ in range(21):
        a_reply(thread)
    a_poll(thread)
    page = client.get(client.get(f"/en/threads/{thread.id}", follow=True).address + way)
    assert page.one("#poll")
    assert not page.all("article #poll")


def test_on_paper_it_stands_there_as_everybody_sees_it(client, sign_in):
    thread, voter = a_thread(), a_person()
    poll = a_poll(thread, results="after_voting")
    actions.vote(voter, poll.id, choices_of(poll)[:1])
    sign_in(client, voter)
    here = f"/en/threads/{thread.id}/print"
    told = client.get(here).one("article.opening section").text
    assert "Monday" in told
    assert "vote" not in told
    actions.close_poll(a_moderator(), poll.id)
    told = client.get(here).one("article.opening section").text
    assert "Monday 1 vote, 100 %" in told
    assert "1 person has voted. The poll is closed." in told

"""Whoever has a question hears what is written in its thread, as long as they have it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from exchange.forum.actions import hide_post, lock_thread, unlock_thread
from exchange.forum.actions.watch import switch_watching_off, unwatch, watch
from exchange.forum.queries.watching import watches
from exchange.kernel.db import transaction
from exchange.kernel.outbox import deliver_due
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.leaving import let_go_where_they_may_not
from exchange.mentoring.actions.taking import give_back_question, take_question
from exchange.notifications.queries import notification_page
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread
from tests.notifications.post_office import change

Counter = Callable[[], AbstractContextManager[list[str]]]


def hears(who: Actor, thread: int) -> bool:
    with transaction(None):
        return watches(who.id, thread)


def back(mentor: Actor, thread: int) -> None:
    give_back_question(mentor, thread, "", "en")


def over(mentor: Actor, thread: int) -> None:
    hand_over_question(mentor, thread, a_mentor("Otto Other").id, "", "en")


def lost(mentor: Actor, thread: int) -> None:
    change(mentor.id, is_mentor=False)
    let_go_where_they_may_not(mentor.id)


def test_whoever_takes_a_question_is_told_of_its_askers_replies(app: Flask) -> None:
    asker, mentor = a_person("Ana Asker"), a_mentor()
    thread = a_thread(asker)
    take_question(mentor, thread.id)
    assert hears(mentor, thread.id)
    a_reply(thread, asker, "I forgot to say: we are three villages.")
    while deliver_due():
        pass
    told = [row.kind for row in notification_page(mentor, 1).notifications]
    assert "reply_in_watched" in told, told


def test_whoever_is_handed_one_hears_too_and_the_other_no_more(app: Flask) -> None:
    first, second = a_mentor(), a_mentor()
    thread = a_thread().id
    take_question(first, thread)
    hand_over_question(first, thread, second.id, "", "en")
    assert (hears(first, thread), hears(second, thread)) == (False, True)


@pytest.mark.parametrize("leave", [back, over, lost])
def test_leaving_it_ends_what_taking_it_began(app: Flask, leave: Callable[..., None]) -> None:
    mentor, thread = a_mentor(), a_thread().id
    take_question(mentor, thread)
    leave(mentor, thread)
    assert not hears(mentor, thread)


@pytest.mark.parametrize("leave", [back, over, lost])
def test_what_they_chose_themselves_before_stays(app: Flask, leave: Callable[..., None]) -> None:
    mentor, thread = a_mentor(), a_thread().id
    watch(mentor, thread)
    take_question(mentor, thread)
    leave(mentor, thread)
    assert hears(mentor, thread)


def test_what_they_chose_or_wrote_afterwards_stays_too(app: Flask) -> None:
    mentor = a_mentor()
    chosen, written = a_thread().id, a_thread()
    for thread in (chosen, written.id):
        take_question(mentor, thread)
    unwatch(mentor, chosen)
    watch(mentor, chosen)
    hide_post(a_moderator(), a_reply(written, mentor))  # so it waits again, and is theirs
    for thread in (chosen, written.id):
        back(mentor, thread)
        assert hears(mentor, thread)


def test_it_ends_too_where_they_are_no_mentor_any_more_when_it_begins_anew(app: Flask) -> None:
    mentor, thread, moderator = a_mentor(), a_thread().id, a_moderator()
    take_question(mentor, thread)
    lock_thread(moderator, thread)
    lost(mentor, thread)
    assert hears(mentor, thread), "it has ended, and was theirs"
    unlock_thread(moderator, thread)
    assert not hears(mentor, thread)


def test_taking_and_giving_back_cost_a_statement_each(app: Flask, count_queries: Counter) -> None:
    mentor, thread = a_mentor(), a_thread().id

    def cost(act: Callable[[], None]) -> int:
        with count_queries() as seen:
            act()
        return len([one for one in seen if " watch " in one])

    assert cost(lambda: take_question(mentor, thread)) == 1
    assert cost(lambda: back(mentor, thread)) == 1


def test_whoever_wants_to_hear_nothing_hears_nothing(app: Flask) -> None:
    mentor, thread, other = a_mentor(), a_thread().id, a_thread().id
    watch(mentor, thread)
    unwatch(mentor, thread)
    take_question(mentor, thread)
    assert not hears(mentor, thread), "they had ended it"
    back(mentor, thread)
    switch_watching_off(mentor)
    take_question(mentor, other)
    assert not hears(mentor, other)

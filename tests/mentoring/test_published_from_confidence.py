"""A thread that was published from a private consultation says so, and whoever began it is not who
asked: nobody waited there for its answers, and nobody is asked what came of them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from exchange.forum import actions as forum
from exchange.forum.models import Post, Thread
from exchange.forum.moving import Seen
from exchange.forum.reminders import today_in
from exchange.kernel.clock import now
from exchange.kernel.db import OutboxEntry, db, transaction
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.actions.asking_what_came import ask_what_came_of_it
from exchange.mentoring.models import FollowUp, PrivateAnswer
from exchange.mentoring.periods import usual_period
from exchange.mentoring.queries.bottlenecks import bottlenecks
from exchange.mentoring.queries.coordinating import Sought, all_questions
from exchange.mentoring.queries.desk import desk_of
from exchange.mentoring.queries.figures import Narrowing, figures
from exchange.mentoring.queries.follow_ups import follow_up_list
from exchange.mentoring.queries.loads import mentor_loads
from exchange.mentoring.queries.record import Record, record_of
from exchange.mentoring.queries.usual import figures_of
from exchange.people.models import Account, Organisation
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_organisation,
)
from tests.mentoring.certified import said_of
from tests.mentoring.confiding import a_prepared
from tests.mentoring.questions import asked, question_of
from tests.notifications.post_office import kinds_of, work


class Published:
    """What was asked in confidence is published by a coordinator, with one answer or with none."""

    def __init__(self, *, is_answered=True, by=None):
        self.asker, self.mentor = a_person(), a_mentor()
        self.by = by or a_mentoring_coordinator()
        self.category = a_category()
        agreeing = [self.mentor] if is_answered else []
        self.made = a_prepared(self.asker, self.mentor, *agreeing)
        given = {"version": 1, "category_id": self.category.id}
        self.thread_id = actions.publish(self.by, self.made, **given)

    @property
    def answer(self):
        with transaction(None):
            mine = select(Post.id).where(Post.author_id == self.mentor.id)
            return db.session.scalars(mine.where(Post.thread_id == self.thread_id)).one()

    def figures(self):
        """Of the last months, for who sees all."""
        return figures(self.by, usual_period(today_in(self.by.timezone, now())), Narrowing(), "en")


def fall_due():
    """All that anybody could be asked, they are asked now."""
    with transaction(None):
        for row in db.session.scalars(select(FollowUp)):
            row.due_at = now() - timedelta(hours=1)
    ask_what_came_of_it()
    work()


def test_its_question_is_marked_and_no_event_is_kept_of_it(app):
    one = Published()
    question = question_of(one.thread_id)
    assert question.is_from_confidence
    assert question.ended_at
    assert not question_of(a_thread().id).is_from_confidence
    with transaction(None):
        kept = db.session.scalars(select(OutboxEntry.name)).all()
    assert "mentoring.published_from_confidence.1" not in kept


def test_the_thread_says_the_same_to_everybody(client):
    page = client.get(f"/en/threads/{Published().thread_id}", follow=True)
    assert "Asked in confidence; names are removed." in page.text
    assert "First mentor reply after" not in page.text


def test_figures_and_what_is_usual_leave_it_out(app):
    one = Published()
    assert one.figures().all.asked == 0
    assert one.figures().falls == []
    assert figures_of(one.category.id).asked == 0
    a_reply(a_thread(category=one.category), one.mentor)
    assert one.figures().all.asked == 1
    assert figures_of(one.category.id).asked == 1


def test_one_that_nobody_has_answered_waits_for_a_mentor_and_counts_as_what_waits(app):
    other, one = a_mentor(), Published(is_answered=False)
    question = question_of(one.thread_id)
    assert question.is_from_confidence
    assert question.ended_at is None
    assert other.id in asked(one.thread_id)
    lines = all_questions(one.by, Sought(), 1).lines
    assert [line.thread_id for line in lines] == [one.thread_id]
    assert sum(row.open for row in bottlenecks(one.by, "en").languages) == 1
    assert [line.thread_id for line in desk_of(one.by).own] == [one.thread_id]
    assert one.figures().all.asked == 0
    assert figures_of(one.category.id).asked == 0
    a_reply(db.session.get(Thread, one.thread_id), other)
    assert all_questions(one.by, Sought(), 1).lines == []
    assert one.figures().all.asked == 0


def test_what_one_published_for_another_is_not_among_ones_own_questions(app):
    one = Published()
    assert desk_of(one.by).own == []
    a_reply(own := a_thread(one.by), a_mentor())
    assert [line.thread_id for line in desk_of(one.by).own] == [own.id]


def test_a_mentors_record_counts_the_answer_and_no_word_of_who_did_not_ask(app):
    one = Published()
    answered = Record(1, 0, 0, 0)
    assert record_of(one.by, one.mentor.id) == answered
    forum.accept_answer(one.by, one.answer)
    said_of(one.thread_id, one.answer, "worked", "month", now())
    assert record_of(one.by, one.mentor.id) == answered
    loads = {load.id: load.answered for load in mentor_loads(one.by, "en").mentors}
    assert loads[one.mentor.id] == 0


def test_nobody_is_asked_to_accept_an_answer_or_whether_it_worked(app):
    one = Published()
    ordinary = a_thread(one.by)
    a_reply(ordinary, one.mentor)
    fall_due()
    assert [row.thread_id for row in follow_up_list(one.by).open] == [ordinary.id]
    a_reply(db.session.get(Thread, one.thread_id), a_mentor())
    forum.accept_answer(one.by, one.answer)
    fall_due()
    assert [row.thread_id for row in follow_up_list(one.by).open] == [ordinary.id]
    assert "follow_ups_due" not in kinds_of(one.asker.id)


def test_a_discussion_that_becomes_a_question_is_known_as_well(app):
    mentor = a_mentor()
    made = a_prepared(a_person(), mentor, mentor)
    thread_id = actions.publish(mentor, made, version=1, category_id=a_category().id)
    assert desk_of(mentor).own == []
    forum.change_kind(a_moderator(), Seen(thread_id, 1))
    question = question_of(thread_id)
    assert question.is_from_confidence
    assert question.ended_at is None
    assert question.next_at


@pytest.mark.parametrize("is_answered", [True, False])
def test_the_mark_stays_when_the_consultation_is_deleted(app, is_answered):
    one = Published(is_answered=is_answered)
    actions.delete_consultation(one.asker, one.made)
    assert question_of(one.thread_id).is_from_confidence


def test_nobody_is_told_that_whoever_asked_is_at_home_where_whoever_publishes_is(app):
    network = an_organisation(country="LV")
    one = Published(by=a_mentoring_coordinator(organisation=network))
    with transaction(None):
        assert db.session.get_one(Thread, one.thread_id).country is None
    elsewhere = a_thread(one.by)
    with transaction(None):
        assert db.session.get_one(Thread, elsewhere.id).country == "LV"


def test_no_page_says_that_it_was_asked_where_whoever_published_it_is_at_home(client):
    one = Published(by=a_mentoring_coordinator(organisation=an_organisation(country="LV")))
    with transaction(None):
        row = db.session.get_one(Thread, one.thread_id)
        address, title = f"/en/threads/{row.id}", row.title
    assert "Asked from" not in client.get(address, follow=True).text
    for listed in ("/en/threads", "/en/"):
        assert "Latvia" not in "".join(
            found.text for found in client.get(listed).all("ul.rows li") if title in found.text
        )
    a_thread(one.by, title="Who pays the animator?")
    rows = client.get("/en/threads").all("ul.rows li")
    assert ["Latvia" in found.text for found in rows] == [True, False]
    found = client.get(f"/en/search?q={title.split()[-1].strip('?')}").all("ul.rows li")
    assert title in found[0].text
    assert "Latvia" not in found[0].text


def test_nobody_is_told_so_when_whoever_published_it_or_their_network_moves(app):
    one = Published(by=a_mentoring_coordinator(organisation=an_organisation(country="LV")))
    elsewhere = a_thread(one.by)
    newer = an_organisation(country="MK")

    def told():
        with transaction(None):
            ids = (one.thread_id, elsewhere.id)
            return [db.session.get_one(Thread, n, populate_existing=True).country for n in ids]

    with transaction(None):
        db.session.get_one(Account, one.by.id).organisation_id = newer.id
        db.session.flush()
        forum.take_threads_home(one.by.id)
    assert told() == [None, "MK"]
    with transaction(None):
        db.session.get_one(Organisation, newer.id).country = "TR"
        db.session.flush()
        forum.follow_countries()
    assert told() == [None, "TR"]
    with transaction(None):
        db.session.get_one(Thread, one.thread_id).country = "TR"  # of a release before this one
        db.session.flush()
        forum.follow_countries()
    assert told() == [None, "TR"]


def test_each_answer_stands_in_its_own_language(app):
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor, mentor)
    words = "Mos e fshihni dhe bisedoni hapur me të gjithë anëtarët e rrjetit tuaj në mbledhje."
    with transaction(None):
        db.session.get_one(PrivateAnswer, (made, mentor.id)).words = words
    given = {"version": 1, "category_id": a_category().id}
    thread_id = actions.publish(a_mentoring_coordinator(), made, **given)
    with transaction(None):
        posts = db.session.scalars(select(Post).where(Post.thread_id == thread_id)).all()
        assert {post.author_id == mentor.id: post.lang for post in posts} == {
            True: "sq",
            False: "en",
        }

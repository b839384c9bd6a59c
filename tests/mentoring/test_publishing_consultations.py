"""What was asked in confidence becomes a thread with the consent of all whose words it holds; who
asked is named nowhere."""

import pytest
from sqlalchemy import select

from exchange.forum.models import Post, Thread
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.models import PrivateAnswer, PrivatePublication
from exchange.mentoring.queries.consultations.words import Words, publication_page, words_page
from exchange.mentoring.traces import Trace, traces_in
from exchange.notifications.models import Notification
from exchange.people.models import Account
from tests.factories import (
    LONG_AGO,
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_room,
    a_tag,
    an_organisation,
)
from tests.mentoring.confiding import HIDDEN, a_prepared, an_assigned, words_for
from tests.notifications.post_office import change, filed, work

LIST = "/en/private-consultations"


def posts_of(thread_id):
    with transaction(None):
        found = select(Post).where(Post.thread_id == thread_id).order_by(Post.id)
        return list(db.session.scalars(found))


def answers_in(consultation_id):
    with transaction(None):
        its = PrivateAnswer.consultation_id == consultation_id
        found = select(PrivateAnswer).where(its).order_by(PrivateAnswer.account_id)
        return list(db.session.scalars(found))


def address_of(who):
    with transaction(None):
        return db.session.get_one(Account, who.id).email


def thread_of(thread_id):
    with transaction(None):
        return db.session.get_one(Thread, thread_id)


def test_from_the_proposal_to_the_thread_on_the_pages(client, sign_in):
    ours = an_organisation(name="Latvijas Lauku forums", aliases=["LLF"])
    asker, mentor = a_person("Asta Askere", organisation=ours), a_mentor("Maris Mentor")
    coordinator, tag = a_mentoring_coordinator("Cora Coordinator"), a_tag("boards")
    category = a_category()
    body = "Astai Askerei wrote to LLF, write to asta@example.org."
    made = an_assigned(asker, mentor, by=coordinator, body=body, tags=[tag.slug], title="On boards")
    actions.add_note(mentor, made, body="Vote anew, Asta.", lang="en")
    here = f"/en/private-consultations/{made}"
    sign_in(client, mentor)
    page = client.submit(client.get(here), "/propose")
    assert "Nothing is published without their consent." in page.text
    sign_in(client, asker)
    page = client.get(here)
    assert "Would you let them, without names?" in page.text
    form = client.get(page.link("Choose the words for it"))
    assert form.form("/words").data["body"] == body
    for words in ("Astai", "Askerei", "LLF", "asta@example.org", "Asta"):
        assert words in [one.text for one in form.all(".notice q")]
    kept = {"title": "On the boards of networks", "body": "Somebody wrote to a network."}
    page = client.send(form.form("/words").fill(**kept, consent="y"))
    assert page.status == 422  # the answer names her still
    assert "look at them first" in page.text
    answer = {f"answer_{mentor.id}": "Vote anew."}
    page = client.send(page.form("/words").fill(**answer))
    assert page.status == 303
    sign_in(client, mentor)
    page = client.get(f"{here}/publication")
    assert "has not answered yet" in page.text
    page = client.submit(page, "/words/agree")
    assert "You agree to it." in page.text
    sign_in(client, coordinator)
    page = client.submit(client.get(f"{here}/publication"), "/publish", category=str(category.id))
    thread = client.get(page.link("Read the thread"), follow=True)
    assert thread.h1 == "On the boards of networks"
    assert "Asked in confidence; names are removed." in thread.text
    assert "Vote anew." in thread.text
    assert "Asta" not in thread.body
    sign_in(client, asker)
    assert client.get(here).link("Read the thread")


def test_the_subjects_of_the_thread_stand_where_the_asker_and_the_mentors_agree(client, sign_in):
    asker, mentor = a_person(), a_mentor()
    tag = a_tag("boards", names={"en": "Boards that split"})
    made = an_assigned(asker, mentor, tags=[tag.slug])
    actions.add_note(mentor, made, body="Vote anew.", lang="en")
    here = f"/en/private-consultations/{made}"
    sign_in(client, asker)
    assert "Subjects: Boards that split" in client.get(f"{here}/words").text
    words_for(asker, made, {mentor.id: "Vote anew."})
    for who in (asker, mentor):
        sign_in(client, who)
        assert "Subjects: Boards that split" in client.get(f"{here}/publication").text
    thread_id = actions.publish(mentor, made, version=1, category_id=a_category().id)
    assert "Boards that split" in client.get(f"/en/threads/{thread_id}", follow=True).text


def test_it_stands_under_the_name_of_who_publishes_and_nothing_leads_to_who_asked(app):
    ours = an_organisation(country="LV")
    asker = a_person("Asta Asker", organisation=ours)
    mentor, silent, gone = a_mentor(), a_mentor(), a_mentor()
    made = a_prepared(asker, mentor, mentor, gone, others=[silent, gone])
    with transaction(None):
        db.session.get_one(Account, gone.id).is_mentor = False
    by = a_mentoring_coordinator()
    thread_id = actions.publish(by, made, version=1, category_id=a_category().id)
    thread, posts = thread_of(thread_id), posts_of(thread_id)
    assert (thread.author_id, thread.kind, thread.state) == (by.id, "question", "answered")
    assert thread.organisation_id is None
    assert [post.author_id for post in posts] == [by.id, mentor.id]
    assert all(HIDDEN not in post.source and "Asta" not in post.source for post in posts)
    while deliver_due():
        pass
    about = {post.id for post in posts}
    told = db.session.query(Notification).filter_by(account_id=asker.id)
    assert not [one for one in told if one.subject_kind == "post" and one.subject_id in about]


def test_ones_own_answer_makes_it_a_discussion_that_waits_for_nobody(app):
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor, mentor)
    thread_id = actions.publish(mentor, made, version=1, category_id=a_category().id)
    assert thread_of(thread_id).kind == "discussion"
    assert len(posts_of(thread_id)) == 2


def test_the_line_above_it_is_in_its_language(app):
    asker, mentor = a_person(), a_mentor()
    made = an_assigned(asker, mentor)
    words_for(asker, made, {})
    with transaction(None):
        db.session.get_one(PrivatePublication, made).lang = "lv"
    thread_id = actions.publish(mentor, made, version=1, category_id=a_category().id)
    assert thread_of(thread_id).lang == "lv"
    assert posts_of(thread_id)[0].source.endswith("*\n\nOur board has split.")


def test_nothing_is_published_without_the_asker_nor_once_more(app):
    asker, mentor, category = a_person(), a_mentor(), a_category()
    made = an_assigned(asker, mentor)
    for _ in range(2):
        actions.propose_publication(mentor, made)
    with pytest.raises(NotAllowed):
        actions.publish(mentor, made, version=1, category_id=category.id)
    words_for(asker, made, {}, version=1)
    with pytest.raises(Stale):
        actions.publish(mentor, made, version=1, category_id=category.id)
    with pytest.raises(NotAllowed):
        actions.publish(asker, made, version=2, category_id=category.id)
    with pytest.raises(Refused):
        actions.publish(mentor, made, version=2, category_id=a_room().id)
    actions.keep_private(asker, made)
    actions.keep_private(asker, made)
    with pytest.raises(NotAllowed):
        actions.publish(mentor, made, version=2, category_id=category.id)
    words_for(asker, made, {}, version=3)
    actions.publish(mentor, made, version=4, category_id=category.id)
    for again in (
        lambda: actions.publish(mentor, made, version=4, category_id=category.id),
        lambda: actions.propose_publication(mentor, made),
        lambda: actions.keep_private(asker, made),
        lambda: words_for(asker, made, {}, version=4),
    ):
        with pytest.raises(NotAllowed):
            again()


def test_who_has_looked_is_asked_again_for_what_they_typed_since(client, sign_in):
    asker, mentor = a_person("Asta Askere"), a_mentor("Maris Mentor")
    made = an_assigned(asker, mentor, body="Asta is me.", title="On boards of networks")
    here = f"/en/private-consultations/{made}/words"
    sign_in(client, asker)
    form = client.get(here).form("/words")
    page = client.send(form.fill(body="Asta, and Maris.", looked="y", consent="y"))
    assert page.status == 422
    assert [one.text for one in page.all(".notice q")] == ["Asta", "Maris"]
    form = page.form("/words")
    assert "looked" not in form.data
    assert client.send(form.fill(body="Asta alone.", looked="y", consent="y")).status == 303


def test_nobody_agrees_to_words_that_were_put_in_place_of_those_they_read(app):
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor)
    read = publication_page(mentor, made).head.edit_version
    actions.keep_private(asker, made)
    assert answers_in(made) == []
    words_for(
        asker, made, {mentor.id: "Sell it all."}, version=words_page(asker, made).head.edit_version
    )
    with pytest.raises(Stale):
        actions.rule_on_words(mentor, made, version=read, agrees=True)
    assert publication_page(mentor, made).own.ruling == ""


def test_what_stays_private_can_be_proposed_once_more(client, sign_in):
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor)
    here = f"/en/private-consultations/{made}"
    sign_in(client, asker)
    client.submit(client.get(here), "/keep-private")
    assert not client.get(here).all("form[action$='/keep-private']")
    assert client.get(f"{here}/words").form("/words").data["body"] == f"We quarrel {HIDDEN}."
    sign_in(client, mentor)
    client.submit(client.get(here), "/propose")
    assert not client.get(here).all("form[action$='/propose']")
    sign_in(client, asker)
    assert "Would you let them, without names?" in client.get(here).text


def test_other_words_ask_a_mentor_anew_and_the_same_do_not(app):
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor, mentor)
    words_for(asker, made, {mentor.id: f"Vote anew, says {mentor.id}."}, version=1)
    assert publication_page(mentor, made).own.ruling == "agreed"
    words_for(asker, made, {mentor.id: "Vote never."}, version=2)
    assert publication_page(mentor, made).own.ruling == ""
    with pytest.raises(Stale):  # of what they have not read
        actions.rule_on_words(mentor, made, version=2, agrees=True)
    actions.rule_on_words(mentor, made, version=3, agrees=False)
    thread_id = actions.publish(
        a_mentoring_coordinator(), made, version=3, category_id=a_category().id
    )
    assert len(posts_of(thread_id)) == 1
    assert thread_of(thread_id).state == "waiting"


@pytest.mark.parametrize("part", ["title", "question", "lang"])
def test_another_question_above_their_words_asks_a_mentor_anew_and_says_why(
    client, sign_in, folder, part
):
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    made = a_prepared(asker, mentor, mentor, others=[other])
    actions.rule_on_words(other, made, version=1, agrees=False)
    here, told = f"/en/private-consultations/{made}", "The text has changed meanwhile."
    sign_in(client, mentor)
    assert told not in client.get(here).text + client.get(f"{here}/publication").text
    answers = {one.id: f"Vote anew, says {one.id}." for one in (mentor, other)}
    words = Words("How does a board go on after a quarrel?", "Our board has split.", "en")
    changed = {"title": "Who sells a board?", "question": "We stole it.", "lang": "lv"}
    words = words._replace(**{part: changed[part]})
    work()
    before = len(filed(folder))
    actions.keep_words(asker, made, version=1, words=words, answers=answers)
    work()
    told_by_mail = sorted(str(mail["To"]) for mail in filed(folder)[before:])
    assert told_by_mail == sorted(f"{one.name} <{address_of(one)}>" for one in (mentor, other))
    assert [one.ruling for one in answers_in(made)] == ["", ""]
    page = client.get(here)
    assert told in page.text
    page = client.get(page.link("How it would be published"))
    assert told in page.text
    client.submit(page, "/words/agree")
    assert told not in client.get(here).text + client.get(f"{here}/publication").text
    thread_id = actions.publish(mentor, made, version=2, category_id=a_category().id)
    assert [post.author_id for post in posts_of(thread_id)] == [mentor.id] * 2


def test_nothing_is_published_that_a_mentor_agreed_to_below_another_question(app):
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor, mentor)
    words = Words("How does a board go on after a quarrel?", "We stole from the till.", "en")
    answers = {mentor.id: f"Vote anew, says {mentor.id}."}
    actions.keep_words(asker, made, version=1, words=words, answers=answers)
    by = a_mentoring_coordinator()
    thread_id = actions.publish(by, made, version=2, category_id=a_category().id)
    assert [post.author_id for post in posts_of(thread_id)] == [by.id]


def test_words_are_chosen_by_the_asker_alone_and_only_of_mentors_who_answered(app):
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    made = a_prepared(asker, mentor, others=[other])
    for one in (mentor, a_mentoring_coordinator()):
        with pytest.raises(NotAllowed):
            words_for(one, made, {}, version=1)
        with pytest.raises(NotFound):
            words_page(one, made)
    with pytest.raises(Refused):
        words_for(asker, made, {a_mentor().id: "Invented."}, version=1)
    with pytest.raises(Stale):
        words_for(asker, made, {}, version=0)
    with pytest.raises(NotFound):  # has no words in it
        actions.rule_on_words(a_mentoring_coordinator(), made, version=1, agrees=True)
    actions.decline_consultation(other, made)
    with pytest.raises(NotFound):
        actions.rule_on_words(other, made, version=1, agrees=True)
    with pytest.raises(NotFound):
        publication_page(a_person(), made)


def test_what_is_deleted_leaves_the_thread_and_no_way_to_it(app):
    asker, mentor = a_person(), a_mentor()
    made = a_prepared(asker, mentor, mentor)
    thread_id = actions.publish(
        a_mentoring_coordinator(), made, version=1, category_id=a_category().id
    )
    actions.delete_consultation(asker, made)
    assert db.session.query(PrivatePublication).count() == 0
    assert db.session.query(PrivateAnswer).count() == 0
    assert thread_of(thread_id).deleted_at is None


NAMES = ("Asta Askere", "Ana Petrović", "Li Ming 1990")
ORGANISATIONS = ("Latvijas Lauku forums", "LAF", "Réseau rural", "EU")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was Asta.", [("person", "Asta")]),
        ("Astai un Askerei", [("person", "Astai"), ("person", "Askerei")]),
        ("Рекла је Петровићева.", [("person", "Петровићева")]),
        ("We saw Ane and Anu", [("person", "Ane"), ("person", "Anu")]),
        ("Any answer and an aster", []),
        ("li is no name, Li is", [("person", "Li")]),
        ("asta told ana, ming told асти", [("person", one) for one in ("asta", "ana", "ming")]),
        ("рекла је петровић", [("person", "петровић")]),
        ("petroviću, anu and astai in 1990: small, with an ending; a year", []),
        ("in Latvijas Lauku forumā", [("organisation", "Latvijas Lauku forumā")]),
        ("LATVIJAS LAUKU FORUMS", [("organisation", "LATVIJAS LAUKU FORUMS")]),
        ("the LAF, not a laf", [("organisation", "LAF")]),
        ("EU rules", []),
        ("Write to a.b+c@mail.example.org.", [("mail", "a.b+c@mail.example.org")]),
        (
            "Call +371 29 123-456 or (064) 1234567",
            [("phone", "+371 29 123-456"), ("phone", "(064) 1234567")],
        ),
        ("Between 2014-2020, on 12.05.2024, for 12,500.00", []),
        ("Ask @Maja or mail@", [("mention", "@Maja")]),
        ("Asta, Asta and Asta", [("person", "Asta")]),
    ],
)
def test_what_may_tell_who_it_is_about_is_found(text, found):
    assert traces_in(text, NAMES, ORGANISATIONS) == [Trace(*one) for one in found]


def taken_off(_mentor, made):
    actions.take_mentor_off(a_mentoring_coordinator(), made, _mentor.id)


LEFT = {
    "taken off": taken_off,
    "left it": actions.decline_consultation,
    "suspended": lambda mentor, _made: change(mentor.id, suspended_at=LONG_AGO),
    "no mentor any more": lambda mentor, _made: change(mentor.id, is_mentor=False),
    "coordinator instead": lambda mentor, _made: change(
        mentor.id, is_mentor=False, is_mentoring_coordinator=True
    ),
}


@pytest.mark.parametrize("how", LEFT)
def test_a_mentor_who_left_takes_their_consent_back(client, sign_in, how):
    asker, mentor = a_person("Asta Asker"), a_mentor()
    made = a_prepared(asker, mentor, mentor)
    sign_in(client, mentor)
    assert "Your words" not in client.get(LIST).text
    LEFT[how](mentor, made)
    page = client.get(LIST)
    assert f"Vote anew, says {mentor.id}." in page.text
    if "coordinator" not in how:
        assert HIDDEN not in page.text
        assert "Asta" not in page.text
    page = client.submit(page, "/words/take-back")
    assert "Your words are left out." in page.text
    assert f"says {mentor.id}" not in page.text
    assert [one.ruling for one in answers_in(made)] == ["declined"]
    change(mentor.id, is_mentor=True, suspended_at=None)
    thread_id = actions.publish(
        a_mentoring_coordinator(), made, version=1, category_id=a_category().id
    )
    assert len(posts_of(thread_id)) == 1
    assert thread_of(thread_id).first_mentor_at is None


def test_consent_is_taken_back_by_whose_words_they_are_and_not_once_they_are_published(
    client, sign_in
):
    asker, mentor, silent = a_person(), a_mentor(), a_mentor()
    made = a_prepared(asker, mentor, mentor, others=[silent])
    for one in (mentor, silent):
        actions.decline_consultation(one, made)
    sign_in(client, silent)
    assert "Your words" not in client.get(LIST).text  # was never asked for by anybody
    for one in (asker, a_person(), a_mentoring_coordinator(), a_moderator()):
        with pytest.raises(NotFound):
            actions.take_back_words(one, made)
    with pytest.raises(NotFound):
        actions.take_back_words(mentor, made + 1)
    assert [one.ruling for one in answers_in(made)] == ["agreed", ""]
    actions.publish(a_mentoring_coordinator(), made, version=1, category_id=a_category().id)
    sign_in(client, mentor)
    assert "Your words" not in client.get(LIST).text
    with pytest.raises(NotAllowed):
        actions.take_back_words(mentor, made)

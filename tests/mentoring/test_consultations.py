"""A member asks in confidence; who is assigned answers; nobody else ever sees it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused
from exchange.kernel.sweeping import sweepers
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.actions.consultations.due import end_silent, remind_of_waiting
from exchange.mentoring.models import (
    DaysAway,
    PrivateConsultation,
    PrivateConsultationMentor,
    PrivateConsultationTag,
    PrivateExclusion,
    PrivateNote,
)
from exchange.mentoring.policy import consultations as policy
from exchange.mentoring.queries.consultations.facts import around
from exchange.mentoring.queries.consultations.lists import consultation_list
from exchange.mentoring.queries.consultations.page import consultation_page
from exchange.mentoring.queries.consultations.people import candidates, who_arranges
from exchange.people.models import Account, Expertise
from exchange.people.queries import get_actor
from exchange.tags.actions import merge_subjects
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_tag,
    an_admin,
    an_organisation,
    saved,
)
from tests.mentoring.confiding import HIDDEN, a_consultation, an_assigned


def change(who, **columns):
    with transaction(None):
        account = db.session.get_one(Account, who.id)
        for name, value in columns.items():
            setattr(account, name, value)
    return get_actor(who.id)


def reads(who, made):
    try:
        return bool(consultation_page(get_actor(who.id), made))
    except NotFound:
        return False


def row_of(made):
    with transaction(None):
        return db.session.get_one(PrivateConsultation, made)


def test_a_member_asks_a_coordinator_assigns_and_the_mentor_answers_on_the_pages(client, sign_in):
    asker, mentor = a_person("Asta Asker"), a_mentor("Maris Mentor")
    coordinator, tag = a_mentoring_coordinator("Cora Coordinator"), a_tag("boards")
    excluded = a_mentor("Xaver Excluded")
    sign_in(client, asker)
    form = client.get(client.get("/en/ask").link("Ask in confidence"))
    assert "no admin who is not a coordinator of mentoring" in form.text
    page = client.submit(
        form,
        "/new",
        title="Our board has split",
        body="We **quarrel**.",
        tags=[tag.slug],
        excluded=[str(excluded.id)],
    )
    assert page.h1 == "Our board has split"
    assert "No mentor is assigned yet." in page.text
    assert "Excluded by you: Xaver Excluded" in page.text
    here = page.address
    sign_in(client, coordinator)
    form = client.get(client.get(here).link("Choose mentors"))
    assert "Xaver" not in form.text
    page = client.submit(form, "/mentors", mentors=[str(mentor.id)])
    assert "Maris Mentor" in page.text
    sign_in(client, mentor)
    page = client.submit(client.get(here), here, body="Vote *anew*.")
    assert page.one(".prose em").text == "anew"
    assert "Excluded by you" not in page.text
    sign_in(client, asker)
    assert "Vote anew." in client.get(here).text
    assert client.get("/en/private-consultations").link(
        f"Our board has split, {here.rpartition('/')[2]}"
    )


def test_only_the_asker_the_mentors_and_the_coordinators_read_it(app):
    asker, mentor = a_person(), a_mentor()
    coordinator, excluded = a_mentoring_coordinator(), a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=coordinator, excluded=[excluded.id])
    for one in (asker, mentor, coordinator):
        assert reads(one, made)
    for one in (excluded, a_mentor(), a_moderator(), an_admin(), a_person()):
        assert not reads(one, made)
        assert consultation_list(one, 1).rows == []
        for act in (
            lambda who=one: actions.add_note(who, made, body="I too.", lang="en"),
            lambda who=one: actions.end_consultation(who, made),
            lambda who=one: actions.delete_consultation(who, made),
            lambda who=one: actions.propose_publication(who, made),
            lambda who=one: actions.assign_mentors(who, made, [mentor.id]),
            lambda who=one: actions.take_mentor_off(who, made, mentor.id),
        ):
            with pytest.raises(NotFound):
                act()


def test_who_is_suspended_or_loses_the_role_reads_it_no_more_but_the_asker_does(app):
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    coordinator = a_mentoring_coordinator()
    made = an_assigned(asker, mentor, other, by=coordinator)
    change(mentor, is_mentor=False)
    change(other, suspended_at=now())
    change(coordinator, suspended_at=now())
    suspended = change(asker, suspended_at=now())
    assert [reads(one, made) for one in (asker, mentor, other, coordinator)] == [
        True,
        False,
        False,
        False,
    ]
    with pytest.raises(NotAllowed):
        actions.add_note(suspended, made, body="Again.", lang="en")
    change(mentor, is_mentor=True)
    assert reads(mentor, made)


def test_a_mentor_who_declines_or_is_taken_off_reads_it_no_more_and_it_waits_again(app, it_is):
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    coordinator = a_mentoring_coordinator()
    made = an_assigned(asker, mentor, other, by=coordinator)
    assert row_of(made).remind_at is None
    actions.take_mentor_off(coordinator, made, mentor.id)
    actions.take_mentor_off(coordinator, made, mentor.id)
    assert row_of(made).remind_at is None  # the other is there
    actions.decline_consultation(other, made)
    assert not reads(mentor, made)
    assert not reads(other, made)
    assert row_of(made).remind_at is not None
    with pytest.raises(Refused):  # who declined is not asked again
        actions.assign_mentors(coordinator, made, [other.id])
    actions.assign_mentors(coordinator, made, [mentor.id])
    assert reads(mentor, made)
    with pytest.raises(NotFound):
        actions.decline_consultation(other, made)
    with pytest.raises(NotAllowed):
        actions.decline_consultation(coordinator, made)


def test_whoever_asks_reads_who_is_told(client, sign_in):
    asker, coordinator = a_person(), a_mentoring_coordinator()
    an_admin()
    sign_in(client, asker)
    for excluded, told in (([], "coordinators of mentoring"), ([coordinator.id], "admins")):
        made = a_consultation(asker, excluded=excluded)
        page = client.get(f"/en/private-consultations/{made}")
        assert f"No mentor is assigned yet. The {told} are told" in page.text


def test_who_is_suspended_for_a_week_can_be_excluded_and_does_not_read_it_afterwards(
    client, sign_in
):
    foe, former = a_mentoring_coordinator(), a_mentor()
    asker, _other = a_person(), a_mentoring_coordinator()
    sign_in(client, asker)
    form = client.get("/en/private-consultations/new").form("/new/draft")
    client.send(form.fill(body="We quarrel.", excluded=[str(foe.id)]))
    change(foe, suspended_at=now())
    change(former, is_mentor=False)
    form = client.get("/en/private-consultations/new").form("/new")
    assert form.data.getlist("excluded") == [str(foe.id)], "the draft has not lost the tick"
    page = client.send(form.fill(title="Our board has split"))
    made = int(page.location.rpartition("/")[2])
    change(foe, suspended_at=None)
    assert not reads(foe, made)
    with pytest.raises(Refused):
        a_consultation(asker, excluded=[former.id])


def test_who_declines_is_told_that_another_is_looked_for_only_where_one_is(client, sign_in):
    asker, one, two, three = a_person(), a_mentor(), a_mentor(), a_mentor()
    made, ended = an_assigned(asker, one, two), an_assigned(asker, three)
    actions.end_consultation(asker, ended)
    for who, which, is_looked_for in ((one, made, False), (two, made, True), (three, ended, False)):
        sign_in(client, who)
        page = client.get(f"/en/private-consultations/{which}/decline")
        page = client.submit(page, "/decline")
        assert (page.status, page.path) == (200, "/en/private-consultations")
        assert "You do not read it any more." in page.text
        assert ("Another mentor is looked for." in page.text) is is_looked_for


def test_a_mentor_who_also_coordinates_reads_it_on_after_declining_and_is_told_so(client, sign_in):
    asker, both = a_person(), a_mentor(is_mentoring_coordinator=True)
    made = an_assigned(asker, both)
    sign_in(client, both)
    page = client.get(f"/en/private-consultations/{made}/decline")
    assert "As a coordinator you can still read it then." in page.text
    assert "You do not read it any more" not in page.text
    page = client.submit(page, "/decline")
    assert (page.status, page.path) == (200, f"/en/private-consultations/{made}")
    assert "You are not its mentor any more. As a coordinator you can still read it." in page.text


def test_where_no_coordinator_can_an_admin_assigns_and_reads_nothing(client, sign_in):
    asker, admin, mentor = a_person("Asta Asker"), an_admin(), a_mentor("Maris Mentor")
    away = a_mentoring_coordinator()
    made = a_consultation(asker, excluded=[away.id])
    sign_in(client, admin)
    page = client.get("/en/private-consultations")
    assert HIDDEN not in page.body
    page = client.get(f"/en/private-consultations/{made}", follow=True)
    assert page.h1 == "Choose mentors"
    assert HIDDEN not in page.body
    assert "Asta" not in page.body
    page = client.submit(page, "/mentors", mentors=[str(mentor.id)])
    assert page.h1 == "Private consultations"
    assert reads(mentor, made)
    assert client.get(f"/en/private-consultations/{made}/words").status == 404
    change(away, suspended_at=now())
    second = a_consultation(asker)
    assert client.get(f"/en/private-consultations/{second}/mentors").status == 200
    a_mentoring_coordinator()
    assert client.get(f"/en/private-consultations/{second}/mentors").status == 404


def test_who_leaves_nobody_to_choose_a_mentor_is_told_so_and_keeps_what_was_typed(client, sign_in):
    """In a small installation who runs it is admin, coordinator and mentor in one."""
    one = a_person(is_admin=True, is_mentor=True, is_mentoring_coordinator=True)
    asker, mentor = a_person(), a_mentor()
    ticked = [str(one.id), str(mentor.id)]
    sign_in(client, asker)
    form = client.get("/en/private-consultations/new").form("/new")
    typed = {"title": "Our board has split", "body": "We quarrel.", "excluded": ticked}
    for button in ("Preview", "Ask in confidence"):
        page = client.send(form.press(button).fill(**typed))
        assert page.status == 422
        assert "Nobody would be left who can choose a mentor." in page.text
        form = page.form("/new")
        assert form.data["body"] == "We quarrel."
        assert form.data.getlist("excluded") == ticked
    other = an_admin()
    made = int(client.send(form).location.rpartition("/")[2])
    assert who_arranges(made) == [other.id]
    change(other, suspended_at=now())
    with pytest.raises(Refused):
        a_consultation(asker, excluded=[one.id])
    assert a_consultation(asker, excluded=[mentor.id])
    assert a_consultation(one, excluded=[mentor.id]), "whom they exclude is not why nobody can"


def test_an_admin_who_does_not_read_cannot_let_themselves_in(app):
    admin = an_admin(is_mentor=True)
    made = a_consultation()
    with pytest.raises(Refused):
        actions.assign_mentors(admin, made, [admin.id])
    assert not reads(admin, made)


def test_the_rule_of_who_reads_is_the_same_in_the_database(app):
    """Everybody with every role, beside consultations in every state."""
    made = {}
    people = [
        a_person(is_mentor=mentor, is_mentoring_coordinator=coordinator, is_admin=admin)
        for mentor in (False, True)
        for coordinator in (False, True)
        for admin in (False, True)
    ]
    people.append(a_mentor(suspended_at=LONG_AGO))
    asker = a_person(is_mentor=True)
    coordinator = a_mentoring_coordinator()
    for n, who in enumerate(people):
        made[n, "asked"] = a_consultation(who) if who.may_write else a_consultation()
        known = [one.id for one in people if one.roles & {"mentor", "mentoring_coordinator"}]
        made[n, "excluded"] = a_consultation(asker, excluded=known[n % 3 :: 2])
        made[n, "assigned"] = a_consultation(asker)
        if who.is_mentor:
            actions.assign_mentors(coordinator, made[n, "assigned"], [who.id])
    change(coordinator, is_mentoring_coordinator=False)
    for who in [*people, asker, coordinator]:
        actor = get_actor(who.id)
        listed = set()
        for number in (1, 2):
            page = consultation_list(actor, number)
            listed |= {row.id for row in page.rows}
            if page.pages.last == 1:
                break
        assert listed == {one for one in made.values() if reads(who, one)}
        told = select_told(actor)
        for one in made.values():
            facts = facts_of(one)
            waits = policy.arranges(actor, facts) and not facts.mentors
            theirs = actor.is_mentor and actor.id in facts.mentors
            assert (one in told) is (waits or theirs), (actor, one)


def facts_of(made):
    return around(made).facts


def select_told(actor):
    with transaction(None):
        which = policy.is_to_be_told(actor, actor.id)
        return set(db.session.scalars(select(PrivateConsultation.id).where(which)))


def test_those_who_fit_best_stand_first(app):
    tag, other = a_tag(), a_tag()
    away = a_mentor("Away", reads=["lv"])
    a_mentor("Stranger", reads=["en"])
    busy, knows = a_mentor("Busy", reads=["lv"]), a_mentor("Knows", reads=["lv"])
    expert = a_mentor("Expert", reads=["lv"])
    today = now().date()
    saved(DaysAway(account_id=away.id, first_day=today, last_day=today + timedelta(days=3)))
    for who, tags in ((knows, [tag]), (expert, [tag, other]), (busy, [tag]), (away, [tag, other])):
        for one in tags:
            saved(Expertise(account_id=who.id, tag_id=one.id))
    an_assigned(None, busy)
    made = a_consultation(lang="lv", tags=[tag.slug, other.slug])
    names = [one.name for one in candidates(a_mentoring_coordinator(), around(made))]
    assert names == ["Expert", "Knows", "Busy", "Stranger", "Away"]


def test_an_excluded_coordinator_cannot_count_that_there_is_more(app):
    asker, mentor = a_person(), a_mentor("Maris")
    excluded, other = a_mentoring_coordinator(), a_mentoring_coordinator()
    an_assigned(asker, mentor, by=other, excluded=[excluded.id])
    made = a_consultation()
    for reader, has in ((excluded, 0), (other, 1)):
        assert [one.open for one in candidates(reader, around(made))] == [has]


def test_how_much_a_mentor_has_is_said_to_those_who_know_it(client, sign_in):
    admin, coordinator = an_admin(), a_mentoring_coordinator()
    made = a_consultation(excluded=[coordinator.id])
    a_mentor("Maris Mentor")
    path = f"/en/private-consultations/{made}/mentors"
    sign_in(client, admin)
    change(coordinator, is_mentoring_coordinator=False)
    assert "open private consultation" not in client.get(path).text
    sign_in(client, a_mentoring_coordinator())
    assert "has 0 open private consultations" in client.get(path).text


def test_an_admin_who_assigns_does_not_count_what_coordinators_have(app):
    mentor, coordinator, admin = a_mentor(), a_mentoring_coordinator(), an_admin()
    an_assigned(a_person(), mentor, by=coordinator)
    of_coordinator = a_consultation(coordinator)  # nobody else could: the admin assigns
    assert [one.open for one in candidates(admin, around(of_coordinator))] == [0]
    actions.assign_mentors(admin, of_coordinator, [mentor.id])
    another = a_consultation(coordinator)
    assert [one.open for one in candidates(admin, around(another))] == [1]


def test_the_coordinators_are_reminded_after_two_working_days_each_two(app, it_is):
    friday = datetime(2026, 1, 9, 10, tzinfo=UTC)
    it_is(friday)
    made = a_consultation(a_person(organisation=an_organisation(country="LV")))
    for day, is_due in ((12, False), (13, False), (14, True)):
        it_is(datetime(2026, 1, day, 10, tzinfo=UTC))
        before = row_of(made).remind_at
        remind_of_waiting()
        assert (row_of(made).remind_at != before) is is_due, day
    assert remind_of_waiting in sweepers


def test_a_mentor_who_lost_the_role_counts_as_none(app, it_is):
    mentor = a_mentor()
    made = an_assigned(None, mentor)
    remind_of_waiting()
    assert row_of(made).remind_at is None
    change(mentor, is_mentor=False)
    remind_of_waiting()
    assert row_of(made).remind_at is not None


def test_it_ends_by_the_asker_or_by_ninety_silent_days_and_is_opened_again(app, it_is):
    asker, mentor = a_person(), a_mentor()
    made = an_assigned(asker, mentor)
    with pytest.raises(NotAllowed):
        actions.end_consultation(mentor, made)
    actions.end_consultation(asker, made)
    ended = row_of(made).ended_at
    actions.end_consultation(asker, made)
    assert row_of(made).ended_at == ended
    with pytest.raises(NotAllowed):
        actions.add_note(mentor, made, body="Too late.", lang="en")
    assert reads(mentor, made)
    actions.reopen_consultation(asker, made)
    actions.add_note(mentor, made, body="In time.", lang="en")
    moment = now()
    it_is(moment + timedelta(days=89))
    end_silent()
    assert row_of(made).ended_at is None
    it_is(moment + timedelta(days=91))
    end_silent()
    assert row_of(made).ended_at is not None
    actions.reopen_consultation(asker, made)
    end_silent()
    assert row_of(made).ended_at is None
    assert end_silent in sweepers


def test_the_asker_deletes_all_of_it_and_nothing_is_left(client, sign_in):
    asker, mentor, other = a_person(), a_mentor(), a_mentor()
    made = an_assigned(asker, mentor, tags=[a_tag().slug], excluded=[other.id])
    actions.add_note(mentor, made, body="Vote anew.", lang="en")
    with pytest.raises(NotAllowed):
        actions.delete_consultation(mentor, made)
    sign_in(client, asker)
    form = client.get(client.get(f"/en/private-consultations/{made}").link("Delete all of it"))
    page = client.submit(form, "/delete")
    assert "It is deleted" in page.text
    for table in (
        PrivateConsultation,
        PrivateConsultationMentor,
        PrivateConsultationTag,
        PrivateExclusion,
        PrivateNote,
    ):
        assert db.session.query(table).count() == 0
    assert client.get(f"/en/private-consultations/{made}").status == 404


def test_a_suspended_asker_deletes_all_of_it_too(client, sign_in):
    asker = a_person()
    made = a_consultation(asker)
    with transaction(None):
        db.session.get_one(Account, asker.id).suspended_at = now()
    sign_in(client, asker)
    page = client.get(f"/en/private-consultations/{made}")
    client.submit(client.get(page.link("Delete all of it")), "/delete")
    with transaction(None):
        assert db.session.get(PrivateConsultation, made) is None


def test_what_is_not_offered_is_refused(app):
    asker, mentor = a_person(), a_mentor()
    with pytest.raises(Refused):
        a_consultation(asker, excluded=[a_person().id])
    with pytest.raises(Refused):
        a_consultation(asker, tags=[a_tag().slug for _ in range(6)])
    made = a_consultation(asker, excluded=[mentor.id])
    coordinator = a_mentoring_coordinator()
    for wrong in (mentor.id, a_person().id, asker.id):
        with pytest.raises(Refused):
            actions.assign_mentors(coordinator, made, [wrong])
    with pytest.raises(Refused):
        actions.assign_mentors(coordinator, made, [a_mentor().id for _ in range(6)])
    with pytest.raises(NotAllowed):
        a_consultation(a_person(admitted_at=None))


def test_there_is_an_end_to_what_one_holds(app, monkeypatch):
    asker = a_person()
    made = a_consultation(asker)
    monkeypatch.setattr("exchange.mentoring.actions.consultations.ask.MOST_NOTES", 2)
    actions.add_note(asker, made, body="More.", lang="en")
    with pytest.raises(Refused):
        actions.add_note(asker, made, body="Still more.", lang="en")


def test_a_merged_subject_takes_its_consultations_along(app):
    old, new = a_tag(), a_tag()
    made = a_consultation(tags=[old.slug])
    merge_subjects(a_moderator(), old.slug, version=1, into=new.slug)
    with transaction(None):
        mine = db.session.query(PrivateConsultationTag).filter_by(consultation_id=made)
        assert [one.tag_id for one in mine] == [new.id]


def test_the_open_ones_stand_first_with_the_newest_note(app):
    asker = a_person()
    first, second, third = (a_consultation(asker, title=f"Question {n}") for n in range(3))
    actions.end_consultation(asker, third)
    actions.add_note(asker, first, body="More.", lang="en")
    assert [row.id for row in consultation_list(asker, 1).rows] == [first, second, third]
    with pytest.raises(NotFound):
        consultation_list(asker, 2)


def test_list_and_page_cost_the_same_however_much_there_is(client, sign_in, count_queries):
    asker, mentors = a_person(), [a_mentor(), a_mentor()]
    made = an_assigned(asker, *mentors)
    sign_in(client, asker)
    counts = []
    for _ in range(2):
        for path in ("", f"/{made}"):
            client.get(f"/en/private-consultations{path}")
            with count_queries() as seen:
                client.get(f"/en/private-consultations{path}")
            counts.append(len(seen))
        for one in (*mentors, asker):
            a_consultation(asker)
            actions.add_note(one, made, body="More.", lang="en")
    assert counts == [4, 10, 4, 10]

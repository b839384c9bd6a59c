"""Every query and action about people asks the policy itself, whoever its route lets in."""

import pytest

from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.people import actions, queries
from exchange.people.actions.roles import Place, Roles
from exchange.people.queries import administration
from exchange.tags.actions import set_expertise
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_moderator,
    a_person,
    an_admin,
    an_editor,
    an_organisation,
)

NO_ROLES = Roles(mentor=False, mentoring_coordinator=False, moderator=False, admin=False)
STRANGERS = [a_person, a_mentor, an_editor, lambda: an_admin(suspended_at=LONG_AGO)]


@pytest.mark.parametrize("who", [*STRANGERS, a_moderator])
def test_only_who_lets_people_in_sees_who_waits_and_only_admins_see_all(app, who):
    a_person(admitted_at=None)
    stranger = who()
    with pytest.raises(NotAllowed):
        administration.waiting_list(stranger)
    assert administration.count_waiting(stranger) == 0
    with pytest.raises(NotAllowed, match="Admins do this"):
        administration.people_page(stranger, words="", state="", number=1)


def test_a_coordinator_counts_and_sees_those_of_the_own_organisation(app):
    home = an_organisation()
    mine = a_person(admitted_at=None, organisation=home)
    a_person(admitted_at=None)
    coordinator = a_person(organisation=home, role="coordinator")
    assert [one.id for one in administration.waiting_list(coordinator)] == [mine.id]
    assert administration.count_waiting(coordinator) == 1
    assert administration.count_waiting(an_admin()) == 2


@pytest.mark.parametrize("who", [*STRANGERS, a_moderator])
def test_only_admins_and_the_own_coordinator_let_people_in(app, who):
    waits = a_person(admitted_at=None, organisation=an_organisation())
    for act in (actions.admit, actions.disown):
        with pytest.raises((NotAllowed, NotFound)):  # for most the person is not even there
            act(who(), waits.id)


@pytest.mark.parametrize("who", [*STRANGERS, a_moderator])
def test_only_admins_give_roles_and_only_coordinators_name_editors(app, who):
    member, stranger = a_person(organisation=(home := an_organisation())), who()
    with pytest.raises(NotAllowed):
        actions.change_roles(stranger, member.id, None, Place(home.id, "editor"), version=0)
    with pytest.raises(NotAllowed):
        actions.change_roles(stranger, member.id, NO_ROLES, Place(home.id, "member"), version=0)


def test_a_coordinator_gives_no_roles_of_the_platform(app):
    home = an_organisation()
    member = a_person(organisation=home)
    coordinator = a_person(organisation=home, role="coordinator")
    with pytest.raises(NotAllowed, match="Admins do this"):
        actions.change_roles(coordinator, member.id, NO_ROLES, Place(home.id, "member"), version=0)


@pytest.mark.parametrize("who", STRANGERS)
def test_only_moderators_suspend_and_end_a_suspension(app, who):
    free, suspended, stranger = a_person(), a_person(suspended_at=LONG_AGO), who()
    with pytest.raises(NotAllowed, match="Moderators do this"):
        actions.suspend(stranger, free.id, "Because.")
    with pytest.raises(NotAllowed, match="Moderators do this"):
        actions.end_suspension(stranger, suspended.id)


def test_who_is_confirmed_asks_for_no_link(app):
    with pytest.raises(NotAllowed, match="confirmed already"):
        actions.ask_for_link(a_person())


@pytest.mark.parametrize("who", [a_person, a_moderator, an_admin])
def test_only_mentors_say_what_they_know(app, who):
    with pytest.raises(NotAllowed, match="Mentors say here"):
        set_expertise(who(), [])


def test_whose_profile_it_is_and_who_looks_decide_what_is_seen_and_offered(app):
    home = an_organisation()
    waits = a_person(admitted_at=None, organisation=home)
    member = a_person(organisation=home)
    with pytest.raises(NotFound):
        queries.profile(a_person(), waits.id)
    with pytest.raises(NotFound):
        queries.profile(a_person(admitted_at=None), member.id)
    seen = queries.profile(a_person(), member.id)
    assert not any((seen.may_suspend, seen.may_place, seen.may_admit))
    seen = queries.profile(a_moderator(), waits.id)
    assert seen.may_suspend
    assert not seen.may_admit
    assert queries.profile(a_person(organisation=home, role="coordinator"), waits.id).may_admit

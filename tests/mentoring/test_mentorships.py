"""An organisation and a mentor: proposed, accepted by both, changed, ended; others see nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from flask import Flask

from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound, Refused, Stale
from exchange.mentoring.actions.mentorships import (
    accept_mentorship,
    change_mentorship,
    decline_mentorship,
    end_mentorship,
    propose_mentorship,
)
from exchange.mentoring.queries.mentorships import mentorship_list, mentorship_page
from exchange.people.actor import Actor
from exchange.people.models import Account, Membership
from exchange.people.queries import get_actor
from tests.factories import (
    LONG_AGO,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    an_admin,
    an_editor,
    an_organisation,
    saved,
)
from tests.mentoring.pairing import Pair, in_days, planned, the_mentorship, version_of
from tests.notifications.post_office import change
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
LIST, NEW = "/en/mentorships", "/en/mentorships/new"
RUN_BY = "Who runs this installation"
DAYS = {"starts_on": in_days(1).isoformat(), "ends_on": in_days(90).isoformat()}


@pytest.fixture
def pair(app: Flask) -> Pair:
    return Pair()


def test_a_coordinator_proposes_it_and_both_sides_accept_it(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    sign_in(client, pair.coordinator)
    chosen = {"organisation": str(pair.home.id), "mentor": str(pair.mentor.id)}
    page = client.submit(
        client.get(NEW),
        "/new",
        **chosen,
        aim_1="Write the strategy",
        aim_3="Choose a board",
        **DAYS,
    )
    assert page.h1 == "Network of hills – Mara Mentor"
    assert "Proposed: both sides have to accept it" in page.text
    assert page.text.index("Write the strategy") < page.text.index("Choose a board")
    address = page.address
    for who, state in ((pair.mentor, "Proposed"), (pair.editor, "It runs")):
        sign_in(client, who)
        assert "Network of hills – Mara Mentor" in client.get(LIST).text
        page = client.submit(client.get(address), "/accept")
        assert "Your side has accepted it." in page.text
        assert state in page.text


def test_who_proposes_it_for_the_own_side_has_accepted_it(pair: Pair) -> None:
    made = pair.proposed(pair.editor)
    row = the_mentorship(made)
    assert (row.organisation_accepted_at is not None, row.accepted_by_id) == (True, pair.editor.id)
    assert row.mentor_accepted_at is None
    accept_mentorship(pair.mentor, made, version=1)
    assert mentorship_page(pair.mentor, made).row.state == "runs"


@pytest.mark.parametrize("who", [a_person, a_mentor, a_moderator, an_editor, an_admin])
def test_strangers_propose_nothing_and_find_nothing(
    client: CheckedClient, sign_in: SignIn, pair: Pair, who: Callable[[], Actor]
) -> None:
    made, stranger = pair.running(), who()
    with pytest.raises(NotAllowed, match="propose mentorships"):
        pair.proposed(stranger)
    sign_in(client, stranger)
    assert client.get(f"{LIST}/{made}").status == 404
    assert "Network of hills" not in client.get(LIST).text
    for act in (accept_mentorship, decline_mentorship, end_mentorship):
        words = {"version": 1} if act is accept_mentorship else {"reason": "x", "lang": "en"}
        more = {"version": 1, "ending": "early"} if act is end_mentorship else {}
        with pytest.raises(NotFound):
            act(stranger, made, **words, **more)  # type: ignore[operator]


def test_a_plain_member_of_the_organisation_finds_nothing(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    sign_in(client, a_person(organisation=pair.home))
    assert client.get(f"{LIST}/{made}").status == 404


def test_nobody_is_a_mentor_of_the_own_organisation_or_twice(pair: Pair) -> None:
    pair.running()
    with pytest.raises(Refused, match="already"):
        pair.proposed()
    own = a_mentor()
    saved(Membership(account_id=own.id, organisation_id=pair.home.id))
    with pytest.raises(Refused, match="own organisation"):
        propose_mentorship(pair.coordinator, pair.home.id, own.id, planned())
    for other in (a_person(), a_mentor(suspended_at=LONG_AGO)):
        with pytest.raises(Refused, match="one of the list"):
            propose_mentorship(pair.coordinator, pair.home.id, other.id, planned())


def test_an_editor_proposes_for_the_own_organisation_only(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    elsewhere = an_organisation(name="Network of lakes")
    with pytest.raises(NotAllowed):
        propose_mentorship(pair.editor, elsewhere.id, pair.mentor.id, planned())
    sign_in(client, pair.editor)
    page = client.get(NEW)
    assert "Network of hills" in page.text
    assert "Network of lakes" not in page.body


def test_an_organisation_without_an_editor_is_marked_and_nothing_is_proposed_to_it(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    empty = an_organisation(name="Network of lakes")
    a_person(organisation=empty)  # a member accepts nothing
    an_editor(empty, suspended_at=LONG_AGO)
    sign_in(client, pair.coordinator)
    page = client.get(NEW)
    assert "Network of lakes (has no editor)" in page.text
    assert "Network of hills (" not in page.text
    chosen = {"organisation": str(empty.id), "mentor": str(pair.mentor.id)}
    page = client.submit(page, "/new", aim_1="Write the strategy", **chosen)
    assert page.status == 422
    problems = [one.text for one in page.all(".field .error")]
    assert problems[0].endswith("Ask an admin to name an editor.")
    assert len(problems) == 3, "with what else is wrong"
    assert page.link(RUN_BY) == "/en/about/privacy#operator"
    assert "Write the strategy" in page.body
    with pytest.raises(Refused, match="Nobody edits"):  # who was it has gone meanwhile
        propose_mentorship(pair.coordinator, empty.id, pair.mentor.id, planned())
    an_editor(empty)
    page = client.submit(page, "/new", **DAYS)
    assert page.h1 == "Network of lakes – Mara Mentor"


def test_one_whose_organisation_lost_its_editor_tells_the_mentor_what_is_to_be_done(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.proposed()
    change(pair.coordinator.id, is_admin=True)
    lose_the_editor(pair)
    ask = "Ask an admin to name an editor."
    for who, is_linked in ((pair.mentor, False), (get_actor(pair.coordinator.id), True)):
        sign_in(client, who)
        assert "One side has nobody at present." in client.get(LIST).text
        page = client.get(f"{LIST}/{made}")
        assert ask in page.text
        assert ("/en/people" in {link.href for link in page.links}) is is_linked
    an_editor(pair.home)
    sign_in(client, pair.mentor)
    assert "has nobody" not in client.get(LIST).text
    assert ask not in client.get(f"{LIST}/{made}").text


def test_an_organisation_is_not_told_that_its_mentor_is_suspended(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    lose_the_mentor(pair)
    for who in (pair.editor, get_actor(pair.mentor.id)):
        sign_in(client, who)
        assert "suspended, gone" not in client.get(f"{LIST}/{made}").text
        assert "has nobody" not in client.get(LIST).text


def test_an_admin_reads_what_two_sides_write_only_with_the_role_itself(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made, admin = pair.running(), an_admin()
    sign_in(client, admin)
    assert client.get(f"{LIST}/{made}").status == 404
    assert client.get(NEW).status == 403
    change(admin.id, is_mentoring_coordinator=True)
    sign_in(client, get_actor(admin.id))
    assert client.get(f"{LIST}/{made}").status == 200


def test_each_side_accepts_for_itself_and_the_aims_that_it_read(pair: Pair) -> None:
    made = pair.proposed()
    with pytest.raises(NotAllowed, match="Its mentor and who edits"):
        accept_mentorship(pair.coordinator, made, version=1)
    change_mentorship(pair.coordinator, made, version=1, planned=planned(why="Other."))
    with pytest.raises(Stale):
        accept_mentorship(pair.mentor, made, version=1)
    for _ in range(2):  # twice is once
        accept_mentorship(pair.mentor, made, version=2)
    row = the_mentorship(made)
    assert (row.edit_version, row.organisation_accepted_at) == (2, None)


def test_both_sides_who_accept_it_at_the_same_moment_have_both_accepted(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.proposed()
    sign_in(client, pair.editor)
    form = client.get(f"{LIST}/{made}").form("/accept")
    accept_mentorship(pair.mentor, made, version=1)
    assert client.send(form).status == 303
    row = the_mentorship(made)
    assert row.mentor_accepted_at
    assert row.organisation_accepted_at


def test_once_both_have_accepted_a_form_of_before_changes_nothing(pair: Pair) -> None:
    made = pair.proposed()
    for who in (pair.mentor, pair.editor):
        accept_mentorship(who, made, version=1)
    with pytest.raises(Stale):
        change_mentorship(pair.coordinator, made, version=1, planned=planned(why="Other."))


def test_what_is_changed_while_it_is_proposed_is_accepted_anew(pair: Pair) -> None:
    made = pair.proposed()
    accept_mentorship(pair.mentor, made, version=1)
    change_mentorship(pair.editor, made, version=1, planned=planned(why="Other."))
    row = the_mentorship(made)
    assert row.mentor_accepted_at is None
    assert row.accepted_by_id == pair.editor.id
    accept_mentorship(pair.mentor, made, version=2)
    change_mentorship(pair.editor, made, version=3, planned=planned(why="It runs."))
    assert mentorship_page(pair.editor, made).row.state == "runs"


def test_aims_are_reached_and_dropped_and_a_stale_form_says_so(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    sign_in(client, pair.editor)
    form = client.get(f"{LIST}/{made}/edit").form("/edit")
    aims = (("Write the strategy", "dropped"), ("Choose a board", "open"))
    version = version_of(made)
    change_mentorship(pair.mentor, made, version=version, planned=planned(aims=aims))
    page = client.send(form.fill(state_1="reached", aim_3="Find money"))
    assert page.status == 409
    assert "Find money" in page.body
    assert "Write the strategy (Aim dropped)" in page.text
    page = client.submit(page, "/edit")
    assert [one.text for one in page.all("ol .chip")] == [
        "Aim reached",
        "Aim not reached yet",
        "Aim not reached yet",
    ]


@pytest.mark.parametrize(
    "typed",
    [
        {"aim_1": ""},
        {"aim_2": "x" * 301},
        {"starts_on": "soon"},
        {"ends_on": in_days(-400).isoformat()},
        {"ends_on": "3026-01-01"},
    ],
)
def test_bad_input_keeps_what_was_typed(
    client: CheckedClient, sign_in: SignIn, pair: Pair, typed: dict[str, str]
) -> None:
    sign_in(client, pair.coordinator)
    good = {"aim_1": "Write the strategy", "why": "A young network.", **DAYS}
    page = client.submit(client.get(NEW), "/new", **(good | typed))
    assert page.status == 422
    assert "A young network." in page.body


def test_a_side_declines_with_a_reason_and_it_can_be_proposed_again(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.proposed()
    sign_in(client, pair.mentor)
    page = client.get(client.get(f"{LIST}/{made}").link("We would rather not"))
    page = client.submit(page, "/decline", reason="I have no time this year.")
    assert "It did not come about" in page.text
    assert "I have no time this year." in page.text
    with pytest.raises(NotAllowed):
        accept_mentorship(pair.editor, made, version=version_of(made))
    with pytest.raises(NotAllowed):
        change_mentorship(pair.editor, made, version=2, planned=planned())
    assert pair.proposed() != made


def test_it_ends_early_with_a_reason_and_once(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    sign_in(client, pair.editor)
    page = client.submit(client.get(f"{LIST}/{made}/end"), "/end", ending="early")
    assert page.status == 422
    assert "why it ends early" in page.text
    page = client.submit(page, "/end", ending="early", reason="The board has changed.")
    assert "The board has changed." in page.text
    with pytest.raises(NotAllowed, match="has ended"):
        change_mentorship(pair.mentor, made, version=version_of(made), planned=planned())
    with pytest.raises(NotAllowed, match="has ended"):
        end_mentorship(
            pair.mentor, made, version=version_of(made), ending="reached", reason="", lang="en"
        )


def test_what_is_only_proposed_is_declined_not_ended(pair: Pair) -> None:
    made = pair.proposed()
    with pytest.raises(NotAllowed, match="accept it first"):
        end_mentorship(pair.mentor, made, version=1, ending="reached", reason="", lang="en")
    running = Pair(an_organisation()).running()
    with pytest.raises(NotAllowed, match="It has begun"):
        decline_mentorship(pair.coordinator, running, reason="", lang="en")


def test_a_form_that_is_sent_twice_ends_it_once(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.running()
    sign_in(client, pair.mentor)
    form = client.get(f"{LIST}/{made}/end").form("/end").fill(ending="reached")
    assert [client.send(form).status for _ in range(2)] == [303, 303]


def lose_the_mentor(pair: Pair) -> None:
    with transaction(None):
        db.session.get_one(Account, pair.mentor.id).suspended_at = LONG_AGO


def lose_the_role(pair: Pair) -> None:
    with transaction(None):
        db.session.get_one(Account, pair.mentor.id).is_mentor = False


def lose_the_editor(pair: Pair) -> None:
    with transaction(None):
        db.session.query(Membership).filter_by(account_id=pair.editor.id).delete()


@pytest.mark.parametrize("lose", [lose_the_mentor, lose_the_role, lose_the_editor])
def test_it_still_holds_when_somebody_leaves_and_coordinators_see_that(
    client: CheckedClient, sign_in: SignIn, pair: Pair, lose: Callable[[Pair], None]
) -> None:
    made = pair.running()
    sign_in(client, pair.coordinator)
    assert "has nobody at present" not in client.get(LIST).text
    lose(pair)
    assert the_mentorship(made).ended_at is None
    assert "One side has nobody at present." in client.get(LIST).text
    page = client.get(f"{LIST}/{made}")
    assert ("gone, or no mentor any more" in page.text) is (lose is not lose_the_editor)
    assert ("Nobody edits for the organisation" in page.text) is (lose is lose_the_editor)
    assert (RUN_BY in page.one("main").text) is (lose is lose_the_editor)
    left = pair.editor if lose is lose_the_editor else pair.mentor
    sign_in(client, get_actor(left.id))
    assert client.get(f"{LIST}/{made}").status == (404 if lose is lose_the_editor else 200)


def test_who_is_no_mentor_any_more_begins_no_mentorship(
    client: CheckedClient, sign_in: SignIn, pair: Pair
) -> None:
    made = pair.proposed()
    change(pair.mentor.id, is_mentor=False)
    for who in (get_actor(pair.mentor.id), pair.editor):
        with pytest.raises(NotAllowed, match="no mentor at present"):
            accept_mentorship(who, made, version=version_of(made))
        sign_in(client, who)
        assert "/accept" not in client.get(f"/en/mentorships/{made}").body
    change(pair.mentor.id, is_mentor=True)
    accept_mentorship(pair.editor, made, version=version_of(made))


def test_a_suspended_mentor_reads_and_writes_nothing(pair: Pair) -> None:
    made = pair.running()
    lose_the_mentor(pair)
    with pytest.raises(NotAllowed):
        end_mentorship(
            pair.mentor, made, version=version_of(made), ending="reached", reason="", lang="en"
        )


def test_the_rule_of_the_list_and_of_the_page_are_the_same(pair: Pair) -> None:
    other = Pair(an_organisation())
    ids = {pair.running(), other.proposed()}
    both = an_editor(pair.home)
    saved(Membership(account_id=both.id, organisation_id=other.home.id, role="coordinator"))
    people = [
        *(pair.editor, pair.mentor, pair.coordinator, other.editor, other.mentor),
        *(get_actor(both.id), a_person(), an_admin(), a_moderator(), a_mentoring_coordinator()),
        replace(a_person(), state="suspended"),
    ]
    seen = []
    for who in people:
        listed = {row.id for row in mentorship_list(who)}
        opened = set()
        for one in ids:
            try:
                opened.add(mentorship_page(who, one).row.id)
            except NotFound:
                continue
        assert listed == opened, who
        seen.append(len(listed))
    assert seen == [1, 1, 2, 1, 1, 2, 0, 0, 0, 2, 0]


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_statements_is_the_same_for_many(
    client: CheckedClient,
    sign_in: SignIn,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    many: int,
) -> None:
    made = [Pair(an_organisation()).ended() for _ in range(many)]
    who = a_mentoring_coordinator()
    sign_in(client, who)
    for path in (LIST, f"{LIST}/{made[0]}"):
        client.get(path)
        with count_queries() as seen:
            client.get(path)
        assert len(seen) <= 6, seen
    with count_queries() as seen:
        mentorship_page(who, made[0])
    assert len([one for one in seen if "FROM mentorship" in one]) == 4

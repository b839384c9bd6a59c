"""An admin promises when a mentor answers; what was said to an asker stays."""

from datetime import timedelta

import pytest

from exchange.kernel.rulings import NotAllowed, NotFound, Stale
from exchange.mentoring.actions.needing_more import ask_more
from exchange.mentoring.actions.promises import set_promise
from exchange.mentoring.queries.promises import promises
from exchange.mentoring.queries.usual import figures_by_category, figures_of, usual_days
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_thread,
    an_admin,
    an_organisation,
)
from tests.mentoring.clocks import MONDAY, a_promise, a_question, promise_version, question_of

LIST = "/en/desk/promises"


def test_an_admin_promises_and_takes_it_back(client, sign_in):
    category = a_category()
    sign_in(client, an_admin())
    page = client.get(LIST)
    assert "not promised" in page.text
    page = client.submit(client.get(page.link(category.names["en"])), f"/{category.id}", days="3")
    assert "It holds for questions that are asked from now on." in page.text
    assert "3 working days" in page.text
    page = client.submit(f"{LIST}/{category.id}", f"{LIST}/{category.id}", days="")
    assert "not promised" in page.text
    assert promises() == {}


@pytest.mark.parametrize("days", ["0", "31", "-1", "2.5", "soon", "٣"])
def test_what_is_no_number_of_days_is_said_and_kept(client, sign_in, days):
    category = a_category()
    sign_in(client, an_admin())
    page = client.submit(f"{LIST}/{category.id}", f"{LIST}/{category.id}", days=days)
    assert page.status == 422
    assert "A whole number from 1 to 30" in page.text
    assert page.one("#days")["value"] == days
    assert promises() == {}


def test_a_promise_saved_meanwhile_is_shown_beside_ones_own(client, sign_in):
    category = a_category()
    sign_in(client, an_admin())
    form = client.get(f"{LIST}/{category.id}").form(f"{LIST}/{category.id}").fill(days="3")
    a_promise(7, category)
    page = client.send(form)
    assert page.status == 409
    assert "Saved meanwhile, in working days: 7" in page.text
    assert page.one("#days")["value"] == "3"
    client.submit(page, f"{LIST}/{category.id}")
    assert promises()[category.id].days == 3


def test_an_old_version_overwrites_nothing(app):
    category, admin = a_promise(5), an_admin()
    with pytest.raises(Stale):
        set_promise(admin, category.id, days=None, version=0)
    first = promise_version(category)
    set_promise(admin, category.id, days=6, version=first)
    with pytest.raises(Stale):
        set_promise(admin, category.id, days=7, version=first)
    with pytest.raises(NotFound):
        set_promise(admin, 10**9, days=7, version=0)


def test_a_form_of_before_it_was_switched_off_overwrites_nothing_once_it_is_on_again(app, it_is):
    it_is(MONDAY)
    category, admin = a_promise(5), an_admin()
    old = promise_version(category)
    set_promise(admin, category.id, days=None, version=old)
    it_is(MONDAY + timedelta(minutes=5))
    a_promise(3, category)
    with pytest.raises(Stale):
        set_promise(admin, category.id, days=9, version=old)
    assert promises()[category.id].days == 3


@pytest.mark.parametrize("who", [a_person, a_mentor, a_moderator, a_mentoring_coordinator])
def test_nobody_else_promises(app, who):
    with pytest.raises(NotAllowed):
        set_promise(who(), a_category().id, days=5, version=0)


def test_a_coordinator_reads_it_and_sees_no_room_of_others(client, sign_in):
    open_to_all, room = a_category(), a_room(an_organisation())
    sign_in(client, a_mentoring_coordinator())
    page = client.get(LIST)
    assert open_to_all.names["en"] in page.text
    assert room.names["en"] not in page.text
    assert "Admins change this." in page.text
    assert client.get(f"{LIST}/{open_to_all.id}").status == 403


def test_others_do_not_see_it(client, sign_in):
    sign_in(client, a_mentor())
    assert client.get(LIST).status == 403


def test_it_holds_for_questions_asked_from_then_on(app, it_is):
    it_is(MONDAY)
    category = a_category()
    before = a_question(category=category)
    a_promise(2, category)
    after = a_question(category=category)
    due = question_of(after).due_at
    set_promise(an_admin(), category.id, days=9, version=promise_version(category))
    set_promise(an_admin(), category.id, days=None, version=promise_version(category))
    assert question_of(before).days is None
    assert (question_of(after).days, question_of(after).due_at) == (2, due)


def answered_after(days, *, category, it_is, number=1, start=MONDAY):
    for _ in range(number):
        it_is(start)
        thread = a_thread(category=category)
        if days is not None:
            it_is(start + timedelta(days=days))
            a_reply(thread, a_mentor())


def test_usual_is_what_half_waited_at_most_those_counted_who_still_wait(app, it_is):
    category = a_category()
    answered_after(2, category=category, it_is=it_is, number=4)
    answered_after(4.5, category=category, it_is=it_is, number=2)
    answered_after(None, category=category, it_is=it_is, number=3)
    it_is(MONDAY + timedelta(days=20))
    assert usual_days(category.id) is None, "nine are too few"
    answered_after(None, category=category, it_is=it_is)
    it_is(MONDAY + timedelta(days=20))
    assert usual_days(category.id) == 5
    answered_after(None, category=category, it_is=it_is, number=3)
    it_is(MONDAY + timedelta(days=20))
    assert usual_days(category.id) is None, "fewer than half are answered"
    it_is(MONDAY + timedelta(days=366))
    assert figures_of(category.id).asked == 0, "a year later it is forgotten"


def test_a_reply_of_the_asker_or_of_another_member_is_no_answer(app, it_is):
    category = a_category()
    for _ in range(10):
        it_is(MONDAY)
        asker = a_mentor()
        thread = a_thread(asker, category=category)
        it_is(MONDAY + timedelta(days=1))
        a_reply(thread, asker)
        a_reply(thread, a_person())
    assert usual_days(category.id) is None
    assert figures_of(category.id).asked == 10


def test_figures_say_how_often_the_promise_was_kept(app, client, sign_in, it_is):
    category = a_promise(2)
    answered_after(1, category=category, it_is=it_is, number=3)
    answered_after(5, category=category, it_is=it_is)
    answered_after(None, category=category, it_is=it_is)
    it_is(MONDAY + timedelta(days=1))
    assert (figures_of(category.id).promised, figures_of(category.id).in_time) == (4, 3)
    it_is(MONDAY + timedelta(days=20))
    assert (figures_of(category.id).promised, figures_of(category.id).in_time) == (5, 3)
    assert figures_of(category.id).within == [], "five are too few to tell shares"
    answered_after(1, category=category, it_is=it_is, number=3)
    answered_after(5, category=category, it_is=it_is)
    answered_after(None, category=category, it_is=it_is)
    it_is(MONDAY + timedelta(days=20))
    sign_in(client, an_admin())
    assert "6 of 10" in client.get(LIST).text
    page = client.get(f"{LIST}/{category.id}")
    assert "Answered within 3 days60 %" in page.text
    assert "Answered within 7 days80 %" in page.text


def test_whoever_asks_sees_the_promise_or_what_is_usual(client, sign_in, it_is):
    usual, promised, unknown = a_category("Usual"), a_promise(3), a_category("Unknown")
    answered_after(2, category=usual, it_is=it_is, number=10)
    sign_in(client, a_person())
    page = client.get("/en/ask")
    rail = page.one(".rail").text
    assert f"{usual.names['en']}Usually answered in: 2 days" in rail
    assert "A mentor answers within 3 working days" in rail
    assert promised.names["en"] in rail
    assert unknown.names["en"] not in rail


def test_the_name_of_a_category_without_one_in_that_language_is_marked_as_english(client, sign_in):
    """A room has its names in the languages of its network."""
    category = a_category("Among our own", names={"en": "Among our own", "lv": "Savējo starpā"})
    a_promise(3, category)
    sign_in(client, an_admin())
    for address, css in (
        ("ask", ".rail li span"),
        ("desk/promises", "table a"),
        (f"desk/promises/{category.id}", "p.lede span"),
    ):
        [there] = [one for one in client.get(f"/tr/{address}").all(css) if "own" in one.text]
        assert there["lang"] == "en", address
        [here] = [one for one in client.get(f"/lv/{address}").all(css) if "Savēj" in one.text]
        assert "lang" not in here.attrs, address


def test_where_nothing_is_known_the_page_says_nothing(client, sign_in):
    a_category()
    sign_in(client, a_person())
    assert "When you hear" not in client.get("/en/ask").text


def test_the_list_costs_the_same_for_many_categories_and_questions(client, sign_in, count_queries):
    sign_in(client, an_admin())
    a_question(days=3)
    client.get(LIST)

    def cost():
        a_category()
        with count_queries() as seen:
            client.get(LIST)
        return len(seen)

    first = cost()
    for _ in range(5):
        a_question(days=3)
    assert cost() == first <= 9


def test_a_promise_is_not_broken_while_the_asker_owes_information(app, it_is):
    it_is(MONDAY)
    category, mentor = a_promise(2), a_mentor()
    thread = a_question(category=category, mentor=mentor)
    ask_more(mentor, thread.id, sentence="Which call do you mean?", lang="en")
    it_is(MONDAY + timedelta(days=30))
    figures = figures_of(category.id)
    assert (figures.asked, figures.promised) == (1, 0)


def page_of(client, category):
    return client.get(f"/en/categories/{category.id}", follow=True)


def test_everybody_reads_on_the_list_of_a_category_how_soon_one_hears(client, it_is):
    it_is(MONDAY)
    category, other = a_promise(3), a_category()
    assert "A mentor answers within 3 working days" in page_of(client, category).text
    set_promise(an_admin(), category.id, days=4, version=promise_version(category))
    page = page_of(client, category)  # a kept page, made anew
    assert page.one(".content > p.state").text == "A mentor answers within 4 working days"
    set_promise(an_admin(), category.id, days=None, version=promise_version(category))
    assert not page_of(client, category).all(".content > p.state")
    assert not page_of(client, other).all(".content > p.state")


def test_where_nothing_is_promised_the_list_says_what_is_usual(client, it_is):
    category = a_category()
    answered_after(2, category=category, it_is=it_is, number=9)
    assert "Usually answered" not in page_of(client, category).text, "nine are too few"
    answered_after(2, category=category, it_is=it_is)
    assert "Usually answered in: 2 days" in page_of(client, category).text
    a_promise(5, category)
    text = page_of(client, category).text
    assert "A mentor answers within 5 working days" in text
    assert "Usually answered" not in text


def test_what_is_usual_does_not_change_within_a_day(app, it_is):
    """It stands on pages that are kept for so long."""
    category = a_category()
    answered_after(4.5, category=category, it_is=it_is, number=5)
    answered_after(None, category=category, it_is=it_is, number=6, start=MONDAY + timedelta(days=6))
    said = []
    for hours in (3, 8, 12, 14):
        it_is(MONDAY + timedelta(days=10, hours=hours))
        said.append(figures_by_category.__wrapped__(False)[category.id].usual_days)
    assert len(set(said)) == 1, said


def test_it_stands_on_the_list_and_not_on_what_is_ones_own(client, sign_in):
    category = a_promise(3)
    sign_in(client, a_person())
    assert page_of(client, category).all(".content > p.state")
    here = f"{page_of(client, category).path}?state=unread"
    assert not client.get(here).all(".content > p.state")


def test_on_a_list_it_costs_no_statement(client, sign_in, count_queries):
    plain, promised = a_category(), a_promise(3)
    for category in (plain, promised):
        a_thread(category=category)
    sign_in(client, a_person())

    def cost(category):
        path = page_of(client, category).path
        client.get(path)
        with count_queries() as seen:
            client.get(path)
        return len(seen)

    assert cost(promised) == cost(plain) == 4

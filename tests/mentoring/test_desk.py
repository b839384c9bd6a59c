"""The desk: what waits for a mentor, where an asker's question is, what a coordinator sees."""

from datetime import UTC, datetime, timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.reminders import today_in
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions.handing import hand_over_question
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import decline_question, give_back_question, take_question
from exchange.mentoring.models import CategoryPromise, DaysAway, MentorProfile, Question
from exchange.mentoring.queries.loads import mentor_loads
from exchange.people.models import Account
from exchange.people.queries import get_actor
from exchange.tags.actions import set_expertise
from tests.factories import (
    a_category,
    a_mentor,
    a_mentoring_coordinator,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    a_tag,
    a_thread,
    an_admin,
    an_organisation,
    opening_of,
    saved,
)

DESK, ALL, ASKED = "/en/desk", "/en/desk/all", "/en/desk/asked"
EVERYTHING = (ALL, "/en/desk/mentors", "/en/desk/bottlenecks")


def promised(days=5):
    category = a_category()
    saved(CategoryPromise(category_id=category.id, days=days))
    return category


def titles_of(rows):
    return [link.text for link in rows.all("li > div > a")]


def sections(page):
    """By heading, the titles of the questions under it."""
    heads = [head.text for head in page.all(".content .section-head h2")]
    lists = [titles_of(rows) for rows in page.all(".content ul.rows")]
    return dict(zip(heads, lists, strict=True))


def the_question(thread):
    db.session.expire_all()
    return db.session.get_one(Question, thread.id)


def test_a_mentor_sees_what_they_have_what_they_are_asked_and_what_nobody_has(client, sign_in):
    mentor, other = a_mentor(), a_mentor()
    mine = a_thread(title="Mine to answer", category=promised())
    a_thread(title="Would you take this?")
    declined = a_thread(title="Not for me")
    take_question(mentor, mine.id)
    decline_question(mentor, declined.id)
    taken = a_thread(title="Somebody has it")
    take_question(other, taken.id)
    sign_in(client, mentor)
    found = sections(client.get(DESK))
    assert found["You have these"] == ["Mine to answer"]
    assert found["You are asked whether you take these"] == ["Would you take this?"]
    assert not any("Somebody has it" in titles for titles in found.values())
    assert not any("Not for me" in titles for titles in found.values())


def test_a_mentor_is_told_in_a_sentence_why_they_are_asked(client, sign_in):
    tag = a_tag("ipard", names={"en": "IPARD"}, is_theme=True)
    mentor = a_mentor(reads=["en"])
    set_expertise(mentor, [tag.slug])
    a_thread(tags=["ipard"])
    sign_in(client, mentor)
    page = client.get(DESK)
    assert "Knows: IPARD." in page.text
    assert "Open questions: 0 of 3." in page.text
    take_question(mentor, a_thread(title="Another").id)
    assert "Open questions: 1 of 3." in client.get(DESK).text, "not those of when they were asked"


def test_what_is_promised_first_stands_first(client, sign_in):
    mentor, later, sooner = a_mentor(), promised(9), promised(2)
    for title, category in (("Later", later), ("Sooner", sooner), ("Unpromised", a_category())):
        take_question(mentor, a_thread(title=title, category=category).id)
    sign_in(client, mentor)
    page = client.get(DESK)
    # nothing is promised of the third, yet the clock keeps five days for it
    assert sections(page)["You have these"] == ["Sooner", "Unpromised", "Later"]
    assert page.text.count("An answer is promised by:") == 2


def test_a_mentor_takes_and_declines_on_the_desk(client, sign_in):
    mentor = a_mentor()
    a_mentor()
    one, two = a_thread(title="One"), a_thread(title="Two")
    sign_in(client, mentor)
    client.send(client.get(DESK).form(f"/en/questions/{one.id}/take?from=desk"))
    client.send(client.get(DESK).form(f"/en/questions/{two.id}/decline?from=desk"))
    found = sections(client.get(DESK))
    assert found == {"You have these": ["One"]}


def test_who_declines_or_gives_back_reads_that_others_are_asked_only_where_some_are(
    client, sign_in
):
    one, other, asker = a_mentor(), a_mentor(), a_person()
    sign_in(client, one)
    for is_asked in (True, False):
        if not is_asked:
            with transaction(None):
                db.session.get_one(Account, other.id).suspended_at = now()
        declined, given_back = a_thread(asker).id, a_thread(asker).id
        take_question(one, given_back)
        page = client.get(f"/en/threads/{declined}", follow=True)
        page = client.submit(page, f"/questions/{declined}/decline")
        assert "You need not answer this question." in page.text
        assert ("Another mentor is asked." in page.text) is is_asked
        page = client.submit(client.get(f"/en/questions/{given_back}/give-back"), "/give-back")
        assert "You do not have this question any more." in page.text
        assert ("Other mentors are asked." in page.text) is is_asked


def test_every_question_that_a_mentor_is_asked_about_is_reached_from_the_desk(client, sign_in):
    mentor, asker = a_mentor(), a_person()
    threads = [a_thread(asker, title=f"Asked {n}") for n in range(32)]
    sign_in(client, mentor)
    desk = client.get(DESK)
    assert len(sections(desk)["You are asked whether you take these"]) == 10
    [way] = desk.all(".section-head a")
    assert (way.text, way["href"]) == ("All (32)", ASKED)
    pages = [client.get(f"{ASKED}{which}") for which in ("", "?page=2")]
    found = [title for page in pages for title in titles_of(page.one(".content ul.rows"))]
    assert found == [f"Asked {n}" for n in reversed(range(32))]
    assert "Open questions: 0 of 3." in pages[1].text
    oldest, next_one = (f"/en/questions/{threads[n].id}" for n in (0, 1))
    back = client.send(pages[1].form(f"{oldest}/take?from=asked"))
    assert (back.status, back.headers["Location"]) == (303, ASKED)
    client.send(client.get(f"{ASKED}?page=2").form(f"{next_one}/decline?from=asked"))
    assert len(titles_of(client.get(ASKED).one(".content ul.rows"))) == 30
    assert "Open questions: 1 of 3." in client.get(ASKED).text
    assert client.get(f"{ASKED}?page=2").status == 404
    assert client.get(f"{ASKED}?page=x").status == 404


def test_what_a_mentor_is_asked_stands_by_its_promise_and_else_the_newest_first(client, sign_in):
    mentor, later, sooner, asker = a_mentor(), promised(9), promised(2), a_person()
    a_thread(asker, title="Old")
    a_thread(asker, title="Later", category=later)
    a_thread(asker, title="Sooner", category=sooner)
    for n in range(9):
        a_thread(asker, title=f"New {n}")
    sign_in(client, mentor)
    found = sections(client.get(DESK))["You are asked whether you take these"]
    assert found == ["Sooner", "Later", *(f"New {n}" for n in range(8, 0, -1))]


def test_nobody_finds_what_others_are_asked(client, sign_in):
    mentor = a_mentor()
    a_thread(title="Asked of a mentor")
    assert client.get(ASKED).status == 302
    for who in (a_person(), a_mentor(), a_mentoring_coordinator()):
        sign_in(client, who)
        assert "Asked of a mentor" not in client.get(ASKED).text
    sign_in(client, mentor)
    assert "Asked of a mentor" in client.get(ASKED).text


def test_the_week_says_what_is_due_on_which_day_and_when_one_is_away(client, sign_in):
    mentor = a_mentor(timezone="Europe/Riga")
    thread = a_thread(title="Due soon", category=promised(1))
    take_question(mentor, thread.id)
    today = today_in(mentor.timezone, now())
    saved(DaysAway(account_id=mentor.id, first_day=today, last_day=today + timedelta(days=1)))
    sign_in(client, mentor)
    page = client.get(DESK)
    days = page.all(".rail ol.links li")
    assert len(days) == 7
    assert sum("You are away." in day.text for day in days) == 2
    assert sum("Due soon" in day.text for day in days) == 1


def test_what_is_late_says_so_unless_the_asker_owes_information(client, sign_in):
    mentor = a_mentor()
    stopped_at = {"Late": None, "In time": timedelta(days=2), "Too late": timedelta(hours=1)}
    for title, ago in stopped_at.items():
        take_question(mentor, (thread := a_thread(title=title)).id)
        with transaction(None):
            row = db.session.get_one(Question, thread.id)
            row.days, row.due_at = 3, now() - timedelta(days=1)
            row.stopped_at = now() - ago if ago else None
    sign_in(client, mentor)
    page = client.get(DESK)
    assert page.text.count("Late. An answer was promised by:") == 1
    assert page.text.count("The asker has yet to tell more.") == 2
    rows = [row for row in page.all(".rows li") if row.all(".st.late")]
    assert {row.one("div > a").text for row in rows} == {"Late", "Too late"}


def test_an_asker_sees_who_has_the_question_and_when_they_hear(client, sign_in):
    asker, mentor = a_person(), a_mentor("Rasa Ozoliņa")
    thread = a_thread(asker, title="Who pays?", category=promised())
    sign_in(client, asker)
    assert "1 mentor is asked whether they take it." in client.get(DESK).text
    take_question(mentor, thread.id)
    page = client.get(DESK)
    assert "A mentor has it: Rasa Ozoliņa" in page.text
    assert "You hear by:" in page.text
    a_reply(thread, mentor)
    assert "Answered by a mentor" in client.get(DESK).text


def test_the_day_of_a_promise_is_the_askers_wherever_it_is_read(client, sign_in, it_is):
    it_is(datetime(2026, 12, 1, 10, tzinfo=UTC))
    asker = a_person(timezone="Europe/Belgrade")
    a_thread(asker, category=promised(1))
    for zone in ("Europe/Belgrade", "Europe/Riga", "Europe/Istanbul"):
        sign_in(client, a_mentoring_coordinator(timezone=zone))
        assert "An answer is promised by: Wednesday, 2 December 2026" in client.get(ALL).text
    sign_in(client, asker)
    assert "You hear by: Wednesday, 2 December 2026" in client.get(DESK).text


def test_an_asker_is_promised_nothing_that_the_operator_does_not_promise(client, sign_in):
    asker = a_person()
    a_thread(asker)
    sign_in(client, asker)
    assert "You hear by:" not in client.get(DESK).text


def test_an_empty_desk_says_what_will_stand_there(client, sign_in):
    sign_in(client, a_person())
    assert "You have asked nothing lately" in client.get(DESK).text
    sign_in(client, a_mentor())
    assert "Nothing waits for you" in client.get(DESK).text


def test_what_nobody_has_is_offered_in_the_languages_that_a_mentor_reads(client, sign_in):
    away = a_mentor(reads=["en", "hr"])
    today = today_in(away.timezone, now())
    saved(DaysAway(account_id=away.id, first_day=today, last_day=today))
    a_thread(title="Tko plaća?", lang="hr")
    a_thread(title="Kim ödüyor?", lang="tr")
    sign_in(client, away)
    assert sections(client.get(DESK)) == {"Nobody has these": ["Tko plaća?"]}


@pytest.mark.parametrize("path", EVERYTHING)
def test_loads_and_lists_of_all_are_for_coordinators(client, sign_in, path):
    assert client.get(path).status == 302
    for who in (a_person(), a_mentor(), a_moderator()):
        sign_in(client, who)
        assert client.get(path).status == 403
    for who in (a_mentoring_coordinator(), an_admin()):
        sign_in(client, who)
        assert client.get(path).status == 200


def test_a_coordinator_sees_all_open_questions_and_narrows_them(client, sign_in):
    tag = a_tag("leader", names={"en": "LEADER"}, is_theme=True)
    mentor = a_mentor(reads=["en", "lv"])
    set_expertise(mentor, [tag.slug])
    taken = a_thread(title="Taken", tags=["leader"])
    take_question(mentor, taken.id)
    a_thread(title="Brīvs", lang="lv")
    answered = a_thread(title="Answered")
    a_reply(answered, mentor)
    sign_in(client, a_mentoring_coordinator())
    assert titles_of(client.get(ALL).one("ul.rows")) == ["Taken", "Brīvs"]
    page = client.get(f"{ALL}?state=free")
    assert "Brīvs" in page.text
    assert "Taken" not in page.text
    assert "All (2)" in page.text
    assert "Nobody has it (1)" in page.text
    page = client.get(f"{ALL}?theme=leader")
    assert "Taken" in page.text
    assert "Brīvs" not in page.text
    assert "Brīvs" in client.get(f"{ALL}?lang=lv").text
    assert "No open question fits all of this" in client.get(f"{ALL}?lang=tr").text
    assert client.get(f"{ALL}?state=nonsense&theme=none&lang=xx&page=1").status == 200
    assert client.get(f"{ALL}?page=2").status == 404
    assert client.get(f"{ALL}?page=x").status == 404


def test_a_coordinator_finds_nothing_of_rooms_that_are_not_theirs(client, sign_in):
    a_thread(a_moderator(), title="Inside", category=a_room(an_organisation()))
    sign_in(client, a_mentoring_coordinator())
    page = client.get(ALL)
    assert "Inside" not in page.text
    assert "All (0)" in page.text
    assert "Inside" not in client.get("/en/desk/bottlenecks").text


def test_loads_count_what_each_mentor_has_and_tell_who_is_full_or_away(client, sign_in):
    busy, away = a_mentor("Busy Mentor"), a_mentor("Away Mentor")
    saved(MentorProfile(account_id=busy.id, most_open=1))
    thread = a_thread()
    take_question(busy, thread.id)
    today = now().date()
    saved(DaysAway(account_id=away.id, first_day=today, last_day=today))
    sign_in(client, a_mentoring_coordinator())
    rows = {row.one("th").text: row.text for row in client.get("/en/desk/mentors").all("tbody tr")}
    assert "1 of 1" in rows["Busy Mentor full"]
    assert any("away until" in name for name in rows)


def test_bottlenecks_name_the_themes_and_languages_without_mentors(client, sign_in):
    known = a_tag("milk", names={"en": "Milk"}, is_theme=True)
    a_tag("wool", names={"en": "Wool"}, is_theme=True)
    mentor = a_mentor(reads=["en"])
    set_expertise(mentor, [known.slug])
    a_thread(tags=["milk"])
    a_thread(tags=["wool"], lang="tr", title="Kim ödüyor?")
    sign_in(client, a_mentoring_coordinator())
    page = client.get("/en/desk/bottlenecks")
    rows = [row.text for row in page.all("tbody th")]
    assert rows == ["Wool short of mentors", "Milk", "Turkish short of mentors", "English"]


@pytest.mark.parametrize("count", [0, 5])
def test_a_desk_costs_as_many_statements_for_none_as_for_five(
    client, sign_in, count_queries, count
):
    mentor, asker = a_mentor(is_mentoring_coordinator=True), a_person()
    for n in range(count):
        take_question(mentor, a_thread(asker, title=f"Taken {n}").id)
        a_thread(asker, title=f"Asked {n}")
    for who, path, most in (
        (mentor, DESK, 6),
        (asker, DESK, 4),
        (mentor, ASKED, 4),
        (mentor, ALL, 6),
        (mentor, "/en/desk/mentors", 4),
        (mentor, "/en/desk/bottlenecks", 7),
    ):
        sign_in(client, get_actor(who.id))
        client.get(path)
        with count_queries() as seen:
            client.get(path)
        assert len(seen) <= most, (path, seen)


@pytest.mark.slow
def test_a_desk_with_500_open_questions_shows_what_is_due_first_and_the_way_to_the_rest(
    client, sign_in
):
    mentor = a_mentor(is_mentoring_coordinator=True)
    category, askers = promised(), [a_person() for _ in range(5)]
    with transaction(None):
        for n in range(500):
            a_thread(askers[n % 5], title=f"Question {n}", category=category)
    sign_in(client, mentor)
    page = client.get(DESK)
    assert len(sections(page)["You are asked whether you take these"]) == 10
    assert page.one("a[href$='/desk/asked']").text == "All (500)"
    assert len(page.body) < 40_000
    page = client.get(f"{ALL}?page=17")
    assert "All (500)" in page.text
    assert len(titles_of(page.one("ul.rows"))) == 20


def test_hidden_questions_and_those_taken_back_are_on_no_desk(client, sign_in):
    mentor, asker = a_mentor(), a_person()
    hidden, gone = a_thread(asker, title="Hidden"), a_thread(asker, title="Gone")
    forum.hide_post(a_moderator(), opening_of(hidden))
    forum.delete_post(asker, opening_of(gone))
    for who in (mentor, asker):
        sign_in(client, who)
        text = client.get(DESK).text
        assert "Hidden" not in text
        assert "Gone" not in text


def test_what_others_took_and_gave_back_is_free_for_who_was_asked_before(client, sign_in):
    mentor, other = a_mentor(), a_mentor()
    thread = a_thread(title="Free again")
    take_question(other, thread.id)
    saved(MentorProfile(account_id=mentor.id, writes=["en"], countries=[], most_open=0))
    give_back_question(other, thread.id, "", "en")
    sign_in(client, mentor)
    found = sections(client.get(DESK))
    assert ["Free again"] in found.values()


def test_once_somebody_is_found_no_mentor_is_looked_for(client, sign_in, it_is):
    coordinator, mentor = a_mentoring_coordinator(), a_mentor()
    thread = a_thread(title="Nobody takes it")
    it_is(now() + timedelta(days=40))
    strike_due()
    sign_in(client, coordinator)
    given_up = f"{ALL}?state=given_up"
    assert titles_of(client.get(given_up).one(".content ul.rows")) == ["Nobody takes it"]
    hand_over_question(coordinator, thread.id, mentor.id, "", "en")
    assert "Nobody takes it" not in client.get(given_up).text


def test_a_load_counts_what_a_mentor_answered_whoever_had_it(app):
    has_it, other = a_mentor(), a_mentor()
    taken, free = a_thread(), a_thread()
    take_question(has_it, taken.id)
    a_reply(taken, other)
    a_reply(free, other)
    loads = {one.id: one.answered for one in mentor_loads(a_mentoring_coordinator(), "en").mentors}
    assert (loads[has_it.id], loads[other.id]) == (0, 2)

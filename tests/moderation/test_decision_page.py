import pytest

from exchange.kernel.rulings import NotFound
from exchange.moderation import actions, queries
from tests.factories import LONG_AGO, a_flag, a_moderator, a_person, a_reply, a_thread, opening_of

WHY = {"post_version": 1, "rule": "respect", "sentence": "Emrat lëndojnë njerëzit.", "lang": "sq"}


@pytest.fixture
def author(client, sign_in):
    who = a_person("Author")
    sign_in(client, who)
    return who


@pytest.fixture
def post(app, author):
    return a_reply(a_thread(), author, body="You **fools**.")


def test_the_author_reads_what_was_decided_why_and_their_own_text(client, post):
    case = actions.hide_with_reason(a_moderator("Moderator"), post, **WHY)
    page = client.get(f"/en/moderation/decisions/{case}")
    assert page.h1 == "A decision about your post"
    assert "A moderator has hidden your post." in page.text
    assert "Respect" in page.text
    assert "Nobody is insulted" in page.text
    assert page.one("q").parent["lang"] == "sq"
    assert page.one("q").parent.text == WHY["sentence"]
    assert page.one(".quoted strong").text == "fools"
    assert "Moderator" not in page.text.replace("A moderator", "")
    assert "/en/about/rules" in [link["href"] for link in page.all("main a")]


def test_the_author_is_told_in_their_language(client, post):
    case = actions.hide_with_reason(a_moderator(), post, **WHY)
    for code in ("lv", "sr", "tr"):
        assert client.get(f"/{code}/moderation/decisions/{case}").status == 200


def test_the_author_of_an_opening_post_reads_it_though_its_thread_is_hidden(client, author):
    thread = a_thread(author, body="We **ask**.")
    case = actions.hide_with_reason(a_moderator(), opening_of(thread), **WHY)
    page = client.get(f"/en/moderation/decisions/{case}")
    assert "with it the thread that it opens" in page.text
    assert page.one(".quoted strong").text == "ask"
    assert "To the discussion" not in page.text


def test_a_dismissal_says_that_the_post_stays(client, post):
    case = a_flag(post, a_person("Flagger"), sentence="Look at this insult.")
    actions.decide_case(
        a_moderator(),
        case,
        version=1,
        post_version=1,
        outcome="dismissed",
        rule="",
        sentence="",
        lang="",
    )
    page = client.get(f"/en/moderation/decisions/{case}")
    assert "it stays as it is" in page.text
    assert "Flagger" not in page.text
    assert "Look at this insult." not in page.text


def test_a_hiding_that_was_taken_back_says_so_and_why(client, post):
    moderator = a_moderator()
    case = actions.hide_with_reason(moderator, post, **WHY)
    actions.show_again(moderator, post, reason="It was a quote.", lang="en")
    page = client.get(f"/en/moderation/decisions/{case}")
    assert "It is shown again." in page.text
    assert "It was a quote." in page.text


def test_an_author_who_is_suspended_still_reads_it(client, sign_in):
    author = a_person()
    post = a_reply(a_thread(), author)
    case = actions.hide_with_reason(a_moderator(), post, **WHY)
    suspended = a_person(suspended_at=LONG_AGO)
    with pytest.raises(NotFound):
        queries.decision_for(suspended, case)
    assert queries.decision_for(author, case).outcome == "hidden"


def test_moderators_see_who_decided_and_can_show_the_post_again(client, sign_in, post):
    case = actions.hide_with_reason(a_moderator("First"), post, **WHY)
    sign_in(client, a_moderator("Second"))
    page = client.get(f"/en/moderation/decisions/{case}")
    assert "This post was hidden." in page.text
    assert "Moderator: First" in page.text
    assert page.link("Show again") == f"/en/posts/{post}/show"


def test_a_moderator_reads_of_the_own_post_as_its_author(client, sign_in):
    author = a_moderator("Both")
    case = actions.hide_with_reason(a_moderator("Judge"), a_reply(a_thread(), author), **WHY)
    sign_in(client, author)
    page = client.get(f"/en/moderation/decisions/{case}")
    assert page.h1 == "A decision about your post"
    assert "Show again" not in page.text


def test_nobody_else_finds_it(client, sign_in, post):
    case = actions.hide_with_reason(a_moderator(), post, **WHY)
    sign_in(client, a_person())
    assert client.get(f"/en/moderation/decisions/{case}").status == 404
    with pytest.raises(NotFound):
        queries.decision_for(a_person(), case)


def test_an_open_case_is_no_decision(client, post):
    case = a_flag(post)
    assert client.get(f"/en/moderation/decisions/{case}").status == 404
    with pytest.raises(NotFound):
        queries.decision_for(a_moderator(), case)


def test_a_guest_is_asked_to_sign_in(app, client):
    assert client.get("/en/moderation/decisions/1").status == 302

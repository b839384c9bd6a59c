from datetime import timedelta

import pytest

from exchange.forum import actions as forum
from exchange.forum.models import Post
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.moderation import actions, queries
from exchange.moderation.models import Case
from tests.factories import LONG_AGO, a_flag, a_moderator, a_person, a_reply, a_thread, opening_of

LEAVE = {
    "version": 1,
    "post_version": 1,
    "outcome": "dismissed",
    "rule": "",
    "sentence": "",
    "lang": "",
}


def _opened(case, days_ago):
    with transaction(None):
        db.session.get_one(Case, case).opened_at = now() - timedelta(days=days_ago)


def test_the_empty_queue_teaches_what_comes_here(client, moderator):
    page = client.get("/en/moderation")
    assert page.one(".empty h2").text == "Nothing waits"
    assert "When a member flags a post it appears here" in page.text


def test_a_case_shows_its_post_its_flags_and_how_long_it_waits(client, moderator):
    thread = a_thread(a_person("Asker"), lang="sq", title="Kush paguan?", body="Ne **pyesim**.")
    case = a_flag(opening_of(thread), a_person("Flagger"), "off-topic", "Not about villages.")
    _opened(case, 3)
    page = client.get("/en/moderation")
    assert "1 post waits for a decision" in page.text
    assert "Waiting 3 days" in page.text
    assert "it opens its thread" in page.text
    assert page.one(".quoted")["lang"] == "sq"
    assert page.one(".quoted strong").text == "pyesim"
    for words in ("Asker", "Flagger", "Off topic", "Not about villages.", "Written in Albanian."):
        assert words in page.text
    assert page.link(f"Decide about post {opening_of(thread)}") == f"/en/moderation/cases/{case}"


def test_the_oldest_case_is_first(client, moderator):
    young, old = a_reply(a_thread()), a_reply(a_thread())
    a_flag(young)
    _opened(a_flag(old), 9)
    shown = [card.case.post_id for card in queries.queue_page(moderator).cards]
    assert shown == [old, young]


def test_a_long_post_is_folded(client, moderator):
    a_flag(a_reply(a_thread(), body="Words " * 600))
    assert client.get("/en/moderation").one("details.more summary").text.startswith("A long post")


def test_what_its_author_took_back_is_not_read_here(client, moderator):
    post = a_reply(a_thread(), body="I regret this.")
    case = a_flag(post)
    with transaction(None):
        db.session.get_one(Post, post).deleted_at = LONG_AGO
    for address in ("/en/moderation", f"/en/moderation/cases/{case}"):
        page = client.get(address)
        assert "I regret this." not in page.text
        assert "Its author took this post back." in page.text


def test_a_decided_case_leaves_the_queue(client, moderator):
    post = a_reply(a_thread())
    a_flag(post)
    actions.hide_with_reason(
        moderator, post, post_version=1, rule="respect", sentence="No.", lang="en"
    )
    assert "Nothing waits" in client.get("/en/moderation").text


def test_the_queue_has_pages(client, moderator):
    thread = a_thread()
    for _ in range(11):
        a_flag(a_reply(thread))
    first, second = client.get("/en/moderation"), client.get("/en/moderation?page=2")
    assert len(first.all(".rows h2")) == 10
    assert len(second.all(".rows h2")) == 1
    assert client.get("/en/moderation?page=3").status == 404
    assert client.get("/en/moderation?page=x").status == 404


def test_flags_on_the_own_posts_are_for_others(client, moderator):
    case = a_flag(a_reply(a_thread(), moderator), a_person("Flagger"))
    page = client.get("/en/moderation")
    assert "Nothing waits" in page.text
    assert queries.count_open_cases(moderator) == 0
    assert queries.count_open_cases(a_moderator()) == 1
    with pytest.raises(NotFound):
        queries.case_page(moderator, case)


@pytest.mark.parametrize("read", [queries.queue_page, queries.count_open_cases, queries.log_page])
def test_nobody_else_reads_flags_cases_or_the_log(app, read):
    for stranger in (a_person(), a_moderator(suspended_at=LONG_AGO)):
        with pytest.raises(NotAllowed):
            read(stranger)


def test_nobody_else_reads_one_case(app):
    post = a_reply(a_thread())
    case = a_flag(post)
    with pytest.raises(NotAllowed):
        queries.case_page(a_person(), case)
    with pytest.raises(NotAllowed):
        queries.last_decision_about(a_person(), post)


@pytest.mark.parametrize(
    "address", ["/en/moderation", "/en/moderation/log", "/en/moderation/cases/1"]
)
def test_the_pages_are_shut_for_members_and_ask_guests_to_sign_in(client, sign_in, address):
    assert client.get(address).status == 302
    sign_in(client, a_person())
    assert client.get(address).status == 403


def test_the_queue_costs_the_same_with_one_case_and_with_many(client, moderator, count_queries):
    thread = a_thread()
    a_flag(a_reply(thread))
    with count_queries() as one:
        client.get("/en/moderation")
    for _ in range(6):
        a_flag(a_reply(thread))
    with count_queries() as many:
        client.get("/en/moderation")
    assert len(one) == len(many) <= 6


def test_a_thread_that_its_author_took_back_is_nothing_to_decide(client, moderator):
    asker = a_person()
    thread = a_thread(asker, title="Who regrets this question?")
    case, other = a_flag(opening_of(thread)), a_flag(opening_of(a_thread()))
    decided = a_flag(a_reply(thread, asker))
    actions.decide_case(moderator, decided, **LEAVE)
    form = client.get(f"/en/moderation/cases/{case}").form("/decide")
    forum.delete_post(asker, opening_of(thread))
    assert client.get(f"/en/moderation/cases/{case}").status == 404
    assert client.send(form.fill(outcome="dismissed")).status == 404
    with pytest.raises(NotFound):
        actions.decide_case(moderator, case, **LEAVE)
    assert queries.count_open_cases(moderator) == 1
    for at in ("", f"/cases/{other}", "/log", f"/decisions/{decided}"):
        page = client.get(f"/en/moderation{at}")
        assert page.status == 200
        assert "Who regrets" not in page.text
    forum.restore_post(asker, opening_of(thread))
    assert queries.count_open_cases(moderator) == 2

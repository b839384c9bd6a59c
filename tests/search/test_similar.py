"""Before a question is posted, its asker sees what is there already, in any language."""

from urllib.parse import quote

import pytest

from exchange.forum.actions import close_as_duplicate, hide_post
from exchange.forum.moving import Seen
from exchange.people.actor import GUEST
from exchange.search.queries import similar
from tests.factories import (
    a_category,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_synonym,
    a_tag,
    a_thread,
    opening_of,
)

YOUNG = {
    "en": "Young farmers",
    "lv": "Jaunie lauksaimnieki",
    "sq": "Fermerët e rinj",
    "sr": "Млади пољопривредници",
    "tr": "Genç çiftçiler",
}


def titles(title, actor=GUEST):
    return [one.title for one in similar(actor, title)]


def test_a_question_in_other_words_and_inflections_is_found(app):
    a_thread(title="Who pays the animator of a new group?", body="We have no budget line.")
    a_thread(title="A mobile slaughterhouse for goats", body="Does the veterinary law allow one?")
    assert titles("How are animators of groups paid?") == ["Who pays the animator of a new group?"]


def test_a_subject_is_found_in_whatever_language_it_was_asked(app):
    a_tag("young-farmers", names=YOUNG)
    turkish = "Genç çiftçilere hibe nasıl verilir?"
    a_thread(title=turkish, lang="tr", body="Köyümüzde otuz yaşın altında beş aile var.")
    a_thread(title="Кооператива за сир", lang="sr", body="Ко је основао задругу у планини?")
    assert titles("Da li mladi poljoprivrednici dobijaju zemlju?") == [turkish]
    assert titles("What do young farmers get from the measure?") == [turkish]
    assert titles("What do old farmers get?") == []


def test_a_synonym_is_the_same_thought_in_every_language(app):
    tag = a_tag("young-farmers", names=YOUNG)
    a_synonym(tag, "en", "rural youngsters")
    a_synonym(tag, "lv", "lauku jaunatne")
    asked = "What do rural youngsters get from the measure?"
    a_thread(title=asked, body="Nobody tells them.")
    assert titles("Genç çiftçilere hibe nasıl verilir?") == [asked]
    assert titles("Ko saņem lauku jaunatne?") == [asked]


def test_experiences_stand_beside_threads(app):
    a_published(title="A shop on wheels for twelve villages")
    found = similar(GUEST, "Shops on wheels in villages")
    assert [(one.kind, one.title) for one in found] == [
        ("experience", "A shop on wheels for twelve villages")
    ]
    assert found[0].path.startswith("/experiences/ALTER-XP-")


def test_one_word_in_common_or_words_that_say_nothing_are_not_enough(app):
    a_thread(title="What should other groups do about milk?", body="Ours cannot sell any more.")
    assert titles("What should other groups do about broadband in mountain schools?") == []
    assert titles("What should other people do?") == []
    assert titles("?!") == []
    assert titles("Milk") == ["What should other groups do about milk?"]


def test_the_rarer_word_weighs_more(app):
    for n in range(6):
        a_thread(title=f"LEADER group number {n}", body="A word about each group.")
    wanted = a_thread(title="An animator for the LEADER office", body="A word about pay.")
    assert titles("Animator of a LEADER group")[0] == wanted.title


def test_what_is_hidden_is_not_named(app):
    thread = a_thread(title="Who pays the animator?", body="We have no budget line.")
    hide_post(a_moderator(), opening_of(thread))
    assert titles("Who pays animators?") == []
    assert titles("Who pays animators?", a_moderator()) == ["Who pays the animator?"]


def test_what_is_closed_as_a_duplicate_is_not_named_beside_the_other(app):
    thread, original = a_thread(title="Who pays the animator?"), a_thread(title="Animator pay")
    close_as_duplicate(a_moderator(), Seen(thread.id, 1, original.id))
    assert titles("Who pays animators?") == ["Animator pay"]


def test_replies_are_not_named_themselves(app):
    thread = a_thread(title="Who pays the animator?", body="An animator is dear to us.")
    a_reply(thread, body="Our animator is paid by the animator's municipality.")
    found = similar(GUEST, "animator")
    assert [one.path for one in found] == [f"/posts/{opening_of(thread)}"]


@pytest.fixture
def asker(client, sign_in):
    who = a_person()
    sign_in(client, who)
    return who


def test_without_script_a_button_looks_and_keeps_what_was_typed(client, asker):
    a_thread(title="Who pays the animator?", body="We have no budget line.")
    category = a_category()
    form = client.get("/en/ask").form("/ask")
    typed = {"title": "Who pays animators?", "category": str(category.id), "body": "We"}
    page = client.send(form.fill(**typed).press("similar"))
    assert page.status == 200
    assert page.link("Who pays the animator?")
    kept = page.form("/ask").data
    assert {name: kept[name] for name in typed} == typed
    assert not page.all(".error")


def test_a_question_that_is_looked_at_or_refused_shows_them_too(client, asker):
    a_thread(title="Who pays the animator?", body="We have no budget line.")
    refused = client.submit("/en/ask", "/ask", title="Who pays animators?", body="")
    assert refused.status == 422
    assert refused.link("Who pays the animator?")
    begun = client.get("/en/ask?title=" + quote("Who pays animators?"))
    assert begun.link("Who pays the animator?")


def test_script_asks_for_the_same_list(client):
    a_thread(title="Who pays the animator?", body="We have no budget line.")
    page = client.get("/en/ask/similar?title=" + quote("Who pays animators?"))
    assert page.one("[data-found] a").text == "Who pays the animator?"
    nothing = client.get("/en/ask/similar?title=" + quote("Goat cheese prices"))
    assert "Nothing like it" in nothing.text
    assert not nothing.all("[data-found]")


def test_it_asks_one_statement_besides_the_vocabulary(app, count_queries):
    a_thread(title="Who pays the animator?", body="We have no budget line.")
    with count_queries() as counted:
        similar(GUEST, "Who pays the animators of our groups in mountain villages by law?")
    assert len(counted) == 2

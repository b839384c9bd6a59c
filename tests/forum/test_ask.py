import pytest
from sqlalchemy import select, update

from exchange.forum.models import Thread
from exchange.kernel.db import db, transaction
from exchange.people.models import Account
from tests.factories import LONG_AGO, a_category, a_person, a_tag

ASKED = {"title": "Who pays the animator?", "body": "We have no money yet for a person."}


@pytest.fixture
def asker(client, sign_in):
    who = a_person("Asker")
    sign_in(client, who)
    return who


def test_a_member_asks_and_lands_on_the_question(client, asker):
    category, _tag = a_category(), a_tag("ipard")
    page = client.submit("/en/ask", "/ask", category=str(category.id), tags=["ipard"], **ASKED)
    assert page.h1 == "Who pays the animator?"
    assert "Waiting since today" in page.text
    assert page.link("Subject ipard")
    thread = db.session.query(Thread).one()
    assert (thread.author_id, thread.lang, thread.kind) == (asker.id, "en", "question")


def test_the_same_form_sent_twice_asks_once(client, asker):
    category = a_category()
    form = client.get("/en/ask").form("/ask").fill(category=str(category.id), **ASKED)
    first, second = client.send(form), client.send(form)
    assert first.location == second.location
    assert db.session.query(Thread).count() == 1


def test_another_language_is_proposed_and_the_authors_word_is_the_last(client, asker):
    text = "Kush e paguan animatorin para se të vijnë fondet? Ne jemi një grup lokal veprimi."
    values = {"category": str(a_category().id), "title": "Kush e paguan?", "body": text}
    proposed = client.submit("/en/ask", "/ask", **values)
    assert proposed.status == 422
    form = proposed.form("/ask")
    assert form.data["lang"] == "sq"
    assert form.data["body"] == text
    assert client.send(form.fill(lang="en")).status == 303
    assert db.session.query(Thread).one().lang == "en"


def test_the_title_counts_where_the_text_is_little_more_than_a_link(client, asker):
    category = str(a_category().id)
    form = client.get("/sr/ask").form("/ask").fill(category=category, lang="sr-latn")
    title, link = "Где да нађемо образац за захтев?", "Овде: https://www.example.org/obrasci/zahtev"
    client.send(form.fill(title=title, body=link))
    with db.engines["read"].connect() as connection:
        assert connection.execute(select(Thread.lang)).scalars().all() == ["sr"]


def test_an_empty_form_does_not_claim_to_know_the_language_of_a_text_to_come(client, asker):
    page = client.get("/sr-latn/ask")
    assert page.form("/ask").data["lang"] == "sr-latn"
    page = client.get("/en/ask")
    assert "Proposed from your text" not in page.text
    assert "If your text looks like another one, we ask you." in page.text


def test_a_preview_shows_the_text_and_posts_nothing(client, asker):
    values = ASKED | {"category": str(a_category().id), "body": "This is **bold**."}
    page = client.submit("/en/ask", "/ask", button="preview", **values)
    assert page.one(".preview strong").text == "bold"
    assert page.form("/ask").data["body"] == "This is **bold**."
    assert db.session.query(Thread).count() == 0


def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, asker):
    page = client.submit("/en/ask", "/ask", title="Short", body="Long enough a text.")
    assert page.status == 422
    assert "At least 8 characters" in page.text
    assert "Please choose one of the list." in page.text
    assert page.form("/ask").data["body"] == "Long enough a text."


def test_a_title_from_the_front_page_is_filled_in(client, asker):
    page = client.submit("/en/", "/ask", title="How do others do it?")
    assert page.form("/ask").data["title"] == "How do others do it?"


KEPT_OUT = pytest.mark.parametrize(
    ("traits", "reason"),
    [
        ({"suspended_at": LONG_AGO}, "suspended"),
        ({"admitted_at": None}, "have yet to be let in"),
        ({"confirmed_at": None}, "Confirm your address"),
    ],
)


def kept_on(page):
    """What the page gives back to whoever typed it."""
    return [area.text.strip() for area in page.all("main textarea[readonly]")]


@KEPT_OUT
def test_who_may_not_write_is_told_why(client, sign_in, traits, reason):
    sign_in(client, a_person(**traits))
    page = client.get("/en/ask")
    assert page.status == 403
    assert reason in page.text
    assert kept_on(page) == []


@KEPT_OUT
def test_who_may_not_write_keeps_the_question_of_the_front_page(client, sign_in, traits, reason):
    form = client.get("/en/").form("/ask").fill(title="Who pays the animator?")
    sign_in(client, a_person(**traits))
    page = client.send(form)
    assert (page.status, page.h1, reason in page.text) == (403, "Ask a question", True)
    assert kept_on(page) == ["Who pays the animator?"]
    assert "Copy it before you leave this page." in page.text


@KEPT_OUT
def test_who_may_not_write_any_more_keeps_the_whole_question(client, asker, traits, reason):
    category = str(a_category().id)
    form = client.get("/en/ask").form("/ask").fill(category=category, **ASKED)
    with transaction(None):
        db.session.execute(update(Account).where(Account.id == asker.id).values(**traits))
    page = client.send(form)
    assert (page.status, reason in page.text) == (403, True)
    assert kept_on(page) == list(ASKED.values())


def test_who_has_yet_to_confirm_is_led_to_where_another_link_is_asked_for(client, sign_in):
    sign_in(client, a_person(confirmed_at=None))
    page = client.get("/en/ask")
    assert [link["href"] for link in page.all("main .btn")] == ["/en/", "/en/settings"]


def test_a_guest_is_led_to_the_sign_in_page(client):
    answer = client.get("/en/ask")
    assert (answer.status, answer.location) == (302, "/en/sign-in?next=/en/ask")

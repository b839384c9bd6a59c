"""What is shown in English, for want of the reader's language, says that it is English."""

from exchange.forum.actions import accept_answer
from exchange.tags.actions import set_expertise
from tests.factories import (
    a_category,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_tag,
    a_thread,
)

BOTH = {"en": "Village shops", "lv": "Ciemu veikali"}


def test_a_categorys_name_and_what_it_is_for(client):
    category = a_category(names={"en": "Shops"}, descriptions={"en": "Where one buys bread"})
    page = client.get(f"/lv/categories/{category.id}-shops")
    assert page.one("h1")["lang"] == "en"
    assert page.one(".lede")["lang"] == "en"
    assert page.one(f'.links a[href="/lv/categories/{category.id}-shops"]')["lang"] == "en"


def test_a_subject_over_its_list_and_at_its_threads(client):
    subject = a_tag("shops", names={"en": "Village shops"})
    thread = a_thread(tags=[subject.slug], title="Who keeps a shop?")
    assert client.get("/lv/tags/shops").one("h1")["lang"] == "en"
    page = client.get(f"/lv/threads/{thread.id}-who-keeps-a-shop")
    assert page.one('a[href="/lv/tags/shops"]')["lang"] == "en"


def test_one_in_the_readers_language_says_nothing(client):
    a_tag("shops", names=BOTH)
    assert "lang" not in client.get("/lv/tags/shops").one("h1")
    assert "lang" not in client.get("/en/tags/shops").one("h1")


def test_a_subject_that_is_to_be_chosen(client, sign_in):
    tag = a_tag("shops", names={"en": "Village shops"}, is_theme=True)
    a_tag("milk", names={"en": "Milk", "lv": "Piens"})
    set_expertise(expert := a_mentor(reads=["en"]), [tag.slug])
    a_published(reader=expert, themes=(tag.slug,))
    for path in ("/lv/mentors", "/lv/experiences"):
        assert client.get(path).one('option[value="shops"]')["lang"] == "en"
    sign_in(client, a_mentor())
    for path, where in (
        ("/lv/ask", "label.tick span span"),
        ("/lv/mentors/me", ".levels label span"),
    ):
        labels = {e.text: e.get("lang") for e in client.get(path).all(where)}
        assert labels["Village shops"] == "en"
        assert labels.get("Piens", "") == ""
    sign_in(client, a_moderator())
    page = client.get("/lv/tags/milk/merge")
    assert page.one('option[value="shops"]')["lang"] == "en"


def test_a_theme_at_an_experience(client, sign_in):
    a_tag("shops", names={"en": "Village shops"}, is_theme=True)
    a_published(themes=("shops",))
    shown = {e.text: e.get("lang") for e in client.get("/lv/experiences").all(".rows small span")}
    assert shown["Village shops"] == "en"
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker, tags=["shops"])
    answer = a_reply(thread, mentor)
    accept_answer(asker, answer)
    sign_in(client, mentor)
    page = client.get(f"/lv/experiences/from-post/{answer}")
    assert {e.text: e.get("lang") for e in page.all("dd span")}["Village shops"] == "en"


def test_a_subject_over_its_feed(client):
    a_tag("shops", names={"en": "Village shops"})
    told = client.flask.get("/feeds/tags/shops.atom?ui=lv").get_data(as_text=True)
    assert '<title xml:lang="en">Village shops' in told


def test_a_language_is_called_by_its_name_in_that_language(client, sign_in):
    sign_in(client, a_moderator())
    page = client.get("/en/tags/new")
    assert page.one('label[for="in_lv"] span[lang]')["lang"] == "lv"

"""Whoever follows from elsewhere gets what guests may read, all of it once, in valid feeds."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from exchange.forum import actions
from exchange.forum.models import Post, Thread, ThreadTag
from exchange.kernel.db import db, transaction
from exchange.library import actions as library
from exchange.library.codes import code_of
from exchange.library.models import Experience, ExperienceAuthor
from exchange.people.models import Account
from exchange.text.countries import KOSOVO_FOOTNOTE
from tests.api.atom import ATOM
from tests.factories import (
    LATVIAN,
    LONG_AGO,
    a_category,
    a_draft,
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_submitted,
    a_tag,
    a_thread,
    an_announcement,
    an_organisation,
    opening_of,
    saved,
)

HOST = "http://localhost"


def changed(model, number, **values):
    with transaction(None):
        db.session.execute(update(model).where(model.id == number).values(**values))


def a_tagged(tag, **given):
    thread = a_thread(**given)
    saved(ThreadTag(thread_id=thread.id, tag_id=tag.id))
    return thread


def every_feed(thread, tag):
    return [
        "site.atom",
        "threads.atom",
        f"categories/{thread.category_id}.atom",
        f"tags/{tag.slug}.atom",
        f"threads/{thread.id}.atom",
        "experiences.atom",
    ]


def test_the_site_tells_of_threads_and_experiences_in_the_order_of_time(feed):
    a_thread(title="The first question")
    a_published(title="The first experience")
    a_thread(title="The second question")
    found = feed("site.atom")
    assert found.titles == ["The second question", "The first experience", "The first question"]
    assert (found.text("title"), found.lang) == ("ALTER Exchange", "en")
    assert found.links == {"self": f"{HOST}/feeds/site.atom", "alternate": f"{HOST}/en/"}
    assert found.text("updated") == found.entries[0].text("updated")


def test_a_thread_stands_as_its_opening_post_with_who_wrote_it_and_where(feed):
    category = a_category("Money")
    thread = a_thread(a_person("Mira"), category=category, title="Kush paguan?", lang="sq")
    [entry] = feed("threads.atom").entries
    assert entry.text("id") == f"{HOST}/posts/{opening_of(thread)}"
    assert entry.links == {"alternate": f"{HOST}/en/threads/{thread.id}-kush-paguan"}
    assert (entry.authors, entry.labels) == (["Mira"], [category.names["en"]])
    assert entry.text("content").strip() == "<p>We ask.</p>"
    assert (entry.lang, entry.lang_of("title"), entry.lang_of("content")) == ("sq", "sq", "sq")
    assert entry.text("published") == entry.text("updated")


def test_a_category_and_a_tag_tell_of_their_threads_only(feed):
    money, leader = a_category("Money"), a_tag("leader")
    a_thread(title="Elsewhere")
    a_thread(title="Of money", category=money)
    a_tagged(leader, title="Of a subject")
    assert feed(f"categories/{money.id}.atom").titles == ["Of money"]
    found = feed("tags/leader.atom")
    assert found.titles == ["Of a subject"]
    assert found.text("title") == "Subject leader · ALTER Exchange"


def test_a_thread_tells_of_each_post_under_one_title_each_in_its_language(feed):
    thread = a_thread(title="Kush paguan?", lang="sq")
    reply = a_reply(thread, a_person("Ana"), "We do.")
    found = feed(f"threads/{thread.id}.atom")
    assert found.text("title") == "Kush paguan? · ALTER Exchange"
    assert found.lang_of("title") == "sq"
    assert found.titles == ["Kush paguan?"] * 2
    newest, opening = found.entries
    assert (newest.lang, newest.lang_of("title"), newest.authors) == ("en", "sq", ["Ana"])
    assert newest.links["alternate"] == f"{HOST}/en/posts/{reply}"
    in_the_list = feed("threads.atom").entries[0].text("id")
    assert in_the_list == opening.text("id")  # whoever reads both feeds reads it once


def test_experiences_come_with_authors_summary_and_english(feed):
    code = code_of(a_published(a_person("Ilze"), **LATVIAN).number)
    a_published(title="Five seats")
    english, latvian = feed("experiences.atom").entries
    assert english.text("summary").startswith("Five villages")
    assert latvian.authors == ["Ilze"]
    assert latvian.text("id") == f"{HOST}/experiences/{code}/v1"
    assert latvian.links["alternate"].startswith(f"{HOST}/en/experiences/{code}-pieci")
    assert '<div lang="en"><p><b>Five seats, one bus</b></p>' in latvian.text("content")
    assert (latvian.lang, latvian.labels) == ("lv", ["Latvia"])


def test_whose_words_an_experience_uses_is_not_its_author(feed):
    experience = a_published(a_person("Ilze"))
    quoted = ExperienceAuthor(
        experience_id=experience.id, account_id=a_person("Ana").id, role="words"
    )
    saved(quoted)
    assert feed("experiences.atom").entries[0].authors == ["Ilze"]


def test_a_new_version_of_an_experience_is_a_new_entry(feed):
    author = a_person()
    first = a_published(author)
    newer = library.begin_new_version(author, first.id)
    changed(Experience, first.id, state="archived")
    changed(Experience, newer, state="published", published_at=datetime(2026, 5, 1, tzinfo=UTC))
    [entry] = feed("experiences.atom").entries
    assert entry.text("id") == f"{HOST}/experiences/{code_of(first.number)}/v2"
    assert entry.text("published") == "2026-05-01T00:00:00Z"


def test_an_edit_changes_when_it_was_updated_and_nothing_else(feed):
    author = a_person()
    thread = a_thread(author)
    before = feed("site.atom").entries[0]
    changed(Post, opening_of(thread), posted_at=LONG_AGO)
    actions.edit_post(author, opening_of(thread), version=1, body="Anew", lang="en", title="Anew?")
    found = feed("site.atom")
    [after] = found.entries
    assert after.text("id") == before.text("id")
    assert after.text("published") == "2020-01-01T00:00:00Z" < after.text("updated")
    assert found.text("updated") == after.text("updated")


def test_a_feed_narrowed_to_a_language_says_so_in_its_address(feed):
    a_thread(title="Kush?", lang="sq")
    a_thread(title="Who?")
    a_published(**LATVIAN)
    assert feed("site.atom?lang=sq").titles == ["Kush?"]
    assert feed("site.atom?lang=lv").titles == [LATVIAN["title"]]
    assert feed("experiences.atom?lang=sq").titles == []
    assert feed("threads.atom?lang=sq").links["self"] == f"{HOST}/feeds/threads.atom?lang=sq"
    odd = feed("threads.atom?lang=zz&ui=zz&from=zz&x=1")
    assert odd.titles == ["Who?", "Kush?"]
    assert odd.links["self"] == f"{HOST}/feeds/threads.atom"


@pytest.mark.catalogues
def test_the_words_of_a_feed_are_in_the_language_that_its_address_says(app, feed):
    thread = a_thread()
    found = feed("threads.atom?ui=sr-latn")
    assert (found.lang, found.text("title")) == ("sr-Latn", "Forum · ALTER Exchange")
    assert found.links["alternate"] == f"{HOST}/sr-latn/threads"
    assert found.entries[0].links["alternate"].startswith(f"{HOST}/sr-latn/threads/{thread.id}-")
    for path in ("experiences.atom", "threads.atom"):
        macedonian = feed(f"{path}?ui=mk").text("title")
        assert macedonian != feed(path).text("title")


def test_the_browser_and_the_person_change_nothing(app, feed, client, sign_in):
    a_thread(hidden=True)
    a_thread(title="To be seen")
    as_guest = feed("threads.atom").response.data
    foreign = {"Accept-Language": "lv", "Cookie": "language=sq"}
    assert app.test_client().get("/feeds/threads.atom", headers=foreign).data == as_guest
    sign_in(client, a_moderator())
    assert client.flask.get("/feeds/threads.atom").data == as_guest


def test_nothing_that_guests_may_not_read_is_told(feed):
    tag = a_tag()
    thread = a_tagged(tag, title="To be seen", category=(category := a_category()))
    a_tagged(tag, title="A hidden one", hidden=True, category=category)
    hidden, taken_back = a_reply(thread, body="Hidden words"), a_reply(thread, body="Taken back")
    actions.hide_post(a_moderator(), hidden)
    changed(Post, taken_back, deleted_at=LONG_AGO)
    a_draft()
    a_submitted()
    gone = a_published(author := a_person(), title="Withdrawn")
    library.withdraw(author, gone.id, reason="It was not so.")
    for path in every_feed(thread, tag):
        found = feed(path)
        assert set(found.titles) <= {"To be seen"}, path
        for words in (b"Hidden words", b"Taken back", b"hidden one", b"Five seats", b"Withdrawn"):
            assert words not in found.response.data, path


def test_a_thread_whose_author_took_the_question_back_is_in_no_list(feed):
    thread = a_thread()
    changed(Post, opening_of(thread), deleted_at=LONG_AGO)
    assert feed("threads.atom").titles == []


def test_a_thread_that_is_hidden_without_its_posts_is_in_no_list(feed):
    thread = a_tagged(tag := a_tag())
    changed(Thread, thread.id, hidden_at=LONG_AGO)
    for path in ("site", "threads", f"categories/{thread.category_id}", f"tags/{tag.slug}"):
        assert feed(f"{path}.atom").titles == [], path


def test_a_hidden_thread_and_one_that_never_was_answer_alike(app, client, sign_in):
    thread = a_thread(hidden=True)
    sign_in(client, a_moderator())
    for path in (f"threads/{thread.id}", "threads/999", "categories/999", "tags/none"):
        assert client.get(f"/feeds/{path}.atom").status == 404, path
    assert client.get(f"/en/feeds/threads/{thread.id}.atom").status == 404


def test_there_is_no_feed_of_a_person(client):
    """Profiles with their posts are for members: docs/adr/0018."""
    who = a_person()
    a_thread(who)
    assert client.get(f"/feeds/people/{who.id}.atom").status == 404


def test_an_address_of_mail_or_an_organisation_is_never_told(feed):
    network = an_organisation(name="A network of somewhere")
    author = a_person("Mira", organisation=network, about="I work with villages.")
    thread = a_tagged(tag := a_tag(), author=author)
    for path in every_feed(thread, tag):
        told = feed(path).response.text
        assert "@example.org" not in told
        assert "I work with villages" not in told


HOSTILE = (
    "]]></title><script>alert(1)</script>",
    "<![CDATA[ x ]]>",
    "&bogus; &#1; &amp; <!-- -->",
    "<?xml version='9'?>",
    "a\x01b\x08c\x0bd\x0ce\x1ff\x7fg\x85h\ufffei\uffffj\u202ek",
    '"\' onclick="alert(1)"',
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words_wherever_they_stand(feed, words):
    """As rows may hold them, whatever forms let through."""
    tag, author = a_tag(), a_person()
    thread = a_tagged(tag, author=author)
    experience = a_published(author, **LATVIAN)
    changed(Thread, thread.id, title=words)
    changed(Post, opening_of(thread), html=f"<p>{words}</p>")
    changed(Account, author.id, name=words)
    changed(Experience, experience.id, title=words, summary=words, english_summary=words)
    shown = "".join(c for c in words if c not in "\x01\x08\x1f\x7f\ufffe\uffff\u202e")
    for sign in "\x0b\x0c\x85":
        shown = shown.replace(sign, "\n")
    for path in every_feed(thread, tag):
        found = feed(path)
        assert set(found.titles) == {shown}, path
        assert all(entry.authors == [shown] for entry in found.entries), path
    content = feed("threads.atom").entries[0].text("content")
    assert content == f"<p>{shown}</p>"
    in_short = feed("experiences.atom").entries[0].text("content")
    for spoilt in ("<script", "<!--", "&bogus"):  # a summary is words in that HTML too
        assert spoilt not in in_short


def test_a_long_post_stands_with_its_beginning(feed):
    a_thread(body="Many words. " * 1_500)
    [entry] = feed("threads.atom").entries
    assert entry.text("content") == ""
    assert entry.text("summary").startswith("Many words. Many words.")
    assert 500 < len(entry.text("summary")) <= 600


def test_kosovo_is_written_with_its_footnote_once(feed):
    a_published(countries=("XK", "AL"))
    a_published(countries=("XK",))
    found = feed("experiences.atom")
    assert found.entries[0].labels == ["Kosovo*"]
    assert found.text("subtitle") == f"* {KOSOVO_FOOTNOTE}"
    assert found.response.text.count("UNSCR") == 1


def test_a_feed_that_does_not_name_kosovo_owes_nothing(feed):
    a_published()
    assert feed("experiences.atom").text("subtitle") == ""


def test_samples_are_marked_in_their_titles_and_their_feeds_are_not_indexed(feed):
    thread = a_tagged(tag := a_tag(), title="Who pays?")
    experience = a_published(title="Five seats")
    for path in every_feed(thread, tag):
        assert "X-Robots-Tag" not in feed(path).response.headers
    changed(Thread, thread.id, is_sample=True)
    changed(Experience, experience.id, is_sample=True)
    for path in every_feed(thread, tag):
        found = feed(path)
        assert all(title.startswith("[sample] ") for title in found.titles), path
        assert found.response.headers["X-Robots-Tag"] == "noindex", path
    assert feed(f"threads/{thread.id}.atom").text("title").startswith("[sample] Who pays?")


def test_a_reply_by_a_sample_person_is_marked_in_a_real_thread_too(feed):
    thread = a_thread(title="Who pays?")
    a_reply(thread, a_person(is_sample=True))
    assert feed(f"threads/{thread.id}.atom").titles == ["[sample] Who pays?", "Who pays?"]


@pytest.mark.catalogues
def test_the_mark_is_in_the_language_of_the_title(feed):
    thread = a_thread(title="Ko plaća?", lang="hr")
    changed(Thread, thread.id, is_sample=True)
    [title] = feed("threads.atom").titles
    assert title.endswith("] Ko plaća?")
    assert not title.startswith("[sample]")


def test_an_empty_feed_is_a_feed(feed):
    category = a_category()
    found = feed(f"categories/{category.id}.atom")
    assert (found.entries, found.text("updated")) == ([], "1970-01-01T00:00:00Z")


def test_an_announcement_is_marked_as_one_and_its_replies_are_not(feed):
    a_reply(an_announcement(title="The office is closed"))
    a_thread(title="A question")
    kinds = {
        entry.text("title"): [
            one.get("term")
            for one in entry.element.findall(f"{ATOM}category")
            if one.get("scheme") == f"{HOST}/kinds"
        ]
        for entry in feed("threads.atom").entries
    }
    assert kinds == {"The office is closed": ["announcement"], "A question": []}

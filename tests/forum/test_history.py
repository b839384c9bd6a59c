"""What a post said before, for whoever may read it."""

import random
import time

import pytest

from exchange.forum import actions, queries
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST
from tests.factories import a_moderator, a_person, a_reply, a_thread, opening_of
from tests.forum.attaching import a_file, a_table


def edited(post, who, *bodies, **more):
    for version, body in enumerate(bodies, start=1):
        actions.edit_post(who, post, version=version, body=body, lang="en", **more)


def test_the_day_of_a_change_leads_to_each_text_and_what_is_different(client):
    author, moderator = a_person("Author"), a_moderator("Moderator")
    reply = a_reply(a_thread(), author, body="Forty per cent.")
    edited(reply, author, "Sixty per cent.")
    actions.edit_post(moderator, reply, version=2, body="Sixty per cent", lang="en")
    page = client.get(f"/en/posts/{reply}", follow=True)
    [link] = page.all(f"#post-{reply} .meta a[href$='/history']")
    assert link.text.startswith("changed")
    page = client.get(link["href"])
    assert page.h1 == "Changes to a post by Author"
    assert [h2.text for h2 in page.all(".rows h2")] == ["Version 3", "Version 2", "Version 1"]
    assert [by.text for by in page.all(".rows .meta [translate=no]")] == [
        "Moderator",
        "Author",
        "Author",
    ]
    assert [gone.text for gone in page.all(".difference del")] == [
        "[removed: .]",
        "[removed: Forty]",
    ]
    assert [new.text for new in page.all(".difference ins")] == ["[added: Sixty]"]
    assert not [link for link in page.links if "revert" in link.href]


def test_a_post_that_nobody_changed_has_one_version_and_no_link(client):
    thread = a_thread(body="We ask.")
    page = client.get(f"/en/threads/{thread.id}", follow=True)
    assert not page.all("a[href$='/history']")
    page = client.get(f"/en/posts/{opening_of(thread)}/history")
    assert [h2.text for h2 in page.all(".rows h2")] == ["Version 1"]
    assert page.one(".difference").text == "We ask."


def test_the_title_of_a_question_is_compared_too(client):
    asker = a_person()
    post = opening_of(a_thread(asker, title="Who pays the animator?"))
    edited(post, asker, "We ask.", title="Who pays the animator first?")
    first, _old = client.get(f"/en/posts/{post}/history").all(".rows li")
    assert "first" in first.text
    assert len(client.get(f"/en/posts/{post}/history").all("p.difference")) == 1


def test_markup_in_a_text_is_shown_and_never_works(client):
    author = a_person()
    reply = a_reply(a_thread(), author, body="<script>alert(1)</script> old")
    edited(reply, author, "<script>alert(2)</script> <img src=x onerror=alert(3)>")
    page = client.get(f"/en/posts/{reply}/history")
    assert "<script>alert" not in page.body
    assert "<img src=x" not in page.body


def test_many_versions_have_pages(client):
    author = a_person()
    reply = a_reply(a_thread(), author, body="Text 1")
    edited(reply, author, *(f"Text {n}" for n in range(2, 13)))
    shown = []
    for number in (1, 2, 3):
        page = client.get(f"/en/posts/{reply}/history" + (f"?page={number}" if number > 1 else ""))
        shown += [h2.text for h2 in page.all(".rows h2")]
        assert len(page.all("del")) == len(page.all("ins")) == (5 if number < 3 else 1)
    assert shown == [f"Version {n}" for n in range(12, 0, -1)]
    for number in ("4", "0", "x"):
        assert client.get(f"/en/posts/{reply}/history?page={number}").status == 404


@pytest.mark.parametrize("who", [lambda: GUEST, a_person, a_moderator])
@pytest.mark.parametrize("state", ["hidden", "deleted", "hidden thread", "deleted thread"])
def test_what_cannot_be_read_has_no_history(client, sign_in, who, state):
    author, moderator, reader = a_person(), a_moderator(), who()
    thread = a_thread(author)
    reply = a_reply(thread, author, body="An old text.")
    edited(reply, author, "A new text.")
    {
        "hidden": lambda: actions.hide_post(moderator, reply),
        "deleted": lambda: actions.delete_post(author, reply),
        "hidden thread": lambda: actions.hide_post(moderator, opening_of(thread)),
        "deleted thread": lambda: actions.delete_post(author, opening_of(thread)),
    }[state]()
    if reader.is_signed_in:
        sign_in(client, reader)
    page = client.get(f"/en/posts/{reply}/history")
    may = reader.is_moderator and state.startswith("hidden")
    assert (page.status, "An old text." in page.text) == ((200, True) if may else (404, False))
    assert client.get("/en/posts/999999/history").status == 404


def test_a_history_takes_three_statements_whatever_its_length(app, count_queries):
    author = a_person()
    short, long = (a_reply(a_thread(), author) for _ in range(2))
    edited(short, author, "Text")
    edited(long, author, *(f"Text {n}" for n in range(9)))
    for post in (short, long):
        with count_queries() as seen:
            queries.history_page(GUEST, post)
        assert len(seen) == 3


def test_a_page_of_the_longest_texts_is_made_in_a_moment(app):
    chance, author = random.Random(1), a_person()
    texts = ["".join(chance.choice("ab cd. ") for _ in range(32_000)) for _ in range(6)]
    reply = a_reply(a_thread(), author)
    with transaction(None):  # rendering them is another matter
        table = db.metadata.tables["post_revision"]
        for version, text in enumerate(texts, start=1):
            row = {"post_id": reply, "edit_version": version, "lang": "en", "source": text}
            db.session.execute(table.insert().values(row | {"by_id": author.id, "title": ""}))
        posts = db.metadata.tables["post"]
        db.session.execute(posts.update().where(posts.c.id == reply).values(edit_version=7))
    costs = []
    for _ in range(5):
        before = time.process_time()
        assert len(queries.history_page(GUEST, reply).revisions) == 5
        costs.append(time.process_time() - before)
    assert min(costs) < 0.15  # a third of it where nobody else is at work


def test_each_version_tells_which_files_stood_there(client):
    who, thread = a_person(), a_thread()
    barn, table = a_file(who, alt="A barn"), a_table(who)
    post = actions.post_reply(who, opening_of(thread), body="One.", lang="en", files=[barn, table])
    for version, files in ((1, None), (2, [table]), (3, [])):
        actions.edit_post(who, post, version=version, body=f"{version}", lang="en", files=files)

    def told():
        page = client.get(f"/en/posts/{post}/history")
        rows = [one.text for one in page.all("ol.rows li")]
        links = [link.href for link in page.links if link.href.startswith("/files/")]
        return [("barn.jpg" in one, "villages.csv" in one) for one in rows], links

    assert told() == ([(False, False), (False, True), (True, True), (True, True)], [])
    actions.edit_post(who, post, version=4, body="5", lang="en", files=[table])
    shown, links = told()
    assert shown[0] == (False, True)
    assert links == [f"/files/{table.id}/document"] * 4  # where it stands now, and stood

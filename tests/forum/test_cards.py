"""A link of ours alone on its line is a card, for those who may read what it leads to."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from exchange.forum import actions
from exchange.forum.models import Post
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.text.cards import Target, targets_in, with_cards
from exchange.text.markdown import render
from tests.factories import (
    a_moderator,
    a_person,
    a_published,
    a_reply,
    a_submitted,
    a_thread,
    opening_of,
)

BASE = "https://exchange.example"


def targets(source):
    return list(targets_in(render(source), BASE))


@pytest.mark.parametrize(
    ("line", "target"),
    [
        (f"{BASE}/en/threads/12-who-pays", Target("thread", 12)),
        (f"{BASE}/threads/12", Target("thread", 12)),
        (f"{BASE}/sr-latn/threads/12?page=3#post-7", Target("post", 7)),
        (f"{BASE}/mk/posts/7", Target("post", 7)),
        (f"<{BASE}/mk/posts/7>", Target("post", 7)),
        (f"{BASE}/en/experiences/ALTER-XP-0042-five-seats", Target("experience", 42)),
        ("/threads/12", Target("thread", 12)),
        ("/en/posts/7", Target("post", 7)),
    ],
)
def test_a_link_on_its_own_line_has_a_target(line, target):
    assert targets(f"Before\n\n{line}\n\nafter") == [target]


@pytest.mark.parametrize(
    "line",
    [
        f"See {BASE}/threads/12",
        f"[words]({BASE}/threads/12)",
        f"`{BASE}/threads/12`",
        "https://other.example/threads/12",
        f"{BASE}.evil.example/threads/12",
        f"{BASE}/xx/threads/12",
        f"{BASE}/en/threads/0",
        f"{BASE}/en/threads",
        f"{BASE}/en/moderation",
        f"{BASE}/en/threads/12/edit",
    ],
)
def test_other_links_have_none(line):
    assert targets(line) == []


def test_of_several_lines_those_with_a_card_become_one():
    html = render(f"{BASE}/threads/1\n{BASE}/threads/2\n\n{BASE}/threads/3")
    shown = with_cards(html, BASE, {Target("thread", 2): "<div>2</div>"})
    assert shown.count("<div>2</div>") == 1
    assert shown.count("<p><a") == 2
    assert "threads/3</a></p>" in shown
    assert "threads/2" not in shown


def test_no_text_takes_long():
    assert targets_in(render("/a\n" * 10_000), BASE) == ()


def page_with(client, link, title="Where is it told?"):
    thread = a_thread(title=title, body=f"See this:\n\n{link}")
    return f"/en/threads/{thread.id}-where-is-it-told"


def shown(client, address):
    """The titles of the cards of a page, and the plain links of its posts."""
    page = client.get(address)
    cards = [one.one("a").text for one in page.all("article .prose .notice")]
    return cards, [one.text for one in page.all("article .prose > p > a")]


def base_of(app):
    return app.extensions["settings"].base_url


def test_a_member_sees_a_card_in_their_language_and_a_guest_the_link(app, client, sign_in):
    linked = a_thread(a_person("Ana Petrović"), title="A mobile dairy?")
    link = f"{base_of(app)}/en/threads/{linked.id}-a-mobile-dairy"
    address = page_with(client, link).replace("/en/", "/mk/")
    for _ in range(2):  # the second comes from what is kept
        assert shown(client, address) == ([], [link])
    sign_in(client, a_person())
    assert shown(client, address) == (["A mobile dairy?"], [])
    card = client.get(address).one("article .prose .notice")
    assert card.one("a")["href"] == f"/mk/threads/{linked.id}-a-mobile-dairy"
    assert "Ana Petrović" in card.text


def test_a_card_says_how_long_a_question_waits_in_the_language_of_the_page(app, client, sign_in):
    linked = a_thread(days_ago=9)
    with transaction(None):
        waits = update(Post).where(Post.id == opening_of(linked))
        db.session.execute(waits.values(posted_at=now() - timedelta(days=9)))
    address = page_with(client, f"{base_of(app)}/threads/{linked.id}")
    sign_in(client, a_person())
    card = client.get(address.replace("/en/", "/mk/")).one("article .prose .notice")
    assert (card["lang"], "9" in card.one(".chip").text) == ("mk", True)


def test_what_a_reader_may_not_see_is_a_link(app, client, sign_in):
    linked = a_thread(title="A secret title")
    link = f"{base_of(app)}/threads/{linked.id}"
    address = page_with(client, link)
    sign_in(client, a_person())
    assert shown(client, address)[0] == ["A secret title"]
    actions.hide_post(a_moderator(), opening_of(linked))
    assert shown(client, address) == ([], [link])
    sign_in(client, a_moderator())
    assert shown(client, address)[0] == ["A secret title"]


def test_a_reply_in_a_hidden_thread_is_a_link(app, client, sign_in):
    reply = a_reply(linked := a_thread(title="A secret title"))
    link = f"{base_of(app)}/posts/{reply}"
    address = page_with(client, link)
    actions.hide_post(a_moderator(), opening_of(linked))
    sign_in(client, a_person())
    assert shown(client, address) == ([], [link])


def test_a_hidden_or_deleted_reply_is_a_link(app, client, sign_in):
    author = a_person("Ana Petrović")
    hidden, deleted, kept = (a_reply(a_thread(title=f"Title {n}"), author) for n in "ABC")
    links = "\n\n".join(f"{base_of(app)}/posts/{one}" for one in (hidden, deleted, kept))
    address = page_with(client, links)
    actions.hide_post(a_moderator(), hidden)
    actions.delete_post(author, deleted)
    sign_in(client, a_person())
    cards, plain = shown(client, address)
    assert cards == ["Title C"]
    assert len(plain) == 2
    sign_in(client, a_moderator())
    assert shown(client, address)[0] == ["Title A", "Title C"]


def test_a_deleted_thread_is_a_link_and_a_renamed_one_has_its_new_name(app, client, sign_in):
    author = a_person()
    gone, renamed = a_thread(author, title="It goes"), a_thread(author, title="Old name")
    links = "\n\n".join(f"{base_of(app)}/threads/{one.id}" for one in (gone, renamed))
    address = page_with(client, links)
    sign_in(client, a_person())
    assert shown(client, address)[0] == ["It goes", "Old name"]
    actions.delete_post(author, opening_of(gone))
    actions.edit_post(
        author, opening_of(renamed), version=1, body="We ask.", lang="en", title="<b>New</b> name"
    )
    cards, plain = shown(client, address)
    assert cards == ["<b>New</b> name"]
    assert len(plain) == 1


def test_a_published_experience_has_a_card_and_a_draft_has_none(app, client, sign_in):
    published, draft = a_published(title="Five seats, one bus"), a_submitted(title="A draft title")
    links = "\n\n".join(
        f"{base_of(app)}/en/experiences/ALTER-XP-{one.number:04d}" for one in (published, draft)
    )
    address = page_with(client, links)
    sign_in(client, a_person())
    cards, plain = shown(client, address)
    assert cards == ["Five seats, one bus"]
    assert len(plain) == 1


def test_cards_cost_two_statements_and_pages_without_none(app, client, sign_in, count_queries):
    linked, published = a_thread(), a_published()
    thread = a_thread()
    many = "\n\n".join(
        [
            *(f"{base_of(app)}/threads/{linked.id}#post-{a_reply(linked)}" for _ in range(5)),
            f"{base_of(app)}/experiences/ALTER-XP-{published.number:04d}",
        ]
    )
    with_links = a_thread(body=many)
    sign_in(client, a_person())
    counted = []
    for one in (thread, with_links):
        address = f"/en/threads/{one.id}-who-pays-the-animator"
        client.get(address)
        with count_queries() as made:
            client.get(address)
        counted.append(len(made))
    assert counted[1] == counted[0] + 2

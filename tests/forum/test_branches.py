"""A long branch can be passed over; the numbers of the pages stay those of the whole tree."""

import pytest

from exchange.forum import actions
from exchange.forum.paths import LEVELS, end_of_branch, place
from exchange.forum.queries.branches import thread_with_branch_closed
from exchange.kernel.rulings import NotFound
from exchange.people.actor import GUEST
from tests.factories import a_moderator, a_person, a_reply, a_thread, opening_of


def here(thread):
    return f"/en/threads/{thread.id}-who-pays-the-animator"


def ids(page):
    return [int(post["id"].removeprefix("post-")) for post in page.all(".post")]


@pytest.fixture
def tree(app):
    """A thread, a reply with six below it, and one after them."""
    thread = a_thread()
    root = a_reply(thread)
    below = [a_reply(root) for _ in range(5)]
    below.append(a_reply(below[-1]))
    return thread, root, below, a_reply(thread)


def test_a_long_branch_is_closed_and_opened_again_by_plain_links(client, tree):
    thread, root, below, after = tree
    page = client.get(here(thread))
    link = page.one(f"#post-{root} footer a[href*='closed=']")
    assert link.text.startswith("Hide the 6 replies below")
    assert link["href"] == f"{here(thread)}?closed={root}#post-{root}"
    closed = client.get(link["href"])
    assert ids(closed) == [opening_of(thread), root, after]
    back = closed.one(f"#post-{root} footer .act.strong")
    assert back.text.startswith("Show the 6 replies below")
    assert ids(client.get(back["href"])) == [opening_of(thread), root, *below, after]
    assert closed.one("meta[name=robots]")["content"] == "noindex"
    assert closed.one("link[rel=canonical]")["href"].endswith(here(thread))


def test_below_the_accepted_answer_a_branch_is_closed_at_its_line_in_the_tree(client, tree):
    thread, root, _below, after = tree
    actions.accept_answer(a_moderator(), root)
    page = client.get(here(thread))
    closed = client.get(page.one(f"#post-{root} a[href*='closed=']")["href"])
    assert [post["id"] for post in closed.all(".post")] == [
        *(f"post-{opening_of(thread)}", f"accepted-{root}"),
        *(f"post-{root}", f"post-{after}"),
    ]


def test_a_wrong_slug_leads_to_the_same_branch(client, tree):
    thread, root, _below, _after = tree
    page = client.get(f"/en/threads/{thread.id}-wrong?closed={root}")
    assert (page.status, page.location) == (301, f"{here(thread)}?closed={root}")


def test_a_short_branch_and_the_question_itself_have_nothing_to_close(client, tree):
    thread, root, below, _after = tree
    page = client.get(here(thread))
    assert [post["id"] for post in page.all(".post") if post.all("a[href*='closed=']")] == [
        f"post-{root}"
    ]
    for post in (opening_of(thread), 999_999_999, "x"):
        assert client.get(f"{here(thread)}?closed={post}").status == 404
    assert ids(client.get(f"{here(thread)}?closed={below[0]}"))  # none below it: the same page


def test_a_branch_beyond_the_page_is_passed_over_whole_and_leads_on_behind_it(client):
    thread = a_thread()
    root = a_reply(thread)
    asker = a_person()
    for _ in range(30):
        a_reply(root, asker)
    after = [a_reply(thread, asker) for _ in range(25)]
    page = client.get(here(thread))
    link = page.one(f"#post-{root} footer a[href*='closed=']")
    assert link.text.startswith("Hide all replies below")
    closed = client.get(link["href"])
    assert ids(closed) == [opening_of(thread), root, *after[:18]]
    assert "Show the 30 replies below" in closed.text
    onward = client.get(closed.link("More posts"))
    assert onward.location == f"{here(thread)}?page=3#post-{after[18]}"
    assert [link.text for link in closed.all("nav.pager a")][-2] == "Page 3"


def test_on_a_later_page_its_number_stays(client):
    thread = a_thread()
    asker = a_person()
    for _ in range(20):
        a_reply(thread, asker)
    root = a_reply(thread)
    for _ in range(6):
        a_reply(root, asker)
    page = client.get(f"{here(thread)}?page=2")
    closed = client.get(page.one("a[href*='closed=']")["href"])
    assert ids(closed)[-1] == root
    assert client.get(closed.one(".act.strong")["href"]).all("article.post")
    assert client.get(f"{here(thread)}?closed={root}").status == 404  # it stands on page 2


def test_what_was_deleted_is_not_counted_among_the_replies_below(client, tree):
    thread, root, below, _after = tree
    author = a_person()
    actions.delete_post(author, a_reply(root, author))
    page = client.get(here(thread))
    assert "Hide the 6 replies below" in page.text
    closed = client.get(f"{here(thread)}?closed={root}")
    assert "Show the 6 replies below" in closed.text
    assert below


def test_the_deepest_posts_have_their_answers_beside_them_and_close_nothing(app):
    thread = a_thread()
    post = opening_of(thread)
    asker = a_person()
    for _ in range(LEVELS):
        post = a_reply(post, asker)
    with pytest.raises(NotFound):
        thread_with_branch_closed(GUEST, thread.id, 3, post)


def test_the_end_of_a_branch_is_behind_all_that_stands_in_it():
    branch = place(b"\0\0\0\1", 7)
    assert place(branch, 2**32 - 1) < end_of_branch(branch) <= place(b"\0\0\0\1", 8)
    assert end_of_branch(place(b"\0\0\0\1", 2**32 - 1)) == b"\0\0\0\2\0\0\0\0"

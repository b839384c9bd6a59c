import pytest

from exchange.kernel.paging import Pages
from tests.design.drawn import drawn
from tests.page.tree import Element

ROW = """{% from "ui/lists.html" import thread_row %}<ul>{{
thread_row(1, "/en/threads/1", "Naslov", "sr-Latn", state, days, ("3 replies", ""), (), late, true)
}}</ul>"""
POST = """{% from "ui/posts.html" import post_card, act_button, stump %}
{% from "ui/people.html" import person_line, permalink %}
{% set line = person_line("Ana", "A", 7, "/en/people/7", "mentor", true,
  ("Serbia", permalink("/en/posts/3", 3, "2026-09-13T11:40:00+00:00", "13 Sep")), "post-3") %}
{% call post_card("post-3", depth, line, html, "sr-Latn") %}{{
act_button("/en/posts/3/helpful", "Helpful", "post 3", 4, true) }}{% endcall %}
<form id="act"></form>"""


def row(state: str, days: int = 0, late: bool = False) -> Element:
    return drawn(ROW, state=state, days=days, late=late).one("li")


def pager(number: int, total: int, base: str = "/en/threads/1-x") -> list[tuple[str, str]]:
    source = '{% from "ui/lists.html" import pager %}{{ pager(base, pages) }}'
    page = drawn(source, base=base, pages=Pages(number, 20, total))
    return [(a.text, a["href"]) for a in page.all("a")]


def test_a_title_carries_its_language_and_a_sample_its_mark() -> None:
    assert row("replied").one("a")["lang"] == "sr-Latn"
    assert row("replied").one(".sample").text == "sample"


def test_a_state_is_always_said_in_words() -> None:
    assert "Waiting 4 days" in row("waiting", 4).text
    assert "Waiting since today" in row("waiting", 0).text
    assert "Waiting 9 days, late" in row("waiting", 9, True).text
    assert "Accepted answer · 3 replies" in row("accepted").text
    assert "Answered by a mentor" in row("answered").text
    assert "Replied" in row("replied").text
    assert "Announcement" in row("announcement").text


def test_empty_details_leave_no_lonely_dots() -> None:
    assert row("replied").one("small").text == "sample Replied · 3 replies"


def test_one_page_needs_no_pager() -> None:
    assert pager(1, 20) == []


def test_the_pager_names_every_way_and_goes_back_to_the_bare_address() -> None:
    assert pager(2, 60) == [
        ("←Previous page", "/en/threads/1-x"),
        ("Page 1", "/en/threads/1-x"),
        ("Page 2", "/en/threads/1-x?page=2"),
        ("Page 3", "/en/threads/1-x?page=3"),
        ("→Next page", "/en/threads/1-x?page=3"),
    ]


def test_the_pager_keeps_what_was_asked() -> None:
    assert pager(1, 40, "/en/search?q=bus")[-1][1] == "/en/search?q=bus&page=2"


def post(depth: int) -> Element:
    return drawn(POST, depth=depth, html="<p>Dobar dan</p>")


@pytest.mark.parametrize(
    ("depth", "name"), [(0, "opening"), (1, "d1"), (4, "d4"), (5, "d4"), (39, "d4")]
)
def test_the_tree_is_indented_four_deep_at_most(depth: int, name: str) -> None:
    assert post(depth).one("article").classes == ["post", name]


def test_a_post_is_named_by_its_author_and_says_its_language() -> None:
    article = post(1).one("article")
    assert article["aria-labelledby"] == "by-post-3"
    assert article.one("#by-post-3").text == "Ana mentor"
    assert article.one(".prose")["lang"] == "sr-Latn"


def test_a_pressed_button_says_so() -> None:
    button = post(1).one("footer button")
    assert button["aria-pressed"] == "true"
    assert button.text == "Helpful 4 post 3"


def test_who_is_mentioned_is_a_name_unless_the_page_is_told_otherwise() -> None:
    html = '<p><a href="/people/3">@Ana</a> kaže</p>'
    assert not drawn(POST, depth=1, html=html).all(".prose a")
    linked = html.replace("/people", "/sr/people")
    assert drawn(POST, depth=1, html=linked).one(".prose a")["href"] == "/sr/people/3"


def test_the_names_of_people_are_left_alone_by_machines() -> None:
    assert post(1).one("a.who")["translate"] == "no"
    assert post(1).one(".av")["translate"] == "no"

"""Whoever needs something finds it: the search page as people get it."""

from urllib.parse import quote

import pytest

from exchange.forum.actions import post_reply
from exchange.search.queries import PAGE_SIZE
from tests.factories import (
    a_category,
    a_mentor,
    a_person,
    a_published,
    a_reply,
    a_thread,
    an_organisation,
    opening_of,
)


def titles(page):
    return [link.text for link in page.all("ul.rows li > div > a")]


def marks(page):
    return [mark.text for mark in page.all("main mark")]


def test_a_thread_is_found_with_its_words_marked_and_leads_to_the_very_post(client):
    thread = a_thread(title="Ko plaća animatora?", lang="sr-latn", body="Питамо за ваше мишљење.")
    body = "Општина је платила аниматорку из свог буџета за две године."
    reply = post_reply(a_person(), opening_of(thread), body=body, lang="sr")
    page = client.get(f"/en/search?q={quote('општина budžet')}")
    assert page.h1 == "Search"
    assert titles(page) == ["Ko plaća animatora?"]
    assert marks(page) == ["Општина", "буџета"]
    assert client.get(page.link("Ko plaća animatora?")).location.endswith(f"#post-{reply}")
    assert "1 result" in page.text


def test_the_title_is_marked_where_it_was_hit(client):
    a_thread(title="Who pays the animator?", body="We have no budget line for it in our village.")
    page = client.get("/en/search?q=animators")
    assert marks(page) == ["animator"]
    assert page.one("ul.rows li > div > a")["lang"] == "en"


def test_a_thread_stands_once_however_many_of_its_posts_fit(client):
    thread = a_thread(title="Who pays the animator?", body="We need an animator.")
    a_reply(thread, body="Our animator is paid by the network.")
    a_reply(thread, body="Ours too: the animator works half-time.")
    page = client.get("/en/search?q=animator")
    assert titles(page) == ["Who pays the animator?"]
    assert "2 more posts of this thread fit" in page.text


def test_the_soft_line_says_what_it_is(client):
    asker = a_person(organisation=an_organisation(country="LV"))
    thread = a_thread(
        asker, category=a_category("Money"), lang="lv", title="Kas maksā?", days_ago=4
    )
    waiting = client.get(f"/en/search?q={quote('maksā')}").one("ul.rows small").text
    for words in ("Waiting 4 days", "Money", "Latvia", "Latvian"):
        assert words in waiting
    a_reply(thread, a_mentor())
    answered = client.get(f"/en/search?q={quote('maksā')}").one("ul.rows small").text
    assert "Answered by a mentor" in answered


def test_an_experience_is_found_and_leads_to_its_page(client):
    record = a_published(title="Five seats, one bus", countries=("LV", "XK"))
    page = client.get("/en/search?q=villages+sharing+bus")
    assert titles(page) == ["Five seats, one bus"]
    assert {"bus", "villages", "shared"} <= set(marks(page))
    line = page.one("ul.rows small").text
    assert "Experience" in line
    assert "Kosovo*" in line
    assert f"ALTER-XP-{record.number:04d}" in line
    assert client.get(page.link("Five seats, one bus")).status == 200


def test_the_search_is_narrowed_to_a_place_and_a_language(client):
    a_thread(title="The bus in English")
    a_thread(title="The bus in Serbian", lang="sr-latn")
    a_published(title="Five seats, one bus")
    page = client.get("/en/search?q=bus")
    assert len(titles(page)) == 3
    threads = client.get(page.link("In threads"))
    assert set(titles(threads)) == {"The bus in English", "The bus in Serbian"}
    assert titles(client.get(page.link("In experiences"))) == ["Five seats, one bus"]
    [in_rail] = threads.all(".rail a[lang=sr-Latn]")
    narrowed = client.get(in_rail["href"])
    assert titles(narrowed) == ["The bus in Serbian"]
    again = client.submit(narrowed, "/search", q="bus english")
    assert titles(again) == []
    assert "Only texts in Serbian" in again.text


def test_a_narrowed_search_too_has_the_best_match_first(client):
    a_published(title="The fair of Kamena")
    a_published(title="Another thing", lesson="We went to a fair once.")
    assert titles(client.get("/en/search?q=fair&in=experiences"))[0] == "The fair of Kamena"


def test_a_choice_that_does_not_exist_is_no_choice(client):
    a_thread(title="The bus")
    assert titles(client.get("/en/search?q=bus&in=people&lang=xx")) == ["The bus"]


def test_the_code_of_an_experience_leads_straight_to_it(client):
    record = a_published()
    code = f"alter-xp-{record.number:04d}"
    assert client.get(f"/lv/search?q=+{code}+").location.startswith(
        f"/lv/experiences/{code.upper()}"
    )
    unknown = client.get("/en/search?q=ALTER-XP-9999")
    assert "Nothing found" in unknown.text


def test_organisations_are_found_by_any_of_their_names(client):
    an_organisation(
        "xk",
        "XK",
        name="Network of Organizations for Rural Development of Kosovo",
        own_names=[["sq", "Rrjeti i Organizatave për Zhvillim Rural të Kosovës"]],
        aliases=["NORDK"],
    )
    an_organisation("rs", name="Network", own_names=[["sr", "Мрежа за рурални развој Србије"]])
    an_organisation("sample-rs", name="Sample NORDK", is_sample=True)
    for typed in ("nordk", "rrjet zhvillim", "network Kosovo"):
        page = client.get(f"/en/search?q={quote(typed)}")
        assert [a.text for a in page.all("section ul.links a[href*=organisations]")] == [
            "Network of Organizations for Rural Development of Kosovo"
        ]
        assert "This designation is without prejudice" in page.text
    assert "No threads or experiences for “network Kosovo”" in page.text
    assert "organisations/xk" not in client.get("/en/search?q=nordk&in=threads").body
    page = client.get("/en/search?q=mreza+srbija")
    assert [a["href"] for a in page.all("section ul.links a[href*=organisations]")] == [
        "/en/organisations/rs"
    ]


def test_results_come_in_pages(client):
    for n in range(PAGE_SIZE + 1):
        a_thread(title=f"Bus number {n}")
    first = client.get("/en/search?q=bus+number")
    assert len(titles(first)) == PAGE_SIZE
    assert f"{PAGE_SIZE + 1} results" in first.text
    second = client.get(first.link("Next page"))
    assert len(titles(second)) == 1
    assert set(titles(first)).isdisjoint(titles(second))
    assert client.get("/en/search?q=bus&page=3").status == 404
    assert client.get("/en/search?q=bus&page=x").status == 404


def test_too_many_hits_are_not_counted_to_the_end(client, monkeypatch):
    monkeypatch.setattr("exchange.search.queries.hits.MOST_HITS", 3)
    for n in range(5):
        a_thread(title=f"Bus number {n}")
    assert "More than 3 hits" in client.get("/en/search?q=bus").text


def test_without_a_question_the_page_says_how_to_search(client):
    page = client.get("/en/search")
    assert "How to search" in page.text
    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert titles(page) == []


def test_without_hits_the_page_says_what_was_searched_and_what_to_do(client):
    page = client.get(f"/en/search?q={quote('mobile slaughterhouse?')}")
    assert "Nothing found for “mobile slaughterhouse?”" in page.text
    assert "in any inflection and either script" in page.text
    asking = client.get(page.link("Ask a question"))
    assert "title=mobile" in asking.address
    assert page.one("#q")["value"] == "mobile slaughterhouse?"


@pytest.mark.parametrize("lang", ["lv", "sr", "tr", "cnr"])
def test_the_page_speaks_every_language(client, lang):
    a_thread(title="The bus")
    for query in ("", "?q=bus", "?q=nothing", "?q=%E2%80%A6"):
        assert client.get(f"/{lang}/search{query}").status == 200


HARMLESS = ['"', "*", "bus*", "^bus", "bus:", "(", ")", "-bus", "NOT", "bus AND", "OR", 'a"b']
HARMLESS += ["NEAR(bus 2)", "title:bus", "{title}: bus", "'", "''", "\\", "bus:*", "bus & !bus"]
HARMLESS += [
    "<->",
    "🚌",
    "🚌 bus",
    "\u202ebus\u202c",
    "ﷺ",
    "⑴",
    "½",
    "<b>bus</b>",
    "a " * 99,
    "b" * 200,
]
HARMLESS += [
    "%",
    "%s",
    "%(num)d",
    "{{ 7*7 }}",
    ":threads",
    ":en",
    "о̄",
    "s\u0327",
    "ь",
    "\u200d",
    "1e5",
]
HARMLESS += [" ".join(f"w{n}x" for n in range(40)), "日本語", "x", "\t\n", "+", "bus+"]


@pytest.mark.parametrize("typed", HARMLESS, ids=range(len(HARMLESS)))
def test_nothing_that_is_typed_is_an_order_to_the_database(client, typed):
    a_thread(title="The bus", body="It is 1e5 km on.")
    page = client.get(f"/en/search?q={quote(typed)}")
    assert page.status == 200
    assert "49" not in page.h1


def test_operators_are_not_obeyed(client):
    a_thread(title="The bus")
    assert titles(client.get("/en/search?q=bus+NOT+bus")) == []  # "not" is a word to look for
    assert titles(client.get(f"/en/search?q={quote('-bus')}")) == ["The bus"]
    assert titles(client.get(f"/en/search?q={quote('title:bus')}")) == []
    assert titles(client.get(f"/en/search?q={quote('bu*')}")) == []
    assert "There is no word" in client.get(f"/en/search?q={quote('🚌 *')}").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("a" * 201, "At most 200 characters, please; there are 201."),
        ("bus%00driver", "The text contains characters that cannot be stored."),
        ("x%20" * 9_000, "At most 200 characters"),
    ],
)
def test_what_cannot_be_searched_for_is_kept_and_said_clearly(client, typed, words):
    page = client.get(f"/en/search?q={typed}")
    assert page.status == 422
    assert words in page.text
    assert page.one("#q")["aria-invalid"] == "true"
    assert page.one("#q")["value"]


def test_broken_bytes_are_harmless(client):
    assert client.get("/en/search?q=%ED%A0%80bus%FF").status in (200, 422)
    assert client.get("/en/search?q=bus&page=1&page=2&in[]=x").status == 200


def test_a_page_costs_the_same_few_queries_whatever_it_shows(client, sign_in, count_queries):
    sign_in(client, a_person())
    a_published(title="The bus")
    a_thread(title="The bus")
    client.get("/en/search?q=bus")
    with count_queries() as few:
        client.get("/en/search?q=bus")
    for n in range(6):
        a_reply(a_thread(title=f"The bus {n}"), body="The bus")
        a_published(title=f"Another bus {n}")
    client.get("/en/")  # which keeps the categories' names
    client.get("/en/search?q=nowhere")  # and this one those of subjects
    with count_queries() as many:
        page = client.get("/en/search?q=bus")
    assert len(titles(page)) == 14
    assert len(few) == len(many) <= 6


def test_a_title_that_looks_like_markup_stays_text(client):
    opening_of(a_thread(title="<b>bus</b> <script>alert(1)</script>", body="<img src=x> bus"))
    page = client.get("/en/search?q=bus")
    assert titles(page) == ["<b>bus</b> <script>alert(1)</script>"]
    assert "<script>alert" not in page.body


def test_a_title_is_shown_whole(client):
    long = "In a village of forty houses without a shop, who pays the animator in the second year?"
    a_thread(
        title=long, body="Our network has no budget line for it, and the municipality is small."
    )
    assert titles(client.get("/en/search?q=animator+year")) == [long]
    assert titles(client.get("/en/search?q=municipality")) == [long]

"""Words are found in other inflections, scripts and spellings, on both databases alike."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from exchange.forum.actions import edit_post
from exchange.kernel.db import db, transaction
from exchange.people.actor import GUEST
from exchange.search.actions import rebuild
from exchange.search.engines import Entry, engine
from exchange.search.models import SearchDocument
from exchange.search.queries.asking import Asked
from exchange.search.queries.hits import hits
from exchange.search.query import Query, parse
from exchange.search.tokens import FEW_WORDS, Part, facet_of_language, token, tokens_of
from tests.factories import a_person, a_reply, a_thread, opening_of
from tests.search.asking import document_ids, found_posts

PAIRS = json.loads(
    (Path(__file__).parents[1] / "text" / "search_pairs.json").read_text(encoding="utf-8")
)
OUT_OF_REACH = ("ujë", "Mungesa e ujit në fshat.", "sq")  # two letters are left: for a dictionary
LENGTH = " 1 2 3 4 5 6 7 8"  # figures have no stems; with them a text is long enough for one group


def posts_with(pairs: list[list[str]]) -> dict[int, tuple[str, str, str]]:
    """A reply for each text; by its id the pair."""
    author = a_person()
    thread = a_thread(author, title="1000", body="2000")
    posts = {}
    for query, text, lang in pairs:
        post = a_reply(thread, author)
        edit_post(author, post, version=1, body=text + LENGTH, lang=lang)
        posts[post] = (query, text, lang)
    return posts


def test_every_pair_that_should_meet_meets_and_no_other(app):
    posts = posts_with(PAIRS["must_find"])
    missed = {pair for post, pair in posts.items() if post not in found_posts(pair[0])}
    assert missed == {OUT_OF_REACH}
    posts = posts_with(PAIRS["must_not_find"])
    assert [pair for post, pair in posts.items() if post in found_posts(pair[0])] == []


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Задруге из три долине продају сир", "zadruga"),
        ("Şanlıurfa kırsalında üretici birlikleri kuruldu", "sanliurfa KIRSAL"),
        ("Biedrība raksta stratēģiju Ķekavā", "strategija kekava"),
        ("Đorđević je pisao ministarstvu", "djordjevic"),
        ("Rrjeti i bletarëve në Dibër", "bletaret diber"),
    ],
)
def test_scripts_diacritics_and_endings_do_not_matter(app, written, typed):
    post = a_reply(a_thread(), body=written)
    assert post in found_posts(typed)


def test_a_short_text_is_found_in_the_inflections_of_any_language(app):
    """Its language may be wrong: whoever writes a line seldom changes what the form proposes."""
    short = a_reply(a_thread(), body="Задругама треба млеко")  # said to be English
    long = a_reply(a_thread(), body="Задругама треба млеко" + LENGTH)
    assert FEW_WORDS > 3
    assert short in found_posts("zadruga")
    assert long not in found_posts("zadruga")


def test_all_words_must_stand_in_the_post_or_its_title(app):
    thread = a_thread(title="Who pays the animator?", body="We have no budget line.")
    a_reply(thread, body="The municipality does.")
    assert len(found_posts("animator budget")) == 1
    assert found_posts("animator municipality") == set()


def test_the_last_word_may_be_half_typed_only_if_the_asker_says_so(app):
    post = a_reply(a_thread(), body="Accreditation takes two years")
    assert found_posts("accred") == set()
    assert found_posts("takes accred", last_is_prefix=True) == {post}
    assert found_posts("accred takes", last_is_prefix=True) == set()


def test_a_language_narrows_to_itself_and_is_no_word_of_a_text(app):
    cyrillic = a_thread(title="Мобилна кланица", body="Мобилна кланица у селу", lang="sr")
    a_thread(title="Mobilna klanica", body="Mobilna klanica u selu", lang="sr-latn")
    assert document_ids(parse("klanica", (facet_of_language("sr"),))) == document_of(cyrillic)
    assert len(document_ids(parse("klanica", (facet_of_language("sr-latn"),)))) == 1
    for typed in ("latn", "sr"):
        assert found_posts(typed, last_is_prefix=True) == set()


def document_of(thread):
    opening = opening_of(thread)
    with db.engines["read"].connect() as connection:
        found = select(SearchDocument.id).where(SearchDocument.post_id == opening)
        return set(connection.scalars(found))


WORDS = ["zadruga", "zadruge", "задругама", "mleko", "köy", "köylerde", "village", "villages"]
WORDS += [
    "①",
    "⑴",
    "1",
    "ﷺ",
    "صلى",
    "ウェブ",
    "½",
    "x30a6x",
    "it's",
    "AND",
    "NEAR",
    "a",
    "2026",
    "ujë",
    "ß",
    "ь",
]
LANGS = st.sampled_from(["sr", "sr-latn", "tr", "en", "sq"])
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=30)


def holds(tokens: set[str], query: Query) -> bool:
    """What a match is, said without a database."""
    terms = all(
        tokens & set(term.forms) or (term.prefix and any(t.startswith(term.prefix) for t in tokens))
        for term in query.terms
    )
    return terms and tokens >= set(query.facets)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_both_databases_find_what_the_words_say(app, data):
    """Each is held to the same plain model, so they agree with each other."""
    known = document_ids()
    if not known:
        thread = a_thread()
        known = [a_reply(thread) for _ in range(5)] and document_ids()
    texts = data.draw(st.lists(st.tuples(TEXTS, LANGS), min_size=5, max_size=5))
    tokens = {
        number: tokens_of([Part(text, lang)], [":threads", facet_of_language(lang)])
        for number, (text, lang) in zip(known, texts, strict=False)
    }
    with transaction(None):
        engine().put([Entry(number, made) for number, made in tokens.items()])
    typed = data.draw(st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join) | st.text())
    query = parse(typed, (":threads",), last_is_prefix=data.draw(st.booleans()))
    if not query:
        return
    expected = {
        number
        for number, made in tokens.items()
        if holds({*made.title, *made.words, *made.stems, *made.facets}, query)
    }
    assert document_ids(query) & tokens.keys() == expected


def test_an_index_made_anew_finds_the_same(app):
    posts_with(PAIRS["must_find"][:10])
    before = [hits(GUEST, Asked(pair[0]).query()) for pair in PAIRS["must_find"][:10]]
    assert sum(rebuild(everything=True)) == 11
    assert [hits(GUEST, Asked(pair[0]).query()) for pair in PAIRS["must_find"][:10]] == before


@given(st.text() | st.sampled_from(["⑴", "ﷺ", "½", "ウェブ", "z\u030c"]))
def test_a_token_is_one_plain_word_for_every_database(text):
    made = tokens_of([Part(text, "en", is_title=True)], [])
    for one in (*made.title, *made.words, *made.stems):
        assert re.fullmatch("[a-z0-9]{1,60}", one)


@given(st.text(min_size=2, max_size=8))
def test_the_beginning_of_a_word_gives_the_beginning_of_its_token(word):
    assert all(token(word).startswith(token(word[:n])) for n in range(len(word)))

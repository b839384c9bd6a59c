"""How people are named in a text, and what becomes of that behind the three walls."""

import re

import pytest

from exchange.text.limits import TooMuch, check
from exchange.text.markdown import excerpt, render, without_links
from exchange.text.mentions import (
    People,
    as_typed,
    folded_name,
    mentioned_in,
    names_only,
    with_ids,
    with_profiles,
    written_as,
)

ANA, TWO = 12, 0  # how many have the name is the caller's affair: 0 is several
NAMES = {"ana petrovic": ANA, "ana": 7, "jon hall": TWO, "jon": 9, "i dordevic": 5}


def look_up(_names, ids):
    people = {12: "ana petrovic", 30: ""}
    return People(NAMES, {one: people[one] for one in ids if one in people})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@Ana Petrović", "@[Ana Petrović](person:12)"),
        ("@Ана Петровић каже", "@[Ана Петровић](person:12) каже"),
        ("@ANA PETROVIC, hvala", "@[ANA PETROVIC](person:12), hvala"),
        ("Pita (@Ana Petrović) i @Ana.", "Pita (@[Ana Petrović](person:12)) i @[Ana](person:7)."),
        ("@I. Đorđević", "@[I. Đorđević](person:5)"),
        ("- @Ana\n- ne", "- @[Ana](person:7)\n- ne"),
        ("@Jon Hall", "@Jon Hall"),
        ("@Nobody Here", "@Nobody Here"),
        ("ana@ana.rs and @@Ana", "ana@ana.rs and @@Ana"),
        ("`@Ana` and ``a ` @Ana``", "`@Ana` and ``a ` @Ana``"),
        ("```\n@Ana\n```\n@Ana", "```\n@Ana\n```\n@[Ana](person:7)"),
        ("    @Ana", "    @Ana"),
        ("> @Ana\n\n\\@Ana", "> @Ana\n\n\\@Ana"),
        ("[@Ana](https://a.example) https://a.example/@Ana", None),
        ("@[Ana Petrović](person:12)", None),
        ("@[Any name](person:30)", None),
        ("@[The admin](person:12)", "@The admin"),
        ("@[Ana](person:99)", "@Ana"),
    ],
)
def test_who_is_meant_is_noted_beside_the_name(typed, kept):
    assert with_ids(typed, look_up) == (kept or typed)


def test_what_is_noted_is_found_again_and_noted_once():
    once = with_ids("@Ana Petrović", look_up)
    assert with_ids(once, look_up) == once
    assert as_typed(once) == "@Ana Petrović"


def test_a_name_is_compared_without_alphabet_marks_and_case():
    assert (
        folded_name("Đorđe  Ђорђевић-Ž.") == folded_name("DORDE Dordevic Ž") == "dorde dordevic z"
    )


def test_a_mention_is_a_link_of_ours_and_a_name_for_guests():
    html = render("Hello @[Ana & **co**](person:12)!")
    link = '<a href="/people/12">@Ana &amp; <strong>co</strong></a>'
    assert html == f"<p>Hello {link}!</p>\n"
    assert names_only(html) == "<p>Hello @Ana &amp; <strong>co</strong>!</p>\n"
    assert 'href="/sr/people/12"' in with_profiles(html, "sr")
    assert without_links(html) == names_only(html)
    assert excerpt(html, 100) == "Hello @Ana & co!"


@pytest.mark.parametrize(
    "source",
    [
        "[Ana](person:12)",
        "<person:12>",
        "![Ana](person:12)",
        "a@[Ana](person:12)",
        "@[Ana](person:0)",
        "@[Ana](person:12?x)",
        "@[Ana](people/12)",
        "[Ana](/people/12)",
        '<a href="/people/12">Ana</a>',
        "`@[Ana](person:12)`",
    ],
)
def test_nothing_else_leads_to_a_person(source):
    html = render(source)
    assert "<a" not in html
    assert mentioned_in(html) == []


def test_a_link_after_a_mention_is_closed_where_it_ends():
    html = render("@[A](person:1) [B](person:2) [C](https://c.example) d")
    assert html.count("<a ") == html.count("</a>") == 2
    assert names_only(html).startswith("<p>@A B <a href=")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '" onclick="x', "[x](y)", "]("])
def test_no_name_becomes_anything_but_words(name):
    html = render(written_as(name, 3))
    assert "<script" not in html
    assert not re.search("<[^>]*onclick", html)
    assert html.count("<a ") <= 1


def test_what_is_quoted_mentions_nobody():
    quoted = "> @[A](person:1)\n\n@[B](person:2) @[C](person:3) @[B](person:2)"
    assert mentioned_in(render(quoted)) == [2, 3]


@pytest.mark.parametrize("mention", ["@Ana ", "@[Ana](person:1) "])
def test_fifty_people_and_no_more(mention):
    check(mention * 50)
    with pytest.raises(TooMuch):
        check(mention * 51)


@pytest.mark.parametrize("odd", ["`", "<", "[", "@", "](", "@a ", "a`` ", "\\", "<a:"])
def test_no_text_takes_long(odd):
    text = "@" + odd * (32_000 // len(odd))
    assert with_ids(text, look_up) == text

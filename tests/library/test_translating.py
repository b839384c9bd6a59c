"""Who translates and reviews: over roles, relations and languages."""

from dataclasses import replace

import pytest

from exchange.library import translating
from exchange.library.policy import Facts
from exchange.people.actor import GUEST, Actor

FACTS = Facts("published", lead_id=7, authors=frozenset({1}), credited=frozenset({1, 8}))
BOTH = ("lv", "mk")


def somebody(number, **more):
    return Actor(id=number, state="active", reads=BOTH, **more)


EVERYBODY = {
    "author": somebody(1),
    "mentor": somebody(2, roles=frozenset({"mentor"})),
    "editor": somebody(3, edits=frozenset({7})),
    "other editor": somebody(4, edits=frozenset({9})),
    "moderator": somebody(5, roles=frozenset({"moderator"})),
    "admin": somebody(6, roles=frozenset({"admin"})),
    "member": somebody(9),
    "credited": somebody(8),
    "guest": GUEST,
}


def who(rule, *more, facts=FACTS):
    return {name for name, one in EVERYBODY.items() if rule(one, facts, "lv", "mk", *more)}


def test_every_member_who_reads_both_languages_translates():
    assert who(translating.may_translate) == set(EVERYBODY) - {"guest"}


@pytest.mark.parametrize("state", ["unconfirmed", "waiting", "suspended"])
def test_who_may_not_write_neither_translates_nor_reviews(state):
    one = replace(EVERYBODY["author"], state=state)
    assert not translating.may_translate(one, FACTS, "lv", "mk")
    assert not translating.may_review(one, FACTS, "lv", "mk")


@pytest.mark.parametrize("reads", [(), ("lv",), ("mk",), ("en", "tr")])
def test_who_reads_only_one_of_the_languages_translates_nothing(reads):
    one = Actor(id=9, state="active", reads=reads)
    ruling = translating.may_translate(one, FACTS, "lv", "mk")
    assert not ruling
    assert "reads both languages" in str(ruling.reason)


def test_the_language_of_the_pages_counts_as_read_and_so_do_those_that_are_read_alike():
    one = Actor(id=9, state="active", language="mk", reads=("hr",))
    assert translating.may_translate(one, FACTS, "sr", "mk")
    assert translating.may_translate(one, FACTS, "mk", "sr-latn")


@pytest.mark.parametrize(("source", "into"), [("lv", "lv"), ("sr", "hr"), ("bs", "sr-latn")])
def test_nothing_is_translated_for_those_who_read_the_original(source, into):
    one = Actor(id=9, state="active", reads=(source, into))
    assert not translating.may_translate(one, FACTS, source, into)


def test_what_is_withdrawn_is_not_translated():
    assert who(translating.may_translate, facts=replace(FACTS, state="withdrawn")) == set()


def test_mentors_editors_of_its_organisation_admins_and_authors_review():
    assert who(translating.may_review) == {"author", "mentor", "editor", "admin"}


def test_authors_and_moderators_take_out_whatever_they_read():
    allowed = {name for name, one in EVERYBODY.items() if translating.may_take_out(one, FACTS)}
    assert allowed == {"author", "moderator", "admin"}


def test_nobody_reviews_the_own_translation():
    for name in ("author", "mentor", "editor", "admin"):
        one = EVERYBODY[name]
        assert not translating.may_review_text(one, FACTS, "lv", "mk", one.id)
        assert translating.may_review_text(one, FACTS, "lv", "mk", 99)
        assert translating.may_review_text(one, FACTS, "lv", "mk", None)


def test_what_is_reviewed_is_changed_by_its_translator_and_by_reviewers():
    expected = {"author", "mentor", "editor", "admin"}
    assert who(translating.may_change_reviewed, 99) == expected
    assert who(translating.may_change_reviewed, 9) == expected | {"member"}

"""What a query gives is kept while the pages that show it stay as they are, and no longer."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from exchange.kernel.db import Event, record, transaction
from exchange.kernel.shelf import Shelf
from exchange.kernel.validity import kept


@dataclass(frozen=True, slots=True)
class Changed(Event):
    stored_as: ClassVar[str] = "tests.changed.1"
    name: str

    def changes(self):
        return {self.name}


def change(name):
    with transaction(None):
        record(Changed(name))


@pytest.fixture
def made():
    """How often each thing was read, and the query that counts."""
    asked = []

    @kept("thing {0}", when=lambda _, keep=True: keep)
    def thing(number, keep=True):
        asked.append(number)
        return object()

    return asked, thing


def test_the_same_object_comes_back_as_long_as_nothing_changed(app, made):
    asked, thing = made
    change("thing 1")
    first = thing(1)
    assert thing(1) is first
    assert asked == [1]


def test_a_change_of_its_pages_or_of_the_site_makes_it_anew(app, made):
    asked, thing = made
    change("thing 1")
    thing(1)
    change("thing 2")
    thing(1)
    assert asked == [1]
    change("thing 1")
    thing(1)
    change("site")
    thing(1)
    assert asked == [1, 1, 1]


def test_what_was_never_told_of_a_change_is_not_kept(app, made):
    asked, thing = made
    change("site")
    thing(1)
    thing(1)
    assert asked == [1, 1]


def test_a_transaction_reads_for_itself(app, made):
    asked, thing = made
    change("thing 1")
    before = thing(1)
    with transaction(None):
        assert thing(1) is not before
    assert asked == [1, 1]


def test_what_is_not_worth_keeping_pushes_nothing_out(app, made):
    asked, thing = made
    change("thing 1")
    thing(1, False)
    thing(1, False)
    assert asked == [1, 1]


def test_a_shelf_forgets_what_was_longest_unused():
    shelf = Shelf(10, len)
    shelf.put("a", "four")
    shelf.put("b", "four")
    assert shelf.get("a") == "four"
    shelf.put("c", "four")
    assert [shelf.get(key) for key in "abc"] == ["four", None, "four"]
    shelf.put("a", "x")
    shelf.put("d", "four")
    assert [shelf.get(key) for key in "acd"] == ["x", "four", "four"]

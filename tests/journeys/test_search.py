from collections.abc import Callable

import pytest

from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_who_types_latin_letters_finds_what_was_written_in_cyrillic(
    site: Site, walk: Callable[..., Walker]
) -> None:
    site.thread(title="Задруга за прераду шљива у Подрињу", body="Тражимо искуства.", lang="sr")
    me = walk("sr")
    me.unfold("Menu")
    me.fill("Search in any language", "zadruge sljiva")
    me.press("Search")
    me.sees("Задруга за прераду шљива у Подрињу")
    me.follow("In experiences")
    me.sees("Nothing found for “%(words)s”", words="zadruge sljiva")
    me.follow("Search everywhere, in all languages")
    me.follow("Задруга за прераду шљива у Подрињу")
    me.is_at("/sr/threads/")

"""What a visit weighs on a village connection, as it is sent."""

import random
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from exchange.forum.models import Thread
from exchange.serve import fonts
from exchange.text.wording import use_language
from exchange.web.addresses import numbered
from tests.bench.dataset import VOCABULARY
from tests.design.stylesheet import STATIC
from tests.factories import a_category, a_person, a_published, a_reply, a_thread

KILO = 1_024
POST = 1_400  # letters, as long as those of the bench
OWN_FILE = re.compile(r'(?:href|src)="(/static/[^"?]+)')


def _words(lang: str, seed: int) -> str:
    chance, said = random.Random(seed), ""
    while len(said) < POST:
        said += " ".join(chance.choices(VOCABULARY[lang], k=12)) + ".\n\n"
    return said[:POST]


def _thread_of_twenty(lang: str) -> Thread:
    title = " ".join(VOCABULARY[lang][:8])
    thread = a_thread(lang=lang, title=title, body=_words(lang, 0))
    people = [a_person() for _ in range(5)]
    parent: Thread | int = thread
    for number in range(1, 20):
        said = a_reply(parent, people[number % 5], _words(lang, number))
        parent = said if number % 4 else thread
    return thread


def _address(thread: Thread, lang: str) -> str:
    return f"/{lang}/threads/{numbered(thread.id, thread.title)}"


def _sent(browser: FlaskClient, path: str) -> int:
    """Bytes of the body that leave for a browser, twice asked: guests get what is kept."""
    for _ in range(2):
        answer = browser.get(path, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, path
        size = len(answer.get_data())
        answer.close()
    return size


@pytest.fixture
def browser(app: Flask) -> Iterator[FlaskClient]:
    """A guest's; the language of its pages does not stay behind."""
    with use_language("en"):
        yield app.test_client()


@pytest.mark.parametrize(("lang", "most"), [("en", 60), ("sr", 75)])
def test_a_thread_of_twenty_posts_is_short(browser: FlaskClient, lang: str, most: int) -> None:
    page = browser.get(_address(_thread_of_twenty(lang), lang))
    assert page.text.count("<article") == 20
    assert len(page.data) <= most * KILO


def test_a_first_visit_brings_page_style_script_and_fonts(browser: FlaskClient) -> None:
    fonts.build(STATIC / "fonts")
    category = a_category()
    for number in range(5):
        a_thread(category=category, title=f"Question {number}: {' '.join(VOCABULARY['en'][:9])}")
    for path in ("/en/", _address(_thread_of_twenty("en"), "en")):
        files = set(OWN_FILE.findall(browser.get(path).text))
        assert {"/static/exchange.css", "/static/small/exchange.js"} <= files
        files |= {f"/static/fonts/{name}" for name in _latin_fonts()}
        assert sum(_sent(browser, one) for one in (path, *files)) <= 100 * KILO


def _latin_fonts() -> Iterator[str]:
    """All that a Latin page can ask for, the italic one included."""
    for font in fonts.FONTS:
        if "latin" in font.file:
            yield font.file


@pytest.mark.parametrize("lang", ["en", "sr", "tr"])
def test_each_further_page_is_light(browser: FlaskClient, lang: str) -> None:
    spoken = _thread_of_twenty(lang)
    category = a_category()
    for number in range(30):
        a_thread(category=category, lang=lang, title=f"{number} {' '.join(VOCABULARY[lang][:9])}")
    record = a_published()
    paths = (
        "/",
        "/threads",
        f"/search?q={VOCABULARY[lang][0]}",
        f"/experiences/ALTER-XP-{record.number:04d}-five-seats-one-bus",
        "/experiences",
        "/mentors",
        "/about/project",
        "/about/privacy",
        "/sign-up",
    )
    weights = {path: _sent(browser, f"/{lang}{path}") for path in paths}
    weights["thread"] = _sent(browser, _address(spoken, lang))
    assert {path: size for path, size in weights.items() if size > 15 * KILO} == {}

"""Under each text field of the forum: what is typed, and how that looks then."""

import pytest

from exchange.text.markdown import render
from tests.factories import a_person, a_reply, a_thread
from tests.page.tree import Document


@pytest.fixture
def paths():
    thread = a_thread(author := a_person())
    reply = a_reply(thread, author)
    places = (f"threads/{thread.id}-who-pays-the-animator", "ask")
    forms = (f"posts/{reply}/{verb}" for verb in ("reply", "edit"))
    return author, [*places, *forms]


@pytest.mark.parametrize("lang", ["en", "sr", "tr"])
def test_what_is_said_to_appear_appears(client, sign_in, paths, lang):
    author, places = paths
    sign_in(client, author)
    for place in places:
        page = client.get(f"/{lang}/{place}")
        examples = page.all(".help > ul > li")
        assert len(examples) == 4, place
        for example in examples:
            shown = [one.tag for one in example.one(".prose").down()]
            made = Document(f"<!doctype html>{render(example.one('code').text)}").elements
            tags = [one.tag for one in made if one.tag not in ("html", "head", "body")]
            assert [{"u": "a"}.get(tag, tag) for tag in shown] == tags, example

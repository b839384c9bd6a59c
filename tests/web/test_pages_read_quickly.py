"""Most pages of tests are read by tests/page/quick.py: whatever it reads, it reads as html5lib."""

import re
from random import Random

import pytest
from html5lib import HTMLParser, getTreeBuilder
from html5lib.html5parser import ParseError

from tests.factories import a_person, a_published_full, a_reply, a_thread
from tests.page.quick import quickly_parsed

pytestmark = [pytest.mark.slow, pytest.mark.either]
PIECE = re.compile(r"<[^>]*>|[^<]+")
TRIED = 250  # times a page is spoilt
_STRANGE = """
<p> </p> <li> <b> </b> <a> <table> <td> <tr> <svg> </svg> <option> <form> <br/> <div/> </div> <h2>
<button> <dt> <dd> <select> <textarea> <pre> <script> &copy &amp; & < > <title> </body> <body>
</html> <html> <head> <meta> <hr> <nobr> <image> <ul> </ul>
"""
STRANGE = (
    *_STRANGE.split(),
    *("<!-- x -->", "<!-- -- -->", '<p id="a" id="b">', "<p ID=x>", "<pre>\n", "\x00", "\ufdd0"),
)


def carefully(source):
    """The tree as html5lib makes it; None where it finds a fault."""
    parser = HTMLParser(getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(source)
    except ParseError:
        return None


def told(node):
    """What tests/page/tree.py takes of it."""
    name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
    attrs = {key.rpartition("}")[2]: value for key, value in node.attrib.items()} if name else {}
    text = (node.text or "") if name else ""
    return name, attrs, text, [(told(child), child.tail or "") for child in node]


def spoilt(source, chance):
    pieces = PIECE.findall(source)
    place = chance.randrange(len(pieces))
    how = chance.randrange(5)
    if how == 0:
        del pieces[place]
    elif how == 1:
        pieces.insert(place, pieces[chance.randrange(len(pieces))])
    elif how == 2:
        other = chance.randrange(len(pieces))
        pieces[place], pieces[other] = pieces[other], pieces[place]
    elif how == 3:
        pieces.insert(place, chance.choice(STRANGE))
    else:
        at = chance.randrange(len(pieces[place]))
        pieces[place] = pieces[place][:at] + pieces[place][at + 1 :]
    return "".join(pieces)


@pytest.fixture
def sources(client, sign_in):
    thread = a_thread(body="One *two* `three`\n\n- a\n- b\n\n> c")
    a_reply(thread)
    found = [
        client.get("/en/sign-in").body,
        client.get(f"/en/threads/{thread.id}", follow=True).body,
    ]
    row = a_published_full()
    found.append(client.get(f"/en/experiences/ALTER-XP-{row.number:04d}/v1", follow=True).body)
    sign_in(client, a_person())
    found.append(client.get("/en/settings").body)
    return found


def test_plain_pages_are_read_as_html5lib_reads_them(sources):
    for source in sources:
        plain = quickly_parsed(source)
        assert plain is not None
        assert told(plain) == told(carefully(source))


def test_what_is_spoilt_is_read_as_html5lib_does_or_left_to_it(sources):
    chance, read = Random(7), 0
    for source in sources:
        for _ in range(TRIED):
            tried = spoilt(source, chance)
            plain = quickly_parsed(tried)
            if plain is not None:
                right = carefully(tried)
                assert right is not None, tried
                assert told(plain) == told(right), tried
                read += 1
    assert read > TRIED / 5

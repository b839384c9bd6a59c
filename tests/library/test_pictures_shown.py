"""The pictures of a record on its page, on paper, beside another version, and for programs."""

import json
from base64 import b64encode
from dataclasses import replace

import pytest
from PIL import Image

from exchange.files.images import as_jpeg
from exchange.library import actions
from exchange.library.body import Picture
from exchange.library.comparing import Names, compare
from exchange.library.paper import press as presses
from exchange.library.picturing import room_for, srcset_of
from tests.factories import (
    a_full_content,
    a_mentor,
    a_person,
    a_published_full,
)
from tests.files.bytes import a_picture as some_bytes
from tests.library.pictures import SAID, a_picture, a_pictured, a_pictured_draft
from tests.library.test_paper import made, text_of

AS_THEY_ARE = Names(str, str, str)


def place_of(row):
    return f"/en/experiences/ALTER-XP-{row.number:04d}-five-seats-one-bus"


@pytest.fixture
def two(app):
    author = a_person()
    first = a_picture(author, (2000, 1000))
    second = a_picture(
        author, (300, 600), alt="A bus", caption="", credit="Ilze", licence="reserved"
    )
    return a_pictured(author, first, second), first, second


def test_the_first_stands_in_the_head_and_the_others_in_a_section(client, two):
    row, first, second = two
    page = client.get(place_of(row))
    cover = page.one("header figure.cover img")
    assert cover["src"] == f"/files/{first.file}/medium"
    assert cover["srcset"] == (
        f"/files/{first.file}/small 320w, /files/{first.file}/medium 960w,"
        f" /files/{first.file}/large 1920w"
    )
    assert (cover["width"], cover["height"]) == ("340", "170")
    assert (cover["alt"], cover["lang"]) == (SAID["alt"], "en")
    assert "loading" not in cover
    [other] = page.all(".content figure img")
    assert (other["src"], other["alt"]) == (f"/files/{second.file}/medium", "A bus")
    assert (other["width"], other["height"], other["loading"]) == ("300", "600", "lazy")
    said = [e.text for e in page.all("figcaption")]
    assert said == [
        "The first bus, in MayAna Petrović · CC BY 4.0",
        "Ilze · All rights reserved, shown with permission",
    ]
    assert "Pictures" in [e.text for e in page.all(".content h2")]


def test_a_page_with_pictures_asks_the_database_no_more(client, two, count_queries):
    row, *_ = two
    plain = a_published_full()
    for one in (plain, row):
        client.get(place_of(one))
    seen = []
    for one in (plain, row):
        with count_queries() as asked:
            client.get(place_of(one))
        seen.append(len(asked))
    assert seen[0] == seen[1]


def test_its_reader_sees_all_of_them(client, sign_in):
    author, reader = a_person(), a_mentor()
    draft = a_pictured_draft(author, a_picture(author), a_picture(author, alt="A bus"))
    actions.submit(author, draft.id)
    sign_in(client, reader)
    page = client.get(f"/en/experiences/ALTER-XP-{draft.number:04d}/read")
    assert [e["alt"] for e in page.all("figure img")] == [SAID["alt"], "A bus"]


def test_search_engines_and_messengers_are_told_of_the_cover_of_a_public_record(
    client, sign_in, two
):
    row, first, _ = two
    page = client.get(place_of(row))
    address = f"http://localhost/files/{first.file}/large"
    assert page.one("meta[property='og:image']")["content"] == address
    [block] = [e for e in page.all("script") if e.get("type") == "application/ld+json"]
    assert json.loads(block.text)["image"] == address
    author = a_person()
    draft = a_pictured_draft(author)
    sign_in(client, author)
    assert not client.get(place_of(draft)).all("meta[property='og:image']")


def test_another_version_says_which_pictures_came_and_went(client, app):
    old = a_full_content()
    author = a_person()
    one, other = a_picture(author), a_picture(author, alt="A bus", caption="", credit="")
    with_one = replace(old, body=replace(old.body, pictures=(one,)))
    with_other = replace(old, body=replace(old.body, pictures=(other,)))
    [change] = compare(with_one, with_other, AS_THEY_ARE)
    assert change.field == "pictures"
    assert list(change.gone) == [
        "Four women open a new bus stop · The first bus, in May · Ana Petrović · CC BY 4.0"
    ]
    assert list(change.new) == ["A bus · CC BY 4.0"]


def test_the_file_for_programs_lists_them(app, two):
    row, first, second = two
    plain = a_published_full()
    said = app.test_client().get("/experiences.json").json["experiences"]
    found = {one["code"]: one["pictures"] for one in said}
    assert found[f"ALTER-XP-{plain.number:04d}"] == []
    assert found[f"ALTER-XP-{row.number:04d}"] == [
        {
            "address": f"http://localhost/files/{first.file}/large",
            "alt": SAID["alt"],
            "caption": SAID["caption"],
            "credit": SAID["credit"],
            "licence": "CC BY 4.0",
        },
        {
            "address": f"http://localhost/files/{second.file}/large",
            "alt": "A bus",
            "caption": "",
            "credit": "Ilze",
            "licence": "All rights reserved, shown with permission",
        },
    ]


def drawn(pdf):
    """How many pictures stand on its pages, and what is said of them to whoever does not see."""
    pictures = {image.name for page in pdf.pages for image in page.images}
    tree = pdf.trailer["/Root"]["/StructTreeRoot"].get_object()
    return len(pictures), sorted(_alternatives(tree))


def _alternatives(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from _alternatives(one)
    elif isinstance(node, dict):
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            yield from _alternatives(node["/K"])


def test_on_paper_they_stand_with_what_they_show_and_whose_they_are(two):
    row, *_ = two
    pdf = made(row)
    assert drawn(pdf) == (2, ["A bus", SAID["alt"]])
    text = text_of(pdf)
    assert "Ana Petrović · CC BY 4.0" in text
    assert "All rights reserved" in text
    assert drawn(made(row, "short")) == (1, [SAID["alt"]])


def test_two_pages_stay_two_pages_with_a_tall_cover(app):
    author = a_person()
    long = "Nobody came to the meetings, so we went from door to door. " * 180
    picture = a_picture(author, (800, 1900), alt="x" * 300, caption="y " * 150)
    row = a_pictured(
        author, picture, challenge=long, what_was_done=long, lesson="x" * 600, summary="y " * 290
    )
    assert len(made(row, "short").pages) <= 2


def test_paper_takes_only_the_pictures_that_it_is_given(app):
    given = "data:image/jpeg;base64," + b64encode(some_bytes()).decode()
    page = '<html lang="en"><title>x</title><p>Words</p><img alt="Red" src="{}">'
    assert presses.press(page.format(given)).startswith(b"%PDF-")
    for strange in ("data:image/svg+xml;base64,PHN2Zy8+", "http://127.0.0.1:9/x.jpg"):
        with pytest.raises(presses.NotPressed):
            presses.press(page.format(strange))


def test_what_is_clear_is_white_on_paper(tmp_path):
    clear = some_bytes("WEBP", mode="RGBA")
    path = tmp_path / "x.jpg"
    path.write_bytes(as_jpeg(clear))
    with Image.open(path) as image:
        assert image.getpixel((3, 3)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((2000, 1000), ["320w", "960w", "1920w"]),
        ((300, 600), ["160w", "300w"]),
        ((64, 48), ["64w"]),
    ],
)
def test_only_sizes_that_differ_are_offered(size, widths):
    offered = srcset_of(Picture(1, *size)).split(", ")
    assert [one.split(" ")[1] for one in offered] == widths


def test_room_keeps_the_shape():
    assert room_for(Picture(1, 2000, 1000), 340, 440) == (340, 170)
    assert room_for(Picture(1, 100, 1000), 340, 440) == (44, 440)
    assert room_for(Picture(1, 20, 10), 340, 440) == (20, 10)


def test_words_of_a_picture_end_no_attribute(client):
    author = a_person()
    words = '"><script>alert(1)</script>'
    said = dict.fromkeys(("alt", "caption", "credit"), words)
    row = a_pictured(author, a_picture(author, **said))
    page = client.get(place_of(row))
    assert page.one("header figure img")["alt"] == words
    assert "<script>alert" not in page.body

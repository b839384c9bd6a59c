"""The cover that is drawn for a record without a picture: the same each time, harmless, legible."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from exchange.library import actions
from exchange.library.cover import _ALL, _PAPER, _SOFT, HEIGHT, WIDTH, Cover, cover_svg
from tests.design.stylesheet import colour, contrast
from tests.factories import a_draft, a_mentor, a_person, a_published, a_submitted, a_tag
from tests.library.pictures import a_pictured

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = Cover("ALTER-XP-0001", "Five seats, one bus", "Kamena", (("youth", "Youth"),), "en")


def address_of(row):
    return f"/experiences/ALTER-XP-{row.number:04d}/v{row.version}/cover.svg"


def words_of(drawn):
    return [one.text for one in ElementTree.fromstring(drawn).iter(f"{SVG}text")]


def test_it_says_theme_title_and_place_in_the_language_of_the_record(client):
    theme = a_tag("youth", is_theme=True, names={"en": "Youth", "sr": "Млади"})
    row = a_published(
        title="Пет села", lang="sr", place="Камена", themes=(theme.slug,), english_title="Five",
        english_summary="Five villages. " * 25,
    )  # fmt: skip
    answer = client.get(address_of(row))
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    drawn = answer.response.get_data(as_text=True)
    assert words_of(drawn) == ["Млади", "Пет села", "Камена"]
    assert 'lang="sr-Cyrl"' in drawn


def test_the_same_record_has_the_same_cover_and_another_another():
    assert cover_svg(PLAIN) == cover_svg(PLAIN)
    other = Cover("ALTER-XP-0002", PLAIN.title, PLAIN.place, PLAIN.themes, "en")
    assert cover_svg(other) != cover_svg(PLAIN)


@given(some.text(max_size=100), some.text(max_size=120), some.text(max_size=60))
def test_whatever_is_typed_it_is_a_picture_with_no_more_than_words_and_shapes(title, place, theme):
    drawn = cover_svg(Cover("ALTER-XP-0001", title, place, (("x", theme),), "en"))
    root = ElementTree.fromstring(drawn)
    names = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert names <= {"svg", "title", "path", "text"}
    attributes = {name for one in root.iter() for name in one.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name]
    assert "style" not in attributes
    lines = [one for one in root.iter(f"{SVG}text") if one.get("font-weight") == "600"]
    assert 1 <= len(lines) <= 5
    assert all(int(one.get("y")) < HEIGHT - 60 for one in lines)


@pytest.mark.parametrize(
    "title",
    [
        "Пет села, један аутобус: како је долина Камене добила превоз који сви плаћају",
        "Köylülerin birlikte kurduğu süt toplama kooperatifi sayesinde gençler köyde kaldı",
        "Lauksaimniecībasunlauksociālāsattīstībasprogrammasvadībaskomiteja",
    ],
)
def test_a_long_title_is_wrapped_and_no_word_of_it_is_lost(title):
    _theme, *lines, _place = words_of(cover_svg(Cover("A", title, "X", (("x", "Y"),), "en")))
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")


def test_its_words_stand_out_from_the_paper():
    assert all(contrast(colour(one.words), colour(_PAPER)) >= 4.5 for one in _ALL)
    assert contrast(colour(_SOFT), colour(_PAPER)) >= 4.5


def test_a_public_one_is_kept_for_a_day_and_not_sent_twice(client):
    row = a_published()
    first = client.get(address_of(row))
    assert first.headers["Cache-Control"] == "private, max-age=86400"
    again = client.get(address_of(row), headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304
    assert len(first.response.data) < 6_000


def test_it_is_for_whoever_may_read_the_version(client, sign_in):
    author = a_person()
    draft, submitted, withdrawn = a_draft(author), a_submitted(author), a_published(author)
    actions.withdraw(author, withdrawn.id, reason="It was not so.")
    hidden = (draft, submitted, withdrawn)
    assert [client.get(address_of(one)).status for one in hidden] == [404, 404, 404]
    sign_in(client, a_mentor())
    assert [client.get(address_of(one)).status for one in hidden] == [404, 200, 404]
    sign_in(client, author)
    assert [client.get(address_of(one)).status for one in hidden] == [200, 200, 200]
    assert client.get(address_of(draft)).headers["Cache-Control"] == "private, no-cache"


def test_it_stands_in_the_head_where_there_is_no_picture(client):
    row, pictured = a_published(), a_pictured(a_person())
    page = client.get(f"/en/experiences/ALTER-XP-{row.number:04d}", follow=True)
    image = page.one("header figure img")
    assert (image["src"], image["alt"], image["loading"]) == (address_of(row), "", "lazy")
    assert (image["width"], image["height"]) == (str(WIDTH), str(HEIGHT))
    assert f'"image": "http://localhost{address_of(row)}"' in page.body
    page = client.get(f"/en/experiences/ALTER-XP-{pictured.number:04d}", follow=True)
    assert "cover.svg" not in page.body

"""Members find the names of members, in either alphabet, with what to write to mention them."""

import pytest

from tests.factories import LONG_AGO, a_person, an_organisation


def found(client, asked):
    page = client.get(f"/en/people/find?q={asked}")
    return [(one.one("a").text, one.one("code").text) for one in page.all("ul.rows li")]


@pytest.mark.parametrize("asked", ["ана", "Pet", "петр", "ana pet", "PETROVIĆ"])
def test_a_name_is_found_by_any_of_its_beginnings_in_either_alphabet(client, sign_in, asked):
    ana = a_person("Ana Petrović", organisation=an_organisation(name="Network <Ruralna>"))
    a_person("Vana Spetrović")
    sign_in(client, a_person("Somebody Else"))
    assert found(client, asked) == [("Ana Petrović", f"@[Ana Petrović](person:{ana.id})")]


def test_a_latin_name_finds_a_cyrillic_one(client, sign_in):
    a_person("Љиљана Ђурић")
    sign_in(client, a_person("Somebody Else"))
    assert [name for name, _ in found(client, "ljilj")] == ["Љиљана Ђурић"]


@pytest.mark.parametrize("asked", ["a", "", "%25%25", "__", "@"])
def test_what_is_no_beginning_of_a_name_finds_nobody(client, sign_in, asked):
    sign_in(client, a_person("Ana Petrović"))
    assert found(client, asked) == []


def test_ten_at_most_are_found(client, sign_in):
    for letter in "ABCDEFGHIJKL":
        a_person(f"Ana {letter}")
    sign_in(client, a_person("Somebody Else"))
    assert len(found(client, "ana")) == 10


@pytest.mark.parametrize(
    "traits", [{"admitted_at": None}, {"confirmed_at": None}, {"suspended_at": LONG_AGO}]
)
def test_who_is_no_member_is_not_found(client, sign_in, traits):
    a_person("Mara Kos", **traits)
    sign_in(client, a_person("Somebody Else"))
    assert found(client, "mara") == []


def test_a_name_cannot_become_anything_but_words(client, sign_in):
    a_person("Eve <script>alert(1)</script> [x](y)")
    sign_in(client, a_person("Somebody Else"))
    page = client.get("/en/people/find?q=eve")
    assert "<script>alert" not in page.body
    assert page.one("ul.rows code").text.startswith("@[Eve <script>alert(1)</script> x(y)](person:")


def test_only_members_look(client, sign_in):
    assert client.get("/en/people/find?q=ana").status in (302, 303, 401)
    sign_in(client, a_person(admitted_at=None))
    assert client.get("/en/people/find?q=ana").status == 403


def test_who_looks_too_often_waits(client, sign_in):
    sign_in(client, a_person())
    for _ in range(60):
        assert client.get("/en/people/find?q=ana").status == 200
    assert client.get("/en/people/find?q=ana").status == 429


def test_a_page_that_asks_while_its_reader_types_gets_options_only(client, sign_in):
    ana = a_person("Ana <b> Petrović", organisation=an_organisation(name="Network <Ruralna>"))
    sign_in(client, a_person("Somebody Else"))
    answer = client.flask.get("/en/people/find?quietly=1&thread=&q=ана")
    assert answer.status_code == 200
    assert f'data-mention="@[Ana &lt;b&gt; Petrović](person:{ana.id}) "' in answer.text
    assert "<b>" not in answer.text
    assert "<h1" not in answer.text
    assert "<li" not in client.flask.get("/en/people/find?quietly=1&q=nobody").text

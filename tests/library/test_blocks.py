"""Building blocks: each is a form of its own, in an order that buttons change."""

import pytest

from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.library import actions
from exchange.library.body import Block, body_from
from exchange.library.sections import digest_of_block
from tests.factories import a_draft, a_full_content, a_person, a_whole_content, the_experience


@pytest.fixture
def writing(client, sign_in):
    author = a_person()
    draft = a_draft(author, a_full_content())
    sign_in(client, author)
    return author, draft


def list_of(draft):
    return f"/en/experiences/ALTER-XP-{draft.number:04d}/edit/blocks"


def titles(draft):
    return [block["title"] for block in the_experience(draft.id).body["blocks"]]


def test_a_block_is_added_at_the_end_with_a_key_of_its_own(client, writing):
    _, draft = writing
    page = client.get(client.get(list_of(draft)).link("Add a building block"))
    form = page.form("/blocks/new").fill(title="A timetable", kind="communication", needs="*Ink*")
    assert client.send(form).location == client.send(form).location == list_of(draft)
    assert titles(draft) == ["A seat with a vote", "A common purse", "A timetable"]
    row = the_experience(draft.id)
    key = row.body["blocks"][2]["key"]
    assert key not in ("seats", "fund", "new")
    assert "<em>Ink</em>" in row.body_html[f"{key}.needs"]
    assert row.body_html["seats.description"] == draft.body_html["seats.description"]


def test_a_block_is_changed_and_keeps_its_key(client, writing):
    _, draft = writing
    page = client.get(client.get(list_of(draft)).link("Change “A common purse”"))
    client.submit(page, "/blocks/fund", title="A purse of all")
    row = the_experience(draft.id)
    assert titles(draft) == ["A seat with a vote", "A purse of all"]
    assert row.body["blocks"][1]["key"] == "fund"
    assert row.consent_at is None


def test_a_block_needs_a_title_and_keeps_what_was_typed(client, writing):
    _, draft = writing
    form = client.get(list_of(draft) + "/new").form("/blocks/new")
    page = client.send(form.fill(description="How we did it."))
    assert page.status == 422
    assert page.one(".errors a").text == "Title: This cannot be empty."
    assert page.form("/blocks/new").data["description"] == "How we did it."


def test_buttons_move_a_block_and_twice_is_once(client, writing):
    _, draft = writing
    page = client.get(list_of(draft))
    form = page.form("/blocks/fund/to/1")
    assert client.send(form).location == client.send(form).location == list_of(draft)
    assert titles(draft) == ["A common purse", "A seat with a vote"]


def test_a_block_is_taken_out_once(client, writing):
    _, draft = writing
    form = client.get(list_of(draft) + "/seats").form("/blocks/seats/remove")
    assert client.send(form).location == client.send(form).location == list_of(draft)
    assert titles(draft) == ["A common purse"]
    assert not [name for name in the_experience(draft.id).body_html if name.startswith("seats.")]


def test_no_more_than_six_blocks_are_kept(client, writing):
    author, draft = writing
    for number in range(4):
        actions.add_block(author, draft.id, Block(f"b{number}", f"Block {number}"))
    assert "Add a building block" not in client.get(list_of(draft)).text
    form = client.get(list_of(draft) + "/new").form("/blocks/new").fill(title="A seventh")
    page = client.send(form)
    assert page.status == 422
    assert "At most 6 of them" in page.text
    assert page.form("/blocks/new").data["title"] == "A seventh"


def test_two_people_write_in_two_blocks_and_in_one_they_see_both(client, writing):
    author, draft = writing
    seats = client.get(list_of(draft) + "/seats").form("/blocks/seats").fill(title="Mine")
    fund = client.get(list_of(draft) + "/fund").form("/blocks/fund").fill(title="Mine too")
    actions.save_block(author, draft.id, Block("fund", "Theirs"), digest_of(draft, "fund"))
    assert client.send(seats).status == 303
    both = client.send(fund)
    assert both.status == 409
    assert "Theirs" in both.text
    assert both.form("/blocks/fund").data["title"] == "Mine too"
    assert titles(draft) == ["Mine", "Theirs"]
    assert client.send(both.form("/blocks/fund")).status == 303
    assert titles(draft) == ["Mine", "Mine too"]


def digest_of(draft, key):
    return digest_of_block(next(b for b in body_from(draft.body).blocks if b.key == key))


def test_what_somebody_takes_out_while_another_writes_comes_back(client, writing):
    author, draft = writing
    form = client.get(list_of(draft) + "/seats").form("/blocks/seats").fill(title="Mine")
    actions.remove_block(author, draft.id, "seats")
    assert client.send(form).status == 303
    assert titles(draft) == ["A common purse", "Mine"]


def test_others_find_no_blocks(client, sign_in, writing):
    author, draft = writing
    sign_in(client, a_person())
    for end in ("", "/new", "/seats"):
        assert client.get(list_of(draft) + end).status == 404
    token = client.get("/en/settings").form("/settings").data["csrf_token"]
    for end in ("/seats/remove", "/seats/to/2"):
        assert client.post(list_of(draft) + end, {"csrf_token": token}).status == 404
    with pytest.raises(NotFound):
        actions.remove_block(a_person(), draft.id, "seats")
    actions.submit(author, draft.id)
    sign_in(client, author)
    for end in ("", "/new", "/seats"):
        page = client.get(list_of(draft) + end)
        assert (page.status, "Take it back" in page.text) == (403, True)
    with pytest.raises(NotAllowed):
        actions.move_block(author, draft.id, "seats", 2)


def test_there_is_no_such_block_and_a_snapshot_has_none(client, sign_in, writing):
    author, draft = writing
    assert client.get(list_of(draft) + "/nothing").status == 404
    with pytest.raises(NotFound):
        actions.move_block(author, draft.id, "nothing", 1)
    assert client.get(list_of(a_draft(author, a_whole_content()))).status == 404

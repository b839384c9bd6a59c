"""Two versions of a record side by side: what differs, and nothing else."""

from dataclasses import replace

from exchange.library import actions
from exchange.library.body import Block, Contact
from exchange.library.comparing import Names, compare
from exchange.library.contents import content_as_json, content_from
from exchange.library.queries import working_copy
from tests.factories import (
    MARKS,
    a_full_body,
    a_full_content,
    a_mentor,
    a_person,
    a_published,
    a_published_full,
    an_admin,
)

AS_THEY_ARE = Names(str, str, str)


def changed(old, new):
    return {one.field: one for one in compare(old, new, AS_THEY_ARE)}


def test_the_same_differs_in_nothing_and_survives_being_kept(app):
    whole = a_full_content()
    assert changed(whole, whole) == {}
    assert content_from(content_as_json(whole)) == whole
    snapshot = replace(whole, kind="snapshot")
    assert set(changed(whole, snapshot)) == {"kind"}


def test_texts_differ_word_by_word_and_choices_by_their_names(app):
    old = a_full_content()
    new = replace(
        old, lesson="Begin with something big.", maturity="proven", countries=("LV", "RS")
    )
    found = changed(old, new)
    assert list(found) == ["countries", "maturity", "lesson"]
    kinds = [(one.kind, one.words) for one in found["lesson"].text if one.kind != "same"]
    assert kinds == [("gone", "small"), ("new", "big")]
    assert [str(one) for one in found["maturity"].gone] == ["Promising: it worked here"]
    assert (found["countries"].gone, found["countries"].new) == ([], ["RS"])


def test_every_field_of_a_record_can_be_told(app):
    """Whatever is there in one and not in the other."""
    full = a_full_content()
    nothing = replace(full, body=a_full_body().__class__(), title="", place="", latitude=None)
    before, after = changed(full, nothing), changed(nothing, full)
    assert set(before) == set(after)
    told = {"blocks", "results", "funding", "cost", "ratings", "principles", "contacts", "targets"}
    assert told <= set(before)


def blocks(*keys):
    return tuple(Block(key, f"Block {key}", "finance", "A text") for key in keys)


def of_blocks(old, new):
    base = a_full_content()
    pair = (replace(base, body=a_full_body(blocks=those)) for those in (old, new))
    [found] = changed(*pair).values()
    return [(one.title, one.what, one.places) for one in found.blocks]


def test_building_blocks_are_known_by_their_keys(app):
    assert of_blocks(blocks("a", "b"), blocks("a", "c", "b")) == [("Block c", "new", (0, 2))]
    assert of_blocks(blocks("a", "b"), blocks("b")) == [("Block a", "gone", (1, 0))]
    moved = of_blocks(blocks("a", "b"), blocks("b", "a"))
    assert moved == [("Block b", "moved", (2, 1)), ("Block a", "moved", (1, 2))]
    other = (replace(blocks("a")[0], title="Renamed"),)
    assert of_blocks(blocks("a"), other) == [("Renamed", "changed", (1, 1))]


def renewed(author, row, **changes):
    new = actions.begin_new_version(author, row.id)
    content = replace(working_copy(author, row.number).content, consent=True, **changes)
    actions.save_draft(author, new, version=1, content=content)
    return new


def published_again(author, row, **changes):
    new = renewed(author, row, **changes)
    actions.submit(author, new)
    for reader in (a_mentor(), an_admin())[: 1 + (row.kind == "full")]:
        actions.take(reader, new)
        actions.accept(reader, new, note="Better than before.", lang="en", marks=MARKS)
    return new


def test_a_guest_reads_what_is_new_in_the_newer_version(client, count_queries):
    author = a_person()
    row = a_published_full(author)
    published_again(author, row, title="Six seats, one bus", lesson="Begin with something big.")
    page = client.get(f"/en/experiences/ALTER-XP-{row.number:04d}", follow=True)
    address = page.link("Compare with version 1")
    assert address == f"/en/experiences/ALTER-XP-{row.number:04d}/compare?from=1&to=2"
    with count_queries() as seen:
        page = client.get(address)
    assert len(seen) <= 12, seen
    assert [one.text for one in page.all("main h2")] == ["Title", "What to learn from it"]
    assert [one.text for one in page.all("del")][1] == "[removed: small]"
    back = client.get(address.replace("from=1&to=2", "from=2&to=1"))
    assert [one.text for one in back.all("del")][1] == "[removed: big]"


def test_contacts_for_members_are_not_told_to_guests(client, sign_in):
    author = a_person()
    row = a_published_full(author)
    published_again(author, row, body=a_full_body(contacts=(Contact("Town hall", is_public=True),)))
    address = f"/en/experiences/ALTER-XP-{row.number:04d}/compare?from=1&to=2"
    assert "Ana of the purse" not in client.get(address).body
    sign_in(client, a_person())
    assert "Ana of the purse" in client.get(address).text


def test_who_may_not_see_both_is_told_of_neither(client, sign_in):
    author = a_person()
    row = a_published(author)
    renewed(author, row, title="A secret title")
    address = f"/en/experiences/ALTER-XP-{row.number:04d}/compare?from=1&to=2"
    assert client.get(address).status == 404
    sign_in(client, a_mentor())
    assert client.get(address).status == 404
    sign_in(client, author)
    assert "secret" in client.get(address).text


def test_an_address_that_names_no_two_versions_leads_nowhere(client):
    row = a_published()
    address = f"/en/experiences/ALTER-XP-{row.number:04d}/compare"
    for query in ("", "?from=1", "?from=1&to=1", "?from=x&to=2", "?from=1&to=2", "?from=1&to=-1"):
        assert client.get(address + query).status == 404, query
    assert client.get(f"{address}?to=2&from=1").location == f"{address}?from=1&to=2"

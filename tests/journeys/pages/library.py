"""Pages of the library: records in every state, in all the forms that change them."""

from collections.abc import Mapping
from typing import NamedTuple

from exchange.library import actions as library
from exchange.library.codes import code_of
from exchange.library.content import Content
from exchange.library.forms import FORMS
from exchange.library.narrowing import Narrowed
from exchange.library.queries import comments_of, working_copy
from exchange.library.sections import SECTIONS
from tests.factories import (
    LATVIAN,
    a_draft,
    a_full_body,
    the_experience,
)
from tests.journeys.world import DIFFICULT, LONG_WORD, Pages, World
from tests.library.finding import placed
from tests.library.pictures import a_picture, a_pictured_draft
from tests.library.translations import translated


class Records(NamedTuple):
    """Ids of records, one in each state."""

    begun: int
    draft: int
    submitted: int
    taken: int
    returned: int
    published: int
    latvian: int
    newer: int  # the second version of its record, with a third that is a draft
    full: int
    pictured: int
    withdrawn: int


def of_library(world: World) -> Pages:
    records = _records(world)
    codes = {one: code_of(the_experience(one).number) for one in records}
    yield from _read(world, records, codes)
    yield from _written(world, records, codes)
    yield from _found(world, records)
    yield from _translated(world, records, codes)


def _records(world: World) -> Records:
    member = world.people.member
    begun = a_draft(member, Content(lang="en", title=LONG_WORD)).id
    draft = a_draft(member, world.content()).id
    submitted, taken, returned, published = (world.submitted() for _ in range(4))
    reader, remarks = world.taken_by_mentor(returned), {"title": DIFFICULT}
    world.taken_by_mentor(taken)
    library.ask_for_changes(reader, returned, note="Who paid?", lang="en", remarks=remarks)
    world.published(published)
    latvian = world.published(world.submitted(**LATVIAN))
    newer = _renewed(world)
    withdrawn = world.submitted()
    library.withdraw(member, withdrawn, reason="It was not so.")
    full = a_draft(member, world.content(kind="full", body=a_full_body())).id
    pictures = (a_picture(member), a_picture(member, (400, 600), licence="reserved"))
    pictured = world.published(world.submitted(kind="full", body=a_full_body(pictures=pictures)))
    known = (begun, draft, submitted, taken, returned, published, latvian, newer, full)
    return Records(*known, pictured, withdrawn)


def _renewed(world: World) -> int:
    member = world.people.member
    newer = library.begin_new_version(member, world.published(world.submitted()))
    library.save_draft(member, newer, version=1, content=world.content())
    library.submit(member, newer)
    world.published(newer)
    library.begin_new_version(member, newer)
    return newer


def _read(world: World, records: Records, codes: Mapping[int, str]) -> Pages:
    shown = ["ALTER-XP-0001", *(codes[one] for one in records[:-1])]
    newer, published = codes[records.newer], codes[records.published]
    yield "library.show_experience", [f"/experiences/{one}" for one in shown]
    versions = (f"{newer}/v1", f"{newer}/v3", f"{codes[records.withdrawn]}/v1")
    yield "library.show_version", [f"/experiences/{one}" for one in versions]
    cited = (codes[records.latvian], newer)
    yield "library.cite", [f"/experiences/{one}/v1/cite" for one in cited]
    compared = f"/experiences/{newer}/compare"
    ways = ("from=1&to=2", "from=3&to=1")
    yield "library.show_differences", [f"{compared}?{way}" for way in ways]
    yield "library.show_papers", [f"/experiences/{published}/v1/pdf"]
    yield "library.withdraw", [f"/experiences/{published}/v1/withdraw"]
    yield "library.from_post", [f"/experiences/from-post/{world.answer}"]


def _written(world: World, records: Records, codes: Mapping[int, str]) -> Pages:
    member = world.people.member
    begun, returned, full = (
        f"/experiences/{codes[one]}" for one in (records.begun, records.returned, records.full)
    )
    yield "library.edit", [f"{one}/edit" for one in (begun, returned, full)]
    sections = [f"{full}/edit/{name}" for name in SECTIONS if name in FORMS]
    yield "library.edit_section", [f"{begun}/edit/short?check=1", *sections]
    yield "library.edit_blocks", [f"{full}/edit/blocks"]
    yield "library.edit_block", [f"{full}/edit/blocks/{key}" for key in ("seats", "new")]
    pictures = (a_picture(member, alt=DIFFICULT[:300]), a_picture(member, (400, 600), alt=""))
    code = code_of(a_pictured_draft(member, *pictures).number)
    yield "library.edit_pictures", [f"/experiences/{code}/edit/pictures"]
    number = the_experience(records.returned).number
    [remark] = comments_of(working_copy(member, number))["title"]
    yield "library.settle_remark", [f"{returned}/remarks/{remark.id}/done"]
    waiting = (records.submitted, records.taken)
    yield "library.read", [f"/experiences/{codes[one]}/read" for one in waiting]


def _found(world: World, records: Records) -> Pages:
    for one in (records.published, records.newer):
        placed(the_experience(one), 57.0, 25.0)
    ways = ("", "?country=LV&lang=sq", f"?q={LONG_WORD.lower()}&order=used", "?cell=57n24e")
    yield "library.show_list", [f"/experiences{way}" for way in ways]
    library.save_search(world.people.member, Narrowed(country="LV"), name=LONG_WORD)
    yield "library.show_saved", ["/experiences/saved"]
    yield "library.save", ["/experiences/saved/new?country=LV&lang=sq"]
    yield "library.show_map", ["/experiences/map", "/experiences/map?country=LV&lang=sq"]


def _translated(world: World, records: Records, codes: Mapping[int, str]) -> Pages:
    translating = f"/experiences/{codes[records.published]}/translate"
    words = {"title": LONG_WORD, "challenge": DIFFICULT, "what_was_done": DIFFICULT}
    translated(world.people.member, the_experience(records.published), words, "lv")
    yield "library.show_translations", [translating]
    latvian = f"/experiences/{codes[records.latvian]}/translate/en"
    yield "library.translate", [f"{translating}/lv", latvian]
    yield "library.review_translation", [f"{translating}/lv/review"]
    yield "library.take_translations_out", [f"{translating}/lv/take-out"]

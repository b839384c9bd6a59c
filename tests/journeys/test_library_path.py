"""A record's whole way: written, read by two, translated, published, used, cited, harvested,
printed. In Cyrillic letters without script, in Turkish by the keyboard."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from urllib.request import urlopen

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from exchange.kernel.db import db
from exchange.people.actor import Actor
from exchange.people.models import Organisation
from exchange.tags.actions import set_expertise
from tests.factories import a_mentor, a_person, an_editor
from tests.journeys.site import Site
from tests.journeys.walker import Walker
from tests.journeys.words import called

pytestmark = pytest.mark.browser


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language to write in, and one to translate into, with words of each."""

    code: str
    own_name: str
    into: str
    into_name: str
    title: str
    summary: str
    sentence: str
    translated: str
    latvia: str
    month: str
    culture: str


SERBIAN = Tongue(
    code="sr",
    own_name="Српски",
    into="mk",
    into_name="македонски",
    title="Библиотека у аутобусу који ионако пролази",
    summary="Три села без књижаре добила су полицу у аутобусу који ту пролази сваког дана. " * 4,
    sentence="Почните са једном полицом и једним возачем који пристаје.",
    translated="Библиотека во автобус што и така поминува",
    latvia="Летонија",
    month="фебруар",
    culture="Култура",
)
TURKISH = Tongue(
    code="tr",
    own_name="Türkçe",
    into="sq",
    into_name="Arnavutça",
    title="Zaten geçen minibüste kitaplık",
    summary="Kitapçısı olmayan üç köy, her gün zaten geçen minibüste bir kitap rafı kurdu. " * 4,
    sentence="Bir raf ve kabul eden bir şoförle başlayın.",
    translated="Bibliotekë në furgonin që kalon gjithsesi",
    latvia="Letonya",
    month="Şubat",
    culture="Kültür",
)
OF_WALK = {"without script": SERBIAN, "by keyboard": TURKISH}


@pytest.fixture
def tongue(request: pytest.FixtureRequest) -> Tongue:
    return OF_WALK[request.node.callspec.params["walk"]]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone who has a hand in it."""

    author: Actor
    editor: Actor
    mentor: Actor
    translator: Actor
    second_reader: Actor
    user: Actor


@pytest.fixture
def cast(site: Site, tongue: Tongue) -> Cast:
    lead, other = (_organisation(country) for country in ("LV", "MK"))
    both = [tongue.code, tongue.into]
    mentor = a_mentor("Mentor", reads=both)
    set_expertise(mentor, ["culture"])
    return Cast(
        author=a_person("Author", organisation=lead, reads=[tongue.code]),
        editor=an_editor(lead, name="Editor", reads=[tongue.code]),
        mentor=mentor,
        translator=a_person("Translator", reads=both),
        second_reader=a_mentor("Second reader", reads=both),
        user=a_person("User", organisation=other, reads=both),
    )


def _organisation(country: str) -> Organisation:
    ours = select(Organisation).filter_by(country=country, is_sample=False)
    return db.session.scalars(ours.order_by(Organisation.id)).first()


def test_a_record_is_written_read_translated_published_used_cited_harvested_and_printed(
    site: Site, walk: Callable[..., Walker], tongue: Tongue, cast: Cast
) -> None:
    me = walk(tongue.code, cast.author)
    code = _write(me, tongue)
    _ask_for_a_change(walk(tongue.code, cast.editor), tongue)
    _answer(me, code, tongue)
    _accept(walk(tongue.code, cast.editor), tongue, "Accept it")
    _accept(walk(tongue.code, cast.mentor), tongue, "Accept and publish")
    _translate(walk(tongue.code, cast.translator), code, tongue)
    _review(walk(tongue.code, cast.second_reader), code, tongue)
    guest = walk(tongue.into)
    guest.open(f"/{tongue.into}/experiences/{code}")
    guest.sees(tongue.translated)
    _use(walk(tongue.code, cast.user), code, tongue)
    site.deliver()
    _confirm(me)
    _cite(site, guest, code, tongue)
    _harvest(site, code, tongue)
    _print(site, guest, code, tongue)


def _write(me: Walker, tongue: Tongue) -> str:
    me.open(f"/{tongue.code}/experiences/new")
    me.pick("What is it?", "Full record")
    me.pick("Language of your text", tongue.own_name)
    me.fill("Title", tongue.title)
    me.fill("Summary", tongue.summary)
    me.fill("Title in English", "A library in the bus that passes anyway")
    me.fill("Summary in English", "Three villages put a shelf of books into the daily bus. " * 6)
    me.press("Save and go on")
    me.follow("Where and when")
    me.tick(tongue.latvia)
    me.fill("Place", tongue.latvia)
    me.pick("Level", "Village")
    me.pick("Month of the start", tongue.month)
    me.fill("Year of the start", "2017")
    me.fill("Latitude", "56,9")
    me.fill("Longitude", "24,1")
    me.pick("How exact that is", "Somewhere in the municipality")
    me.press("Save and go on")
    me.pick("Lead organisation", "Latvian Rural Forum")
    me.tick("Young people")
    me.press("Save and go on")
    me.tick(tongue.culture)
    for label in ("The challenge", "The situation before", "The objective", "What was done"):
        me.fill(label, tongue.sentence)
    me.press("Save and go on")
    me.follow("Add a building block")
    me.fill("Title", tongue.sentence)
    me.pick("Kind", "Partnership")
    me.fill("Description", tongue.sentence)
    me.press("Save")
    me.follow("Go on")
    me.fill("Total cost", "1.250,50")
    me.pick("Currency", "EUR")
    me.press("Save and go on")
    me.fill("What changed", tongue.sentence)
    me.fill("After", "14")
    me.pick("How it is known", "Measured")
    me.press("Save and go on")
    _tell_lessons(me, tongue)
    me.press("Save and go on")  # without pictures
    me.fill("Person or organisation", "Latvijas Lauku forums")
    me.tick("I agree that this is published under the licence above.")
    me.press("Save and go on")
    me.sees("Everything that is needed is here.")
    code = me.page.url.split("/experiences/")[1].split("/")[0]
    me.press("Submit for reading")
    me.sees("It is handed in. Another person reads it now; here you see who has it.")
    return code


def _tell_lessons(me: Walker, tongue: Tongue) -> None:
    me.fill("One lesson", tongue.sentence)
    me.pick("How far it has come", "Promising: it worked here")
    for label in ("What made it succeed", "What stood in the way", "What you would do differently"):
        me.fill(label, tongue.sentence)
    me.fill("Could it be done elsewhere?", tongue.sentence)
    for rated in ("Law", "Money", "Skills", "Partners", "Time"):
        me.pick(rated, "Easy to have elsewhere")
    me.pick("How it stands today", "It goes on without a grant")
    me.fill("How it goes on", tongue.sentence)
    me.press("Save and go on")


def _take(reader: Walker, tongue: Tongue) -> None:
    reader.menu("Drafts to read")
    reader.follow(tongue.title)
    reader.press("I take it")


def _ask_for_a_change(reader: Walker, tongue: Tongue) -> None:
    _take(reader, tongue)
    reader.unfold("Remark on this")
    reader.fill("Title", tongue.sentence)
    reader.fill("Your note, signed with your name", tongue.sentence * 2)
    reader.press("Ask for changes")


def _answer(me: Walker, code: str, tongue: Tongue) -> None:
    me.open(f"/{tongue.code}/experiences/{code}")
    me.sees(tongue.sentence)
    me.follow("Answer it")
    me.fill("Your answer", tongue.sentence)
    me.press("Mark as done")
    me.follow("Go on writing")
    me.press("Submit for reading")


def _accept(reader: Walker, tongue: Tongue, button: str) -> None:
    _take(reader, tongue)
    reader.fill("Your note, signed with your name", tongue.sentence * 2)
    if button == "Accept and publish":
        for mark in ("Relevance", "Evidence", "Transferability", "Clarity"):
            reader.choose("3: good", of=mark)
    reader.press(button)


def _translate(by: Walker, code: str, tongue: Tongue) -> None:
    by.open(f"/{tongue.code}/experiences/{code}/translate")
    by.follow(tongue.into_name)
    for label in ("Title", "Summary", "The challenge", "What was done"):
        by.fill(label, tongue.translated)
    by.press("Save all")


def _review(by: Walker, code: str, tongue: Tongue) -> None:
    by.open(f"/{tongue.code}/experiences/{code}/translate/{tongue.into}/review")
    for label in ("Title", "Summary", "The challenge", "What was done"):
        (field,) = called(label, tongue.code)
        by.tick("I decide about: %(field)s", field=field)
    by.press("Mark as reviewed")


def _use(user: Walker, code: str, tongue: Tongue) -> None:
    user.open(f"/{tongue.code}/experiences/{code}")
    user.follow("We use this too")
    user.pick("How far is it?", "Being tried")
    user.fill("Since which year?", "2018")
    user.fill("What did you change?", tongue.sentence)
    user.press("Declare it")


def _confirm(me: Walker) -> None:
    me.menu("What waits for you")
    me.follow("Somebody uses your experience: please confirm it")
    me.press("Confirm it")


def _cite(site: Site, guest: Walker, code: str, tongue: Tongue) -> None:
    guest.follow("As text")
    guest.sees(tongue.title)
    guest.sees(f"{site.address}/experiences/{code}/v1")
    with urlopen(f"{site.address}/experiences/{code}/v1.bib") as file:
        assert tongue.title in file.read().decode()


def _harvest(site: Site, code: str, tongue: Tongue) -> None:
    asked = f"{site.address}/oai?verb=ListRecords&metadataPrefix=oai_dc&set=theme:culture"
    with urlopen(asked) as answer:
        harvested = answer.read().decode()
    assert code in harvested
    assert tongue.title in harvested


def _print(site: Site, guest: Walker, code: str, tongue: Tongue) -> None:
    guest.open(f"/{guest.lang}/experiences/{code}")
    guest.follow("As a PDF")
    guest.press("Make the PDF")
    site.deliver()
    guest.page.reload()
    guest.sees("Download the PDF")
    with urlopen(f"{site.address}/{guest.lang}/experiences/{code}/v1/full.pdf") as file:
        paper = PdfReader(BytesIO(file.read()))
    assert tongue.translated in " ".join(paper.pages[0].extract_text().split())

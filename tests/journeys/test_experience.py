from collections.abc import Callable

import pytest

from exchange.forum.actions import accept_answer
from exchange.tags.actions import set_expertise
from tests.factories import LATVIAN, a_mentor, a_person, a_reply
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


SUMMARY = "Ciemi kopā vienojās par autobusu un deva katram balsi. " * 6


def test_an_accepted_answer_becomes_an_experience_that_everyone_reads(
    site: Site, walk: Callable[..., Walker]
) -> None:
    asker, reader = a_person("Līga", reads=["lv"]), a_mentor("Mārtiņš", reads=["lv"])
    set_expertise(reader, ["leader"])  # whoever knows the theme comes first
    thread = site.thread(asker, title="Kā pieci ciemi tika pie autobusa?", lang="lv")
    answer = a_reply(thread, a_mentor("Rasa"), "1. Katram sava balss\n2. Lēmumi vienā lapā")
    accept_answer(asker, answer)
    me = walk("lv", asker)
    me.open(f"/lv/threads/{thread.id}")
    me.follow("Turn into an experience")
    me.press("Begin the draft")
    me.sees("The draft is begun. Everyone whose words it uses is credited.")
    _complete(me)
    me.sees("Everything that is needed is here.")
    me.press("Submit for reading")
    me.sees("It is handed in. Another person reads it now; here you see who has it.")

    other = walk("lv", reader)
    other.menu("Drafts to read")
    other.follow("Kā pieci ciemi tika pie autobusa?")
    other.press("I take it")
    other.fill("Your note, signed with your name", "To var darīt arī citur, ar jebkuru transportu.")
    for mark in ("Relevance", "Evidence", "Transferability", "Clarity"):
        other.choose("3: good", of=mark)
    other.press("Accept and publish")
    other.sees("It is published. Thank you for reading it.")
    me.open("/lv/experiences")
    me.follow("Kā pieci ciemi tika pie autobusa?")
    me.is_at("/lv/experiences/ALTER-XP-")
    me.sees("Sāciet ar kaut ko mazu.")


def _complete(me: Walker) -> None:
    """What the draft lacks, part by part."""
    me.follow("In short")
    me.pick("Language of your text", "Latviešu")
    me.fill("Summary", SUMMARY)
    me.fill("Title in English", LATVIAN["english_title"])
    me.fill("Summary in English", LATVIAN["english_summary"])
    me.press("Save and go on")
    me.tick("Latvija")
    me.fill("Place", "Kamenas ieleja")
    me.pick("Level", "Local action group")
    me.pick("Month of the start", "februāris")
    me.fill("Year of the start", "2017")
    me.press("Save and go on")
    me.pick("Lead organisation", "Latvian Rural Forum")
    me.press("Save and go on")
    me.tick("LEADER")
    me.press("Save and go on")
    me.fill("One lesson", "Sāciet ar kaut ko mazu.")
    me.pick("How far it has come", "Promising: it worked here")
    me.press("Save and go on")
    me.press("Save and go on")  # without pictures
    me.fill("Person or organisation", "Latvijas Lauku forums")
    me.tick("I agree that this is published under the licence above.")
    me.press("Save and go on")

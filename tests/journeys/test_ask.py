import math
from collections.abc import Callable

import pytest

from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.walker import Walker
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser


TITLE = "Kas maksā par ciema busu?"
BODY = "Mūsu ciemā ir trīsdesmit māju un neviena veikala. Kas pie jums maksā par ciema busiņu?"


def test_a_question_is_asked_in_the_language_that_it_is_written_in(
    site: Site, walk: Callable[..., Walker]
) -> None:
    me = walk("tr", a_person("Ayşe"))
    me.fill("What do you want to know? Any of our languages.", TITLE)
    me.press("Ask")
    me.choose("A question")
    me.pick("Category", "LEADER")
    me.fill("What one should know to answer", BODY)
    me.press("Post")
    me.sees("This looks like another language: we have chosen it. Change it back if we err.")
    me.press("Preview")
    me.sees("Preview")
    me.press("Post")
    me.is_at("/tr/threads/")
    me.sees(TITLE)
    me.sees("Waiting since today")
    assert me.page.locator("h1").get_attribute("lang") == "lv"


def test_what_is_found_about_a_title_pushes_nobody_out_of_the_window_who_writes_on(
    site: Site, browse: Browse
) -> None:
    site.thread(title="Kas maksā par ciema mikroautobusu?", body="Mums tāda nav.")
    page = browse.anew(a_person("Zane"), width=390)
    page.goto("/lv/ask")
    last = page.locator("details.more summary")
    box = last.bounding_box()
    assert box
    page.set_viewport_size({"width": 390, "height": math.ceil(box["y"] + box["height"])})
    page.locator("#title").fill(TITLE)
    last.focus()
    page.locator("[data-found]").wait_for()
    assert page.evaluate("inPage.focused()")[-1] == ""

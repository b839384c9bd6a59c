from collections.abc import Callable

import pytest

from tests.factories import a_person
from tests.journeys.site import Site
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser


def test_somebody_changes_their_settings_and_reads_on_in_another_language(
    site: Site, walk: Callable[..., Walker]
) -> None:
    me = walk("en", a_person("Ilze", reads=["en"]))
    me.menu("Your settings")
    me.fill("Your name", "I")
    me.press("Save the settings")
    me.sees("What you wrote is kept.")
    me.fill("Your name", "Ilze Liepa")
    me.fill("About you", "I keep the books of five villages.")
    me.tick("Latviešu")
    me.pick("Language of pages and mails", "Latviešu")
    me.press("Save the settings")
    me.is_at("/lv/settings")
    me.sees("Your settings are saved.")
    me.follow("See your profile as members see it")
    me.sees("I keep the books of five villages.")

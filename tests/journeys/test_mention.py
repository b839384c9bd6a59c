"""While a name is typed after an @, those who may be meant are offered; keys and a touch choose."""

import pytest
from playwright.sync_api import Locator, Page, expect

from exchange.people.actor import Actor
from tests.factories import a_person, opening_of
from tests.journeys.looking import begin_axe, end_axe, found_by_ruler
from tests.journeys.site import Site
from tests.journeys.windows import Browse

pytestmark = pytest.mark.browser


def a_form(site: Site, browse: Browse, who: Actor, width: int = 1280) -> tuple[Page, Locator]:
    page = browse(who, width)
    page.goto(f"/en/posts/{opening_of(site.thread())}/reply")
    area = page.locator("textarea[name=body]")
    area.focus()
    return page, area


def test_arrows_and_enter_choose_whom_the_letters_mean(site: Site, browse: Browse) -> None:
    a_person("Zlatija Avramovska")
    second = a_person("Златија Бојковска")
    page, area = a_form(site, browse, a_person("Somebody"))
    area.press_sequentially("Ask @Zlati")
    options = page.locator("#found [role=option]")
    expect(options).to_have_text(["Zlatija Avramovska", "Златија Бојковска"])
    expect(area).to_have_attribute("aria-autocomplete", "list")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(area).to_have_attribute("aria-activedescendant", "found-2")
    page.keyboard.press("ArrowDown")
    expect(area).to_have_attribute("aria-activedescendant", "found-1")
    begin_axe(page)
    assert [*end_axe(page), *found_by_ruler(page)] == []
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(area).to_have_value(f"Ask @[Златија Бојковска](person:{second.id}) ")
    expect(options).to_have_count(0)
    expect(area).to_have_attribute("aria-activedescendant", "")
    page.keyboard.type(
        "about the call before you write to the office, and then tell us what they said."
    )
    expect(area).to_be_focused()
    page.get_by_role("button", name="Post reply").click()
    page.wait_for_url("**/threads/**")
    expect(page.locator(f".post .prose a[href='/en/people/{second.id}']")).to_be_visible()


def test_cyrillic_finds_latin_and_escape_lets_it_be(site: Site, browse: Browse) -> None:
    a_person("Grozdana Ilić")
    page, area = a_form(site, browse, a_person("Somebody"))
    area.press_sequentially("@Грозд")
    expect(page.locator("#found [role=option]")).to_have_text("Grozdana Ilić")
    page.keyboard.press("Escape")
    expect(page.locator("#found [role=option]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(area).to_have_value("@Грозд\n")


def test_a_touch_chooses(site: Site, browse: Browse) -> None:
    meant = a_person("Vukosava Ilić")
    page, area = a_form(site, browse, a_person("Somebody"), 390)
    area.press_sequentially("(@vuko")
    page.locator("#found [role=option]").click()
    expect(area).to_have_value(f"(@[Vukosava Ilić](person:{meant.id}) ")
    expect(area).to_be_focused()


def test_an_address_and_a_finished_mention_offer_nobody(site: Site, browse: Browse) -> None:
    a_person("Ana Petrović")
    page, area = a_form(site, browse, a_person("Somebody"))
    for text in ("write to ana@ana", "@[Ana Petrović](person:1) an", "@a"):
        area.fill("")
        area.press_sequentially(text)
        page.wait_for_timeout(700)
        expect(page.locator("#found [role=option]")).to_have_count(0)

"""Mentors: whoever has a question sees who knows its theme and reads its language."""

from exchange.forum.reminders import today_in
from exchange.kernel.clock import now
from exchange.mentoring.actions.away import add_days_away
from exchange.mentoring.actions.profile import change_mentor_profile
from exchange.mentoring.said import Said
from exchange.tags.actions import set_expertise
from tests.factories import LONG_AGO, a_mentor, a_person, a_tag, an_organisation

LIST = "/en/mentors"


def names(page):
    return [element.text for element in page.all(".rows .who")]


def a_knowing_mentor(name, *tags, **traits):
    who = a_mentor(name, **traits)
    set_expertise(who, [tag.slug for tag in tags])
    return who


def test_a_mentor_stands_with_place_themes_languages_and_the_mark_of_samples(client):
    theme = a_tag("money", names={"en": "Funding", "lv": "Finansējums"}, is_theme=True)
    network = an_organisation(country="XK", name="Sample network, Kosovo*")
    a_knowing_mentor("Mira", theme, organisation=network, reads=["lv", "sq"], is_sample=True)
    page = client.get(LIST)
    row = page.one(".rows li").text
    for told in ("Mira", "mentor", "Sample network, Kosovo*", "Funding", "Latvian, Albanian"):
        assert told in row, told
    assert page.text.count("UNSCR 1244/1999") == 1
    assert page.one(".rows .chip.sample").text == "sample"
    assert page.one("meta[name=robots]")["content"] == "noindex"
    assert "Finansējums" in client.get("/lv/mentors").one(".rows li").text


def test_a_country_stands_beside_a_real_organisation(client):
    a_mentor("Anna", organisation=an_organisation(country="LV", name="Rural Forum"))
    assert "Rural Forum · Latvia" in client.get(LIST).one(".rows li").text


def test_only_mentors_whose_role_counts_stand_there_by_the_readers_alphabet(client):
    for name in ("Žana", "Anna", "Zane"):
        a_mentor(name)
    a_person("Member")
    a_mentor("Waiting", admitted_at=None)
    a_mentor("Suspended", suspended_at=LONG_AGO)
    assert names(client.get("/lv/mentors")) == ["Anna", "Zane", "Žana"]


def test_the_list_is_narrowed_by_theme_and_language(client):
    money, youth = a_tag("money", is_theme=True), a_tag("youth", is_theme=True)
    a_knowing_mentor("Anna", money, reads=["lv"])
    a_knowing_mentor("Berta", youth, reads=["lv", "tr"])
    page = client.get(LIST)
    assert names(client.submit(page, "/mentors", theme="money")) == ["Anna"]
    both = client.submit(page, "/mentors", theme="youth", reads="tr")
    assert both.address == f"{LIST}?theme=youth&reads=tr"
    assert names(both) == ["Berta"]
    nobody = client.get(f"{LIST}?theme=money&reads=tr")
    assert "No mentor fits all of this" in nobody.text
    assert names(client.get(nobody.link("Show all mentors"))) == ["Anna", "Berta"]


def test_what_a_mentor_says_of_themselves_stands_there(client):
    money, youth = a_tag("money", is_theme=True), a_tag("youth", is_theme=True)
    who = a_mentor("Anna", reads=["en"])
    levels = {money.slug: "some", youth.slug: "expert"}
    change_mentor_profile(who, Said(levels, ("en", "lv"), ("XK", "LV"), 4), version=0)
    page = client.get(LIST)
    row = page.one(".rows li").text
    order = ["Expert knowledge Subject youth", "Some knowledge Subject money", "Kosovo*, Latvia"]
    assert sorted(order, key=row.index) == order
    assert "Writes English, Latvian" in row
    assert page.text.count("UNSCR 1244/1999") == 1
    assert "4" not in row.replace("1244", "")  # how many they take is nobody's business
    change_mentor_profile(who, Said({}, ("en",), (), 4), version=1)
    assert "Writes" not in client.get(LIST).one(".rows li").text


def test_the_list_is_narrowed_by_country_that_of_the_organisation_counts_too(client):
    said = {"writes": ("en",), "most_open": 3, "levels": {}}
    change_mentor_profile(a_mentor("Anna"), Said(countries=("ME", "DE"), **said), version=0)
    a_mentor("Berta", organisation=an_organisation(country="ME"))
    a_mentor("Cilda", organisation=an_organisation(country="RS"))
    page = client.get(LIST)
    offered = [one.text for one in page.all("#by-country option")]
    assert offered == ["All countries/territories", "Germany", "Montenegro", "Serbia"]
    assert names(client.submit(page, "/mentors", country="ME")) == ["Anna", "Berta"]
    assert names(client.submit(page, "/mentors", country="DE")) == ["Anna"]


def test_a_mentor_who_has_said_nothing_is_asked_to(client, sign_in):
    who = a_mentor("Anna")
    hint = "Your profile as a mentor is not filled in yet."
    assert hint not in client.get(LIST).text
    sign_in(client, a_person())
    assert hint not in client.get(LIST).text
    sign_in(client, who)
    page = client.get(LIST)
    assert hint in page.text
    assert page.link("Fill in your profile") == "/en/mentors/me"
    change_mentor_profile(who, Said({}, ("en",), (), 3), version=0)
    assert hint not in client.get(LIST).text


def test_every_address_of_the_list_is_written_in_one_way(client):
    a_tag("money", is_theme=True)
    a_tag("plain")
    for odd, right in (
        ("?theme=&reads=", ""),
        ("?reads=lv&theme=money", "?theme=money&reads=lv"),
        ("?theme=plain", ""),
        ("?theme=nothing&reads=xx", ""),
        ("?theme=%00", ""),
        ("?x=1", ""),
        ("?country=ME&reads=lv", "?reads=lv&country=ME"),
        ("?country=ZZ", ""),
        ("?country=%00", ""),
    ):
        page = client.get(LIST + odd)
        assert (page.status, page.location) == (301, LIST + right), odd


def test_members_open_profiles_and_others_do_not(client, sign_in):
    who = a_mentor("Anna")
    assert not client.get(LIST).all(".rows a")
    sign_in(client, a_person(admitted_at=None))
    assert not client.get(LIST).all(".rows a")
    sign_in(client, a_person())
    assert client.get(LIST).link("Anna") == f"/en/people/{who.id}"
    assert not any(link.name == "Say what you know" for link in client.get(LIST).links)


def test_an_empty_list_says_how_mentors_come_to_be(client):
    page = client.get(LIST)
    assert "No mentor is named yet" in page.text
    assert page.link("Ask a question") == "/en/ask"


def test_the_list_costs_few_queries_however_long(client, count_queries):
    theme = a_tag(is_theme=True)
    a_knowing_mentor("Anna", theme)
    client.get(LIST)
    with count_queries() as one:
        client.get(LIST)
    for name in ("Berta", "Cilda", "Dace"):
        who = a_knowing_mentor(name, theme)
        today = today_in(who.timezone, now())
        add_days_away(who, today, today)
    with count_queries() as many:
        client.get(LIST)
    assert len(one) == len(many) <= 6, many

"""The library: whoever has a problem finds who solved one like it."""

from exchange.kernel.db import db, record, transaction
from exchange.library.events import ExperienceArchived
from exchange.library.models import Experience
from exchange.library.queries import lists
from tests.factories import LATVIAN, a_draft, a_published, a_submitted, a_tag

LIST = "/en/experiences"


def titles(page):
    return [link.text for link in page.all(".rows a")]


def test_an_empty_library_says_how_the_first_one_comes_to_be(client):
    page = client.get(LIST)
    assert "No experience is written down yet" in page.text
    assert page.text.count("case study") == 1


def test_the_newest_published_stand_first_and_drafts_nowhere(client):
    for title in ("First bus", "Second bus", "Third bus"):
        a_published(title=title)
    a_draft()
    a_submitted(title="Not yet read")
    assert titles(client.get(LIST)) == ["Third bus", "Second bus", "First bus"]


def test_a_list_costs_few_queries_however_long(client, count_queries):
    a_published()
    with count_queries() as one:
        client.get(LIST)
    for number in range(3):
        a_published(title=f"Bus {number}")
    with count_queries() as many:
        client.get(LIST)
    assert len(one) == len(many) <= 6, many
    with count_queries() as again:  # the version
        client.get(LIST)
    assert len(again) == 1, again


def test_a_list_is_narrowed_by_place_theme_language_and_level(client):
    theme = a_tag(is_theme=True)
    a_published(**LATVIAN)
    a_published(title="Bus of Kosovo", countries=("XK",), themes=(theme.slug,), level="village")
    page = client.get(LIST)
    kosovo = client.submit(page, "/experiences", country="XK", theme=theme.slug, level="village")
    assert kosovo.address == f"{LIST}?country=XK&theme={theme.slug}&level=village"
    assert titles(kosovo) == ["Bus of Kosovo"]
    assert "Kosovo*" in kosovo.text
    assert "UNSCR 1244/1999" in kosovo.text
    latvian = client.get(f"{LIST}?lang=lv")
    assert titles(latvian) == [LATVIAN["title"]]
    assert LATVIAN["english_title"] in latvian.text
    nothing = client.get(f"{LIST}?theme={theme.slug}&lang=lv")
    assert "Nothing fits all of this" in nothing.text


def test_only_what_is_published_offers_something_to_narrow_by(client):
    a_published()
    a_submitted(**LATVIAN, countries=("XK",))
    page = client.get(LIST)
    for name, codes in (("country", ["", "LV"]), ("lang", ["", "en"])):
        assert [option["value"] for option in page.all(f"select[name={name}] option")] == codes


def test_what_was_replaced_or_withdrawn_is_in_no_list(client):
    row = a_published()
    for state in ("archived", "withdrawn"):
        with transaction(None):
            db.session.get_one(Experience, row.id).state = state
            record(ExperienceArchived(row.id, row.number, None, 1))
        assert titles(client.get(LIST)) == []


def test_every_address_of_a_list_is_written_in_one_way(client):
    a_published()
    for odd, right in (
        ("?country=&theme=&lang=&level=", ""),
        ("?level=village&country=LV", "?country=LV&level=village"),
        ("?country=ZZ", ""),
        ("?country=XX'--", ""),
        ("?theme=%00", ""),
        ("?x=1", ""),
        ("?from=abc", ""),
        ("?country=LV&country=AL", "?country=LV"),
    ):
        page = client.get(LIST + odd)
        assert (page.status, page.location) == (301, LIST + right), odd


def test_a_long_list_goes_on_where_the_page_ended(client, monkeypatch):
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    for number in range(5):
        a_published(title=f"Bus {number}")
    with transaction(None):  # at one moment: the id then decides
        first = db.session.query(Experience).first()
        db.session.query(Experience).update({"published_at": first.published_at})
        record(ExperienceArchived(first.id, first.number, None, 1))
    page, seen = client.get(LIST), []
    while True:
        seen += titles(page)
        more = [link.href for link in page.links if link.name == "More experiences"]
        if not more:
            break
        page = client.get(more[0])
    assert seen == [f"Bus {number}" for number in (4, 3, 2, 1, 0)]


def test_the_list_is_there_in_every_language(client):
    a_published()
    for code in ("lv", "sq", "bs", "hr", "sr", "sr-latn", "cnr", "mk", "tr"):
        assert client.get(f"/{code}/experiences").status == 200

"""What is the same for all who read alike is made once: nobody is given what was made for another
person's rights, and what changes is seen at once."""

from datetime import UTC, datetime

import pytest

from exchange.kernel.db import db, record, transaction
from exchange.kernel.rulings import NotFound
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.events import ExperiencePublished
from exchange.library.models import Experience
from exchange.library.told_record import Asked, record_told_to
from exchange.people.actions import Described, change_profile, suspend
from exchange.people.actor import GUEST
from exchange.people.models import Account, Organisation
from exchange.people.queries import get_actor
from exchange.serve.reference.loading import ReferenceChanged
from exchange.tags.actions import change_subject, merge_subjects
from exchange.tags.keeping import SubjectText
from tests.factories import (
    LATVIAN,
    MARKS,
    a_confirmed_reuse,
    a_full_body,
    a_full_content,
    a_mentor,
    a_moderator,
    a_person,
    a_published,
    a_published_full,
    a_reuse,
    a_tag,
    a_thread,
    a_whole_content,
    an_admin,
    an_editor,
    an_organisation,
)
from tests.library.pictures import a_picture
from tests.library.test_reading_translations import WHOLE, in_macedonian, reviewed
from tests.library.translations import stamp_for
from tests.still_true.test_still_true import ask

READER = "Zane Reader"


def address_of(row, lang="en"):
    return f"/{lang}/experiences/{code_of(row.number)}"


@pytest.fixture
def look(client, sign_in):
    """`look(row, who)`: the page as this person sees it, by now the second time."""

    def _look(row, who=None, lang="en", asked=""):
        with client.flask.session_transaction() as session:
            session.clear()
        if who is not None:
            sign_in(client, who)
        first = client.get(address_of(row, lang), follow=True)
        again = client.get(first.path + asked)
        assert asked or again.one("main").text == first.one("main").text
        return again

    return _look


def test_a_member_costs_a_record_that_is_kept_two_statements(client, look, count_queries):
    row = a_published_full(body=pictured())
    in_macedonian(row)
    for lang in ("en", "mk"):
        page = look(row, a_person(), lang)
        with count_queries() as seen:  # who asks, and the version
            client.get(page.path)
        assert len(seen) == 2, seen


def test_a_list_that_is_kept_costs_a_member_two_statements(client, sign_in, count_queries):
    a_published()
    sign_in(client, a_person())
    client.get("/en/experiences")
    with count_queries() as seen:
        client.get("/en/experiences")
    assert len(seen) == 2, seen


def renewed(author, row, content):
    new = actions.begin_new_version(author, row.id)
    actions.save_draft(author, new, version=1, content=content)
    actions.submit(author, new)
    for reader in (a_mentor(), an_admin())[: 2 if content.kind == "full" else 1]:
        actions.take(reader, new)
        actions.accept(reader, new, note="Better.", lang="en", marks=MARKS)


def renamed(who, name):
    with transaction(None):
        row = db.session.get_one(Account, who.id)
        version, language, zone = row.edit_version, row.language, row.timezone
    change_profile(who, Described(name, "", None, ("en",), language, zone), version=version)


@pytest.fixture
def seen(look):
    """A record with its author, and a member who has its page before them."""
    author, reader = a_person("Ilze Author"), a_mentor(READER)
    tag = a_tag("youth", is_theme=True)
    row = a_published(author, reader, themes=(tag.slug,))
    member = a_person("Ana Member", reads=["en"])
    look(row, member)
    return row, author, reader, member


def test_a_new_version_is_seen_at_once(look, seen):
    row, author, _, member = seen
    renewed(author, row, a_whole_content(lesson="Ask the shop first."))
    page = look(row, member)
    assert "Ask the shop first." in page.text
    assert "Begin with something small." not in page.text
    assert "Version 1" in page.text


def test_what_is_withdrawn_is_gone_at_once_and_comes_back(client, look, seen):
    row, author, _, member = seen
    address = look(row, member).path
    actions.withdraw(author, row.id, reason="A figure was wrong.")
    gone = client.get(address)
    assert gone.status == 410
    assert "Begin with something small." not in gone.text
    actions.put_back(author, row.id)
    assert "Begin with something small." in look(row, member).text


def test_a_new_name_of_whoever_wrote_or_read_it_is_seen_at_once(look, seen):
    row, author, reader, member = seen
    renamed(author, "Ilze Other")
    renamed(reader, "Zane Other")
    page = look(row, member)
    for name, there in (("Ilze Author", 0), (READER, 0), ("Ilze Other", 1), ("Zane Other", 1)):
        assert (name in page.body) is bool(there), name


def test_another_organisation_of_its_author_is_seen_at_once(look, seen):
    row, author, _, member = seen
    place = an_organisation(name="Network of Hills")
    with transaction(None):
        db.session.get_one(Account, author.id).organisation_id = place.id
        record(ReferenceChanged())
    assert "Network of Hills" in look(row, member).text
    with transaction(None):
        db.session.get_one(Organisation, place.id).name = "Network of Lakes"
        record(ReferenceChanged())
    assert "Network of Lakes" in look(row, member).text


def test_another_name_of_its_subject_is_seen_at_once(look, seen):
    row, *_, member = seen
    change_subject(a_moderator(), "youth", SubjectText({"en": "Young people"}), version=1)
    page = look(row, member)
    assert "Young people" in page.one("main").text
    assert "Subject youth" not in page.body


def test_another_name_of_a_subject_is_seen_at_once_over_a_list_of_it(client, sign_in, seen):
    *_, member = seen
    sign_in(client, member)
    address = "/en/experiences?theme=youth"
    for _ in range(2):
        assert "Subject youth" in client.get(address).one("main .chips").text
    change_subject(a_moderator(), "youth", SubjectText({"en": "Young people"}), version=1)
    page = client.get(address)
    assert "Young people" in page.one("main .chips").text
    assert "Subject youth" not in page.body


def test_a_merged_subject_is_seen_at_once(look, seen):
    row, *_, member = seen
    a_tag("young", is_theme=True)
    merge_subjects(a_moderator(), "youth", "young", version=1)
    page = look(row, member)
    assert "Subject young" in page.one("main").text
    assert "Subject youth" not in page.body


def test_a_reuse_is_seen_as_soon_as_it_is_confirmed(look, seen):
    row, author, _, member = seen
    a_confirmed_reuse(author, row, changed="Three seats.")
    page = look(row, member)
    assert "Used elsewhere" in page.text
    assert "Three seats." in page.text


def test_that_nobody_says_it_is_still_true_is_seen_at_once(look, client, seen):
    row, *_, member = seen
    assert "not confirmed lately" not in client.get("/en/experiences").text
    ask(row)
    assert "have not answered yet" in look(row, member).text
    assert "not confirmed lately" in client.get("/en/experiences").text


def test_a_record_like_it_is_seen_at_once(look, seen):
    row, *_, member = seen
    a_published(title="A bus like it", themes=("youth",))
    assert "A bus like it" in look(row, member).text


def test_each_step_of_a_translation_is_seen_at_once(look, seen):
    row, *_, member = seen
    assert look(row, member, "mk").h1 == "Five seats, one bus"
    in_macedonian(row)
    page = look(row, member, "mk")
    assert page.h1 == "Пет седишта"
    assert not page.said(REVIEWED, language="англиски", names="Ana Translator")
    assert "mk" in {one["href"].rpartition("=")[2] for one in look(row, member).all(".rail a")}
    reviewed(row, *WHOLE)
    page = look(row, member, "mk")
    assert "Zane Reviewer" in page.text
    stamp = stamp_for(row, "mk")
    actions.take_translations_out(a_moderator(), row.id, "mk", stamp=stamp, names=["title"])
    assert look(row, member, "mk").h1 == "Five seats, one bus"


REVIEWED = "Translated from %(language)s by %(names)s, and reviewed."


def pictured(*pictures):
    """All that may be in a record, with nothing for members alone."""
    return a_full_body(pictures=pictures, contacts=a_whole_content().body.contacts)


def test_a_picture_that_was_taken_out_is_gone_at_once(look, client):
    author, member = a_person(), a_person()
    first, second = a_picture(author), a_picture(author, alt="A bus nobody agreed to")
    row = a_published_full(author, body=pictured(first, second))
    assert told_to(member, row).is_kept
    assert "nobody agreed to" in look(row, member).body
    renewed(author, row, a_full_content(body=pictured(first)))
    page = look(row, member)
    assert "nobody agreed to" not in page.body
    assert f"/files/{second.file}/" not in page.body
    old = page.path + "/v1"
    assert "nobody agreed to" in client.get(old).body
    actions.withdraw(author, row.id, reason="Not everybody agreed.")
    assert client.get(old).status == 410


def test_a_thread_it_grew_out_of_is_not_on_what_is_kept(look, seen):
    row, *_, member = seen
    thread = a_thread(title="Who drives the bus?")
    with transaction(None):
        db.session.get_one(Experience, row.id).origin_thread_id = thread.id
        record(ExperiencePublished(row.id, row.number, thread.id, 1))
    assert "Who drives the bus?" in look(row, member).text
    with transaction(None):
        db.session.get_one(type(thread), thread.id).title = "Who pays the driver?"
    assert "Who pays the driver?" in look(row, member).text


FOR_THOSE = "For those who answer for it"
OWN = {
    "its author": lambda _row, author: author,
    "a moderator": lambda _row, _author: a_moderator(),
    "an editor of its organisation": lambda row, _author: an_editor(lead_of(row)),
}


def lead_of(row):
    return db.session.get_one(Organisation, row.lead_id)


@pytest.mark.parametrize("who", OWN)
def test_nobody_is_given_the_buttons_of_others(look, seen, who):
    row, author, _, member = seen
    other = OWN[who](row, author)
    for _ in range(2):
        assert FOR_THOSE in look(row, other).text
        for page in (look(row, member), look(row)):
            assert FOR_THOSE not in page.text
            assert "/withdraw" not in page.body
            assert "/new-version" not in page.body


def test_a_draft_of_the_next_version_is_on_the_page_of_its_authors_alone(look, seen):
    row, author, _, member = seen
    new = actions.begin_new_version(author, row.id)
    actions.save_draft(author, new, version=1, content=a_whole_content(lesson="Not yet told."))
    for _ in range(2):
        assert "Version 2 is being written" in look(row, author).text
        page = look(row, member)
        assert "being written" not in page.text
        assert "Not yet told." not in page.body
    actions.submit(author, new)
    for _ in range(2):
        assert "Version 2 is being written" in look(row, a_mentor()).text
        assert "being written" not in look(row, member).text


def test_only_what_everyone_sees_is_kept(app, seen):
    row, author, _, member = seen
    actions.begin_new_version(author, row.id)
    held = told_to(member, row)
    assert held.is_kept
    assert told_to(a_person(), row) is held
    assert told_to(GUEST, row) is held
    for other in (author, a_mentor(), a_moderator(), an_admin(), an_editor()):
        assert not told_to(other, row).is_kept
    assert not told_to(author, row, 2).is_kept
    with pytest.raises(NotFound):
        told_to(member, row, 2)


def told_to(who, row, version=None):
    return record_told_to(who, Asked(row.number, version, ("en",), None, "http://localhost"))


def test_contacts_for_members_are_on_no_page_of_others(look):
    row = a_published_full()
    waiting, member = a_person(admitted_at=None), a_person()
    for _ in range(2):
        assert "Ana of the purse" in look(row, member).text
        for other in (waiting, None):
            assert "Ana of the purse" not in look(row, other).body


def test_profiles_open_to_members_alone(look, seen):
    row, author, _, member = seen
    profile = f"/en/people/{author.id}"
    for _ in range(2):
        assert profile in look(row, member).body
        assert profile not in look(row).body


def test_whoever_may_not_write_is_not_asked_to_translate(look, seen):
    row, *_, member = seen
    for _ in range(2):
        assert "/translate" in look(row, member).body
        assert "/translate" not in look(row, a_person(admitted_at=None)).body
        assert "/translate" not in look(row).body
    suspend(a_moderator(), member.id, "Too loud.")
    assert "/translate" not in look(row, get_actor(member.id)).body


def test_what_of_reuse_waits_is_on_no_page_of_others(look, seen):
    row, author, _, member = seen
    ours = an_organisation(name="Rural Network")
    colleague = a_person(organisation=ours)
    a_reuse(a_person(organisation=ours), row)
    stranger = a_person(organisation=an_organisation())
    for _ in range(2):
        for insider in (colleague, author):
            page = look(row, insider)
            assert "Rural Network" in page.one(".rail").text
            assert "Waits for an author" in page.text
        for other in (stranger, member, None):
            assert "Rural Network" not in look(row, other).body
        assert "We use this too" in look(row, stranger).text
        assert "We use this too" not in look(row, member).text


def test_each_is_told_it_in_the_languages_that_they_read(look):
    row = a_published(**LATVIAN)
    both, english = a_person(reads=["en", "lv"]), a_person(reads=["en"])
    in_short = "In English, in short"
    for _ in range(2):
        assert in_short not in look(row, both).text
        assert in_short in look(row, english).text
        assert in_short in look(row).text
        assert in_short not in look(row, english, "lv").body
    in_macedonian(row)
    for _ in range(2):
        assert look(row, a_person(reads=["mk"])).h1 == "Пет седишта"
        assert look(row, english).h1 == LATVIAN["title"]
        assert look(row, both).h1 == LATVIAN["title"]


def test_it_is_told_in_the_language_that_is_asked_for(look, seen):
    row, *_, member = seen
    in_macedonian(row)
    for _ in range(2):
        assert look(row, member, asked="?in=mk").h1 == "Пет седишта"
        assert look(row, member).h1 == "Five seats, one bus"
        assert look(row, member, asked="?in=xx").h1 == "Five seats, one bus"


def test_days_are_those_of_whoever_looks(look, seen):
    row, *_ = seen
    with transaction(None):
        late = datetime(2024, 5, 31, 23, 30, tzinfo=UTC)
        db.session.get_one(Experience, row.id).published_at = late
        record(ExperiencePublished(row.id, row.number, None, 1))
    for _ in range(2):
        assert "1 June 2024" in look(row, a_person(timezone="Europe/Riga")).one(".byline").text
        assert "31 May 2024" in look(row, a_person(timezone="Atlantic/Azores")).one(".byline").text

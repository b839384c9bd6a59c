"""Everyone whose words a record uses is asked, and has the last word on them."""

from collections.abc import Callable

import pytest

from exchange.kernel.db import db
from exchange.kernel.rulings import NotAllowed, NotFound
from exchange.library import actions
from exchange.library.codes import code_of
from exchange.library.models import Experience, ExperienceAuthor
from exchange.people.actor import Actor
from tests.factories import (
    MARKS,
    a_credit,
    a_draft,
    a_mentor,
    a_person,
    a_whole_content,
    the_experience,
)
from tests.notifications.post_office import kinds_of, work
from tests.page import CheckedClient

ASKED = "Please say whether your words may be used"
SignIn = Callable[[CheckedClient, Actor], None]


@pytest.fixture
def writer(app) -> Actor:
    return a_person("Writer")


@pytest.fixture
def quoted(app) -> Actor:
    return a_person("Quoted")


@pytest.fixture
def draft(writer: Actor, quoted: Actor) -> Experience:
    made = a_draft(writer, a_whole_content())
    a_credit(made, quoted)
    return made


def address_of(draft: Experience, more: str = "") -> str:
    return f"/en/experiences/{code_of(draft.number)}{more}"


def read_by(reader: Actor, draft: Experience) -> None:
    actions.take(reader, draft.id)
    actions.accept(reader, draft.id, note="It could be done here too.", lang="en", marks=MARKS)


def test_who_is_quoted_is_asked_when_it_is_handed_in_and_agrees_with_one_button(
    client: CheckedClient, sign_in: SignIn, writer: Actor, quoted: Actor, draft: Experience
) -> None:
    sign_in(client, quoted)
    assert "do you agree" not in client.get(address_of(draft), follow=True).text.lower()
    actions.submit(writer, draft.id)
    work()
    page = client.get("/en/notifications")
    assert ASKED in page.text
    page = client.get(page.link(f"{ASKED}: Five seats, one bus"), follow=True)
    assert "Do you agree that they are published with your name, under CC BY 4.0?" in page.text
    page = client.submit(page, "/words/agree")
    assert "You agree that they are published." in page.text
    assert ASKED not in client.get("/en/notifications").text


def test_who_says_nothing_is_shown_to_the_reader_and_holds_up_nobody(
    client: CheckedClient, sign_in: SignIn, writer: Actor, draft: Experience
) -> None:
    actions.submit(writer, draft.id)
    reader = a_mentor()
    sign_in(client, reader)
    page = client.get(address_of(draft, "/read"), follow=True)
    assert "was asked, and has not answered yet" in page.text
    read_by(reader, draft)
    assert the_experience(draft.id).state == "published"


def test_without_their_agreement_it_leaves_the_reader_and_goes_back_to_its_authors(
    client: CheckedClient, sign_in: SignIn, writer: Actor, quoted: Actor, draft: Experience
) -> None:
    actions.submit(writer, draft.id)
    reader = a_mentor()
    actions.take(reader, draft.id)
    sign_in(client, quoted)
    page = client.submit(client.get(address_of(draft), follow=True), "/words/decline")
    assert "It is not published before your words are taken out." in page.text
    work()
    row = the_experience(draft.id)
    assert (row.state, row.reader_id) == ("draft", None)
    assert kinds_of(writer.id) == ["words_declined"]
    with pytest.raises(NotAllowed):
        actions.submit(writer, draft.id)
    with pytest.raises(NotFound):
        read_by(reader, draft)


def test_once_the_words_are_taken_out_so_is_the_name_and_it_can_be_handed_in(
    client: CheckedClient, sign_in: SignIn, writer: Actor, quoted: Actor, draft: Experience
) -> None:
    actions.submit(writer, draft.id)
    actions.answer_for_words(quoted, draft.id, agrees=False)
    sign_in(client, writer)
    page = client.get(address_of(draft, "/edit"))
    assert "Does not agree that their words are published here: Quoted" in page.text
    page = client.submit(page, "/words/out")
    assert "Quoted" not in page.text
    page = client.submit(page, "/submit")
    assert "It is handed in" in page.text
    sign_in(client, quoted)
    assert client.get(address_of(draft)).status == 404  # they have no part in it any more


def test_who_says_no_after_the_author_has_looked_is_not_taken_out_unseen(
    client: CheckedClient, sign_in: SignIn, writer: Actor, quoted: Actor, draft: Experience
) -> None:
    late = a_person("Late")
    a_credit(draft, late)
    actions.submit(writer, draft.id)
    actions.answer_for_words(quoted, draft.id, agrees=False)
    sign_in(client, writer)
    page = client.get(address_of(draft, "/edit"))
    actions.answer_for_words(late, draft.id, agrees=False)
    page = client.submit(page, "/words/out")
    assert "Does not agree that their words are published here: Late" in page.text
    with pytest.raises(NotAllowed):
        actions.submit(writer, draft.id)


def test_whoever_says_no_once_more_is_told_of_once_more(
    writer: Actor, quoted: Actor, draft: Experience
) -> None:
    for _ in range(2):
        actions.submit(writer, draft.id)
        actions.answer_for_words(quoted, draft.id, agrees=False)
        work()
        actions.answer_for_words(quoted, draft.id, agrees=True)
    assert kinds_of(writer.id) == ["words_declined"] * 2


def test_a_mind_is_changed_until_it_is_published_and_not_after(
    writer: Actor, quoted: Actor, draft: Experience
) -> None:
    actions.submit(writer, draft.id)
    actions.answer_for_words(quoted, draft.id, agrees=False)
    actions.answer_for_words(quoted, draft.id, agrees=True)
    actions.submit(writer, draft.id)
    read_by(a_mentor(), draft)
    with pytest.raises(NotAllowed):
        actions.answer_for_words(quoted, draft.id, agrees=False)


def test_nobody_answers_for_another_or_unasked(
    writer: Actor, quoted: Actor, draft: Experience
) -> None:
    with pytest.raises(NotAllowed):
        actions.answer_for_words(quoted, draft.id, agrees=True)
    actions.submit(writer, draft.id)
    with pytest.raises(NotAllowed):
        actions.answer_for_words(a_mentor(), draft.id, agrees=False)
    with pytest.raises(NotAllowed):
        actions.answer_for_words(writer, draft.id, agrees=False)
    actions.take_back(writer, draft.id)
    with pytest.raises(NotAllowed):
        actions.leave_words_out(quoted, draft.id, [quoted.id])


def test_whoever_hands_in_what_others_wrote_with_them_asks_them_and_agrees_by_it(
    client: CheckedClient, sign_in: SignIn, writer: Actor, quoted: Actor
) -> None:
    draft = a_draft(writer, a_whole_content())
    a_credit(draft, quoted, role="author")
    actions.submit(writer, draft.id)
    work()
    sign_in(client, quoted)
    assert ASKED in client.get("/en/notifications").text
    actions.take_back(quoted, draft.id)
    actions.submit(quoted, draft.id)
    assert ASKED not in client.get("/en/notifications").text


def test_what_was_answered_is_valid_for_the_next_version(
    writer: Actor, quoted: Actor, draft: Experience
) -> None:
    actions.submit(writer, draft.id)
    actions.answer_for_words(quoted, draft.id, agrees=True)
    read_by(a_mentor(), draft)
    work()
    next_one = actions.begin_new_version(writer, draft.id)
    people = {one.account_id: one.answer for one in _people(next_one)}
    assert people[quoted.id] == "agreed"


def test_who_never_answered_is_asked_again_for_the_next_version(
    writer: Actor, quoted: Actor, draft: Experience
) -> None:
    actions.submit(writer, draft.id)
    read_by(a_mentor(), draft)
    work()
    next_one = actions.begin_new_version(writer, draft.id)
    with pytest.raises(NotAllowed):
        actions.answer_for_words(quoted, next_one, agrees=True)
    actions.save_draft(writer, next_one, version=1, content=a_whole_content())
    actions.submit(writer, next_one)
    work()
    assert kinds_of(quoted.id) == ["words_asked"] * 2
    actions.answer_for_words(quoted, next_one, agrees=False)
    assert the_experience(next_one).state == "draft"


def _people(experience_id: int):
    db.session.rollback()
    return db.session.query(ExperienceAuthor).filter_by(experience_id=experience_id).all()

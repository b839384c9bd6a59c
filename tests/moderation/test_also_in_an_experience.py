"""What is hidden in the forum may stand in the library, and is withdrawn there."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.library import actions as library
from exchange.library.models import Experience
from exchange.moderation import actions
from exchange.people.actor import Actor
from tests.factories import (
    MARKS,
    a_flag,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    a_whole_content,
    opening_of,
    the_experience,
)
from tests.page import CheckedClient, Page

SignIn = Callable[[CheckedClient, Actor], None]
SAID = "Its text also stands in an experience"
TITLE = "One animator for three villages"
WITHDRAWAL = "/experiences/ALTER-XP-{:04d}/v1/withdraw"


class Told(NamedTuple):
    """An accepted answer that became an experience."""

    asker: Actor
    question: int
    answer: int
    experience: Experience


@pytest.fixture
def told(app: Flask) -> Told:
    asker = a_person("Ana")
    thread = a_thread(asker)
    answer = a_reply(thread, a_person("Zane"), "Three villages together.")
    forum.accept_answer(asker, answer)
    made = library.draft_from_post(asker, answer)
    library.save_draft(asker, made, version=1, content=a_whole_content(title=TITLE))
    library.submit(asker, made)
    return Told(asker, opening_of(thread), answer, the_experience(made))


def publish(told: Told) -> None:
    reader = a_mentor()
    library.take(reader, told.experience.id)
    library.accept(reader, told.experience.id, note="It can be done.", lang="en", marks=MARKS)


def says_so(page: Page, told: Told) -> bool:
    """That it stays public, with the way to it and to its withdrawal; all of it or nothing."""
    leads = {link.href for link in page.links}
    experience = f"/en/experiences/ALTER-XP-{told.experience.number:04d}"
    seen = [
        SAID in page.text,
        TITLE in page.text and any(one.startswith(f"{experience}-") for one in leads),
        f"{experience}/v1/withdraw" in leads,
    ]
    assert len(set(seen)) == 1, seen
    return all(seen)


@pytest.mark.parametrize("which", ["question", "answer"])
def test_a_moderator_who_decides_on_its_words_reads_that_an_experience_keeps_them_public(
    client: CheckedClient, sign_in: SignIn, told: Told, which: str
) -> None:
    publish(told)
    post = getattr(told, which)
    case = a_flag(post)
    sign_in(client, a_moderator())
    for address in (f"/en/moderation/cases/{case}", f"/en/posts/{post}/hide"):
        page = client.get(address)
        assert says_so(page, told), address
        assert "Published · version 1" in page.text
    page = client.send(
        client.get(f"/en/posts/{post}/hide").form("/hide").fill(rule="respect", sentence="No.")
    )
    assert says_so(client.get(f"/en/moderation/decisions/{case}"), told)


def test_nothing_is_said_of_what_is_not_public(
    client: CheckedClient, sign_in: SignIn, told: Told
) -> None:
    case, other = a_flag(told.answer), a_flag(a_reply(told.question))
    sign_in(client, a_moderator())
    assert not says_so(client.get(f"/en/moderation/cases/{case}"), told), "still a draft"
    publish(told)
    assert says_so(client.get(f"/en/moderation/cases/{case}"), told)
    assert not says_so(client.get(f"/en/moderation/cases/{other}"), told), "other words"
    library.withdraw(a_moderator(), told.experience.id, reason="Names hurt.")
    assert not says_so(client.get(f"/en/moderation/cases/{case}"), told)


def test_hiding_leaves_the_experience_and_its_moderator_withdraws_it(
    client: CheckedClient, sign_in: SignIn, told: Told
) -> None:
    publish(told)
    moderator = a_moderator()
    hide(told.answer, moderator)
    assert the_experience(told.experience.id).state == "published"
    sign_in(client, moderator)
    page = client.get(f"/en{WITHDRAWAL.format(told.experience.number)}")
    client.send(page.form("/withdraw").fill(reason="It names a person."))
    assert the_experience(told.experience.id).state == "withdrawn"


def test_the_author_reads_it_without_the_way_to_withdraw(
    client: CheckedClient, sign_in: SignIn, told: Told
) -> None:
    publish(told)
    case = hide(told.question, a_moderator())
    sign_in(client, told.asker)
    page = client.get(f"/en/moderation/decisions/{case}")
    assert SAID in page.text
    assert "Withdraw it" not in page.text


@pytest.mark.parametrize("which", ["question", "answer"])
def test_an_experience_names_and_quotes_no_more_of_its_thread_than_may_be_read(
    client: CheckedClient, told: Told, which: str
) -> None:
    publish(told)
    address = f"/en/experiences/ALTER-XP-{told.experience.number:04d}"
    page = client.get(address, follow=True)
    assert "Question, with the accepted answer" in page.text
    hide(getattr(told, which), a_moderator())
    page = client.get(address, follow=True)
    assert "Question, with the accepted answer" not in page.text
    assert "Three villages together." not in page.text
    named = [link.href for link in page.links if "/threads/" in link.href]
    assert len(named) == (0 if which == "question" else 1)
    assert all(client.get(one).status == 200 for one in named)


def hide(post: int, moderator: Actor) -> int:
    return actions.hide_with_reason(
        moderator, post, post_version=1, rule="respect", sentence="No.", lang="en"
    )

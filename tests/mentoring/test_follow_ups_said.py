"""An asker says what came of an answer, on a page that a mail leads to and by one click."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from exchange.forum import actions as forum
from exchange.forum.moving import Seen
from exchange.kernel.clock import now
from exchange.kernel.rulings import NotAllowed, NotFound, Stale
from exchange.mentoring.actions.answering import Said, say_outcome
from exchange.mentoring.actions.asking_what_came import ask_what_came_of_it
from exchange.people.actor import Actor
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_thread,
    an_admin,
    an_editor,
)
from tests.mentoring.following import ItIs, an_answer, asked, fall_due, rows_of, said
from tests.notifications.post_office import change, filed, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
LIST = "/en/follow-ups"
WORDS = "The office of the municipality has paid since May."


def test_one_click_of_the_mail_and_one_on_the_page(
    app: Flask, client: CheckedClient, sign_in: SignIn, folder: Path
) -> None:
    asker, mentor = a_person(), a_mentor()
    thread, _answer = an_answer(asker, mentor)
    made = asked(thread)
    work()
    text = words_of(folder)
    links = re.findall(r"- (.+): http://localhost(/follow-ups/\d+\?outcome=\w+)", text)
    assert [words for words, _link in links] == ["Worked", "Partly", "No", "Too early"]
    sign_in(client, asker)
    page = client.get(dict(links)["Partly"], follow=True)
    assert page.path == f"/en/follow-ups/{made}"
    assert page.one("input[name=outcome][checked]")["value"] == "partly"
    assert "The municipality pays." in page.text
    assert rows_of(thread)["month"].outcome == ""  # nothing is changed by looking
    page = client.submit(page, f"/follow-ups/{made}")
    assert page.path.startswith(f"/en/threads/{thread.id}-")
    assert "Worked in part, says the asker after 30 days" in page.text
    work()
    assert kinds_of(mentor.id)[-1] == "outcome_told"


def test_the_mail_to_accept_leads_to_the_thread(
    app: Flask, client: CheckedClient, sign_in: SignIn, folder: Path
) -> None:
    asker = a_person()
    thread = a_thread(asker)
    a_reply(thread)
    fall_due(thread, "accept")
    work()
    text = words_of(folder)
    assert "please accept it" in text
    assert "outcome=" not in text
    assert f"http://localhost/threads/{thread.id}\n" in text
    sign_in(client, asker)
    page = client.get(f"/threads/{thread.id}", follow=True)
    assert page.form("/accept")


def test_a_link_with_any_other_word_chooses_nothing(client: CheckedClient, sign_in: SignIn) -> None:
    asker = a_person()
    made = asked(an_answer(asker)[0])
    sign_in(client, asker)
    page = client.get(f"{LIST}/{made}?outcome=splendid")
    assert not page.all("input[name=outcome][checked]")
    page = client.send(page.form(f"/{made}").fill(sentence=WORDS))
    assert page.status == 422
    assert "Please choose one of the list." in page.text
    assert WORDS in page.body


def test_the_list_shows_what_waits_and_what_was_said(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    sign_in(client, asker)
    assert "Nothing waits for your word" in client.get(LIST).text
    quiet, (thread, _answer) = a_thread(asker, title="Who mends the road?"), an_answer(asker)
    a_reply(quiet)
    fall_due(quiet, "accept")
    made = asked(thread)
    page = client.get(LIST)
    assert page.link("Who mends the road?").startswith(f"/en/threads/{quiet.id}-")
    assert page.link("Who pays the animator?") == f"{LIST}/{made}"
    say_outcome(asker, made, version=1, said=Said("no"))
    page = client.get(LIST)
    assert "What you said" in page.text
    assert page.link("Who pays the animator?") == f"{LIST}/{made}"


def test_of_one_thread_the_newest_question_waits(client: CheckedClient, sign_in: SignIn) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    asked(thread)
    later = asked(thread, "quarter")
    sign_in(client, asker)
    assert client.get(LIST).link("Who pays the animator?") == f"{LIST}/{later}"


def test_it_can_be_changed_and_an_old_page_overwrites_nothing(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    made = asked(an_answer(asker)[0])
    sign_in(client, asker)
    old = client.get(f"{LIST}/{made}").form(f"/{made}").fill(outcome="worked", sentence=WORDS)
    say_outcome(asker, made, version=1, said=Said("no", "It rained.", "en"))
    page = client.send(old)
    assert page.status == 409
    assert "It rained." in page.text
    assert page.one("textarea[name=sentence]").text.strip() == WORDS
    page = client.submit(page, f"/{made}")
    assert "Worked, says the asker" in page.text
    assert WORDS in page.text
    with pytest.raises(Stale):
        say_outcome(asker, made, version=2, said=Said("no"))


def test_signed_out_meanwhile_keeps_what_was_typed(client: CheckedClient, sign_in: SignIn) -> None:
    asker = a_person()
    made = asked(an_answer(asker)[0])
    sign_in(client, asker)
    form = client.get(f"{LIST}/{made}?outcome=worked").form(f"/{made}").fill(sentence=WORDS)
    client.flask.delete_cookie("session")
    page = client.send(form)
    assert WORDS in page.body
    assert page.one("input[type=password]")


def test_a_guest_who_opens_the_link_signs_in_first(client: CheckedClient) -> None:
    made = asked(an_answer()[0])
    page = client.get(f"{LIST}/{made}?outcome=worked", follow=True)
    assert page.one("input[type=password]")
    assert "outcome=worked" in page.body


def test_twice_is_once(client: CheckedClient, sign_in: SignIn, folder: Path) -> None:
    asker, mentor = a_person(), a_mentor()
    made = asked(an_answer(asker, mentor)[0])
    sign_in(client, asker)
    form = client.get(f"{LIST}/{made}?outcome=worked").form(f"/{made}")
    assert client.send(form).path == client.send(form).path
    work()
    assert kinds_of(mentor.id).count("outcome_told") == 1


@pytest.mark.parametrize("who", [a_person, a_mentor, a_moderator, an_admin, an_editor])
def test_to_others_it_is_not_there(
    client: CheckedClient, sign_in: SignIn, who: Callable[[], Actor]
) -> None:
    made, other = asked(an_answer()[0]), who()
    sign_in(client, other)
    assert client.get(f"{LIST}/{made}").status == 404
    with pytest.raises(NotFound):
        say_outcome(other, made, version=1, said=Said("worked"))


def test_what_was_not_asked_yet_is_not_there(client: CheckedClient, sign_in: SignIn) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    sign_in(client, asker)
    early = rows_of(thread)["month"].id
    assert client.get(f"{LIST}/{early}").status == 404
    with pytest.raises(NotFound):
        say_outcome(asker, early, version=1, said=Said("worked"))


def test_a_suspended_asker_reads_the_list_and_says_nothing(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    made = asked(an_answer(asker)[0])
    change(asker.id, suspended_at=now())
    sign_in(client, asker)
    assert "Who pays the animator?" in client.get(LIST).text
    assert client.get(f"{LIST}/{made}").status == 403
    with pytest.raises(NotAllowed):
        say_outcome(asker, made, version=1, said=Said("worked"))


def test_of_what_is_not_the_accepted_answer_any_more_nothing_is_said(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    thread, answer = an_answer(asker)
    made = asked(thread)
    sign_in(client, asker)
    forum.hide_post(a_moderator(), answer)
    page = client.get(f"{LIST}/{made}")
    assert "This is not the accepted answer any more." in page.text
    assert "The municipality pays." not in page.text
    assert "Who pays" not in client.get(LIST).text
    with pytest.raises(NotAllowed, match="not the accepted answer"):
        say_outcome(asker, made, version=1, said=Said("worked"))


def test_of_what_is_a_discussion_by_now_nobody_waits_for_a_word(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    thread = a_thread(asker)
    a_reply(thread)
    fall_due(thread, "accept")
    sign_in(client, asker)
    assert "Who pays" in client.get(LIST).text
    forum.change_kind(a_moderator(), Seen(thread.id, thread.edit_version))
    assert "Who pays" not in client.get(LIST).text


def test_the_link_of_a_mail_about_an_answer_that_another_replaced_leads_to_what_waits(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    made = asked(thread)
    sign_in(client, asker)
    form = client.get(f"{LIST}/{made}?outcome=worked").form(f"/{made}").fill(sentence=WORDS)
    forum.accept_answer(asker, a_reply(thread, a_mentor()))
    page = client.get(f"/follow-ups/{made}?outcome=worked", follow=True)
    assert page.path == LIST
    assert "This is not the accepted answer any more." in page.text
    page = client.send(form)
    assert page.status == 403
    assert "This is not the accepted answer any more." in page.text
    assert WORDS in page.body
    assert page.link("What came of the answers") == LIST
    assert rows_of(thread)["month"].outcome == ""
    for other in (a_person(), a_mentor(), a_moderator()):
        sign_in(client, other)
        assert client.get(f"{LIST}/{made}").status == 404
    sign_in(client, asker)
    asked(thread)
    assert client.get(f"{LIST}/{made}").form(f"/{made}")


# ---- what is told


def words_of(folder: Path) -> str:
    """What the last mail says."""
    return text_of(filed(folder)[-1]).replace("\r\n", "\n")


def test_whoever_wrote_it_reads_the_outcome_and_the_sentence(app: Flask, folder: Path) -> None:
    asker, mentor = a_person("Asta Asker"), a_mentor()
    thread, _answer = an_answer(asker, mentor)
    made = asked(thread)
    say_outcome(asker, made, version=1, said=Said("partly", "Zagorje je platilo.", "hr"))
    work()
    assert "what came of your answer: Who pays" in filed(folder)[-1]["Subject"]
    text = words_of(folder)
    assert "It worked in part." in text
    assert "Written by Asta Asker (Hrvatski)" in text
    assert "> Zagorje je platilo." in text
    sent = len(filed(folder))
    say_outcome(asker, made, version=2, said=Said("partly", "It paid.", "en"))
    work()
    assert len(filed(folder)) == sent  # other words of the same
    say_outcome(asker, made, version=3, said=Said("no"))
    work()
    assert "It did not work." in words_of(folder)


def test_what_was_taken_back_waits_for_nobody(
    app: Flask, client: CheckedClient, sign_in: SignIn, folder: Path
) -> None:
    asker, mentor = a_person(), a_mentor()
    thread, _answer = an_answer(asker, mentor)
    made = asked(thread)
    work()
    sign_in(client, asker)
    page = client.get("/en/notifications")
    assert page.link("Please say what came of the answers") == LIST
    assert asker.name not in page.one("ul.rows").text
    say_outcome(asker, made, version=1, said=Said("worked"))
    work()
    assert "Please say what came" not in client.get("/en/notifications").text
    sign_in(client, mentor)
    assert "what came of your answer" in client.get("/en/notifications").text
    say_outcome(asker, made, version=2, said=Said("no"))
    assert "what came of your answer" not in client.get("/en/notifications").text


def test_whoever_accepted_their_own_answer_is_asked_and_not_told(app: Flask, folder: Path) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker, asker)
    said(asker, thread)
    work()
    assert "outcome_told" not in kinds_of(asker.id)


def test_a_mail_that_was_said_before_it_is_built_is_not_sent(app: Flask, folder: Path) -> None:
    asker = a_person()
    thread, _answer = an_answer(asker)
    made = asked(thread)
    say_outcome(asker, made, version=1, said=Said("worked"))
    work()
    assert not [mail for mail in filed(folder) if "Please say" in mail["Subject"]]


# ---- a mentor accepts in the place of an asker who is silent


def test_after_fourteen_silent_days_a_mentor_is_offered_to_accept_and_may(
    client: CheckedClient, sign_in: SignIn, it_is: ItIs
) -> None:
    begin = now()
    asker, mentor = a_person(), a_mentor()
    thread = a_thread(asker)
    a_reply(thread, a_person(), body="The municipality pays.")
    path = f"/en/threads/{thread.id}"
    sign_in(client, mentor)
    it_is(begin + timedelta(days=13))
    assert "Accept as the answer" not in client.get(path, follow=True).text
    it_is(begin + timedelta(days=14, minutes=1))
    page = client.get(path, follow=True)
    assert "Accept as the answer" in page.text
    page = client.submit(page, "/accept")
    assert "The answer is accepted" in page.text
    assert rows_of(thread)["month"].due_at == now() + timedelta(days=30)
    it_is(begin + timedelta(days=45))
    ask_what_came_of_it()
    assert rows_of(thread)["month"].asked_at

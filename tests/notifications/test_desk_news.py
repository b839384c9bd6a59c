"""One mail tells a person of all that fell due; what a mentor needs is quoted to an asker."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from exchange.forum import actions as forum
from exchange.mentoring.actions.needing_more import ask_more, tell_more
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.actions.taking import take_question
from exchange.people.actor import Actor
from exchange.people.queries import get_actor
from tests.factories import (
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_room,
    an_organisation,
    opening_of,
)
from tests.mentoring.clocks import MONDAY, a_question, question_of
from tests.notifications.post_office import change, filed, html_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
ItIs = Callable[[datetime], None]
SUBJECT = "This is due on your desk"


def to(folder: Path, subject: str) -> list[str]:
    work()
    mails = [one for one in filed(folder) if str(one["Subject"]).startswith(subject)]
    return [text_of(mail).replace("\r\n", "\n") for mail in mails]


def test_a_mail_lists_what_is_due_with_titles_and_links(folder: Path, it_is: ItIs) -> None:
    it_is(MONDAY)
    mentor = a_mentor(timezone="Europe/Riga")
    first = a_question(days=2, mentor=mentor, title="Who pays first?")
    second = a_question(days=3, mentor=mentor, title="Ko darīt tālāk?", lang="lv")
    work()
    it_is(MONDAY + timedelta(days=4))
    strike_due()
    [text] = to(folder, SUBJECT)
    said = "The day that was promised has passed. Answer due: "
    assert (
        f"{said}Wednesday, 4 March 2026\nWho pays first?\nhttp://localhost/threads/{first.id}"
        in text
    )
    assert (
        f"{said}Thursday, 5 March 2026\nKo darīt tālāk?\nhttp://localhost/threads/{second.id}"
        in text
    )
    assert text.index("Who pays first?") < text.index("Ko darīt tālāk?")
    assert "Go to your desk:\nhttp://localhost/desk" in text
    [mail] = [one for one in filed(folder) if str(one["Subject"]) == SUBJECT]
    assert mail["Content-Language"] == "en, lv"
    assert '" lang="lv"' in html_of(mail)


def test_who_took_it_late_reads_until_when_they_have_it(folder: Path, it_is: ItIs) -> None:
    it_is(MONDAY)
    thread = a_question(days=2)
    it_is(MONDAY + timedelta(days=10))
    strike_due()
    mentor = a_mentor()
    take_question(mentor, thread.id)
    it_is(MONDAY + timedelta(days=11))
    strike_due()
    [text] = to(folder, SUBJECT)
    assert "Your answer is due soon. Answer due: Monday, 16 March 2026" in text
    ask_more(mentor, thread.id, sentence="How many are you?", lang="en")
    tell_more(get_actor(thread.author_id), thread.id)
    it_is(MONDAY + timedelta(days=11, hours=1))
    strike_due()
    [_, text] = to(folder, SUBJECT)
    assert "The clock goes on. Answer due: Monday, 16 March 2026" in text


def test_what_holds_no_more_is_left_out_and_nothing_is_no_mail(folder: Path, it_is: ItIs) -> None:
    it_is(MONDAY)
    mentor, other = a_mentor(), a_mentor()
    hidden, answered, stopped = (a_question(days=1, mentor=mentor) for _ in range(3))
    alone = a_question(days=1, mentor=other)
    it_is(MONDAY + timedelta(days=2))
    strike_due()
    forum.hide_post(a_moderator(), opening_of(hidden))
    a_reply(answered, mentor)
    ask_more(mentor, stopped.id, sentence="Which call do you mean?", lang="en")
    forum.hide_post(a_moderator(), opening_of(alone))
    assert to(folder, SUBJECT) == []


def test_whoever_may_not_enter_any_more_is_told_nothing(folder: Path, it_is: ItIs) -> None:
    it_is(MONDAY)
    ours = an_organisation()
    mentor = a_mentor(organisation=ours)
    room = a_room(ours)
    a_question(a_person(organisation=ours), category=room, mentor=mentor)
    question = a_question(days=1, mentor=mentor)
    it_is(MONDAY + timedelta(days=2))
    strike_due()
    change(mentor.id, is_mentor=False)
    assert len(to(folder, SUBJECT)) == 1, "the open category can be read still"
    assert question_of(question).next_at is not None


def test_on_pages_it_is_one_line_that_leads_to_the_desk(
    client: CheckedClient, sign_in: SignIn, it_is: ItIs
) -> None:
    it_is(MONDAY)
    mentor = a_mentor("Mara Mentor")
    threads = [a_question(days=1, mentor=mentor) for _ in range(2)]
    it_is(MONDAY + timedelta(days=2))
    strike_due()
    work()
    sign_in(client, mentor)
    page = client.get("/en/notifications")
    assert page.link(SUBJECT) == "/en/desk"
    for thread in threads:
        a_reply(thread, mentor)
    assert SUBJECT not in client.get("/en/notifications").text


def test_an_asker_reads_what_is_needed_in_the_mail_and_in_the_list_while_it_is(
    client: CheckedClient, sign_in: SignIn, folder: Path
) -> None:
    asker, mentor = a_person(), a_mentor("Mara Mentor")
    thread = a_question(asker, mentor=mentor)
    ask_more(mentor, thread.id, sentence="Kuru konkursu jūs domājat?", lang="lv")
    [text] = to(folder, "A mentor needs more from you")
    assert "> Kuru konkursu jūs domājat?" in text
    assert "Written by Mara Mentor (Latviešu):" in text
    assert f"http://localhost/threads/{thread.id}" in text
    sign_in(client, asker)
    page = client.get("/en/notifications")
    link = page.link(f"Post {opening_of(thread)}, A mentor needs more from you: {thread.title}")
    assert "Kuru konkursu" in client.get(link, follow=True).text
    tell_more(asker, thread.id)
    assert "A mentor needs more" not in client.get("/en/notifications").text
    ask_more(mentor, thread.id, sentence="And which year, please?", lang="en")
    tell_more(asker, thread.id)
    assert len(to(folder, "A mentor needs more from you")) == 1, "said before the mail was built"

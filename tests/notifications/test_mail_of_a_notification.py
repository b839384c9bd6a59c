from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update

from exchange.forum import actions as forum
from exchange.kernel.clock import now
from exchange.kernel.db import db, transaction
from exchange.kernel.outbox import deliver_due
from exchange.notifications import actions
from exchange.notifications.kinds import KINDS, SENTENCES
from exchange.notifications.mail import Mail, header_line, message_of
from exchange.notifications.models import Notification
from exchange.text.languages import LANGUAGES
from exchange.text.wording import gettext, use_language
from tests.databases import SENTENCE
from tests.factories import a_mentor, a_moderator, a_person, a_reply, a_thread, opening_of
from tests.notifications.post_office import (
    change,
    deliveries,
    filed,
    html_of,
    parsed,
    text_of,
    work,
)

SMUGGLED = "Fees\r\nBcc: all@example.org\u2028=?utf-8?q?x=0ABcc:_all@example.org?="
HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
    *("List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"),
}


def test_a_reply_comes_by_mail_with_its_words_and_the_way_to_it(app: Flask, folder: Path) -> None:
    asker = a_person("Anna", email="anna@example.org")
    reply = a_reply(a_thread(asker), a_person("Berta"), body="Ask the **municipality**.")
    work()
    [mail] = filed(folder)
    assert mail["To"] == "Anna <anna@example.org>"
    assert mail["Subject"] == "New reply to your question: Who pays the animator?"
    assert mail["Auto-Submitted"] == "auto-generated"
    for said in (text_of(mail), html_of(mail)):
        assert "Berta" in said
        assert f"http://localhost/posts/{reply}" in said
        assert SENTENCE in said
    assert "Ask the **municipality**." in text_of(mail)
    assert "Ask the <strong>municipality</strong>." in html_of(mail)


def test_the_address_of_one_click_travels_in_plain_letters(app: Flask, folder: Path) -> None:
    """Mail programs decode no encoded words there: whoever wants no more mails would get them."""
    a_reply(a_thread(a_person()))
    work()
    [file] = (folder / "mail").iterdir()
    [line] = [one for one in file.read_bytes().split(b"\r\n") if b"List-Unsubscribe:" in one]
    assert line.startswith(b"List-Unsubscribe: <http://localhost/mail/unsubscribe/")
    assert line.endswith(b">")


def test_a_long_post_is_cut_as_plain_words(app: Flask, folder: Path) -> None:
    a_reply(a_thread(a_person()), body="One **village** after another. " * 200)
    work()
    [mail] = filed(folder)
    assert "One **village** after another." in html_of(mail)
    assert "…</blockquote>" in html_of(mail)


def test_a_long_subject_keeps_each_space_where_its_lines_are_folded(
    app: Flask, folder: Path
) -> None:
    title = (
        "Köyümüzdeki kadınlar için küçük bir üretim atölyesi kurmak istiyoruz: hangi belgeleri, "
        "hangi sırayla almalıyız ve ilk yıl masraflarını kim karşılar diye düşünürken nereden "
        "başlamalıyız?"
    )
    thread = a_thread(a_person(language="mk"), title=title, lang="tr")
    a_reply(thread)
    work()
    [mail] = filed(folder)
    assert mail["Subject"].endswith(title)
    [file] = (folder / "mail").iterdir()
    assert file.read_bytes().isascii()


def test_the_mail_speaks_its_readers_language_and_names_that_of_the_words(
    app: Flask, folder: Path
) -> None:
    asker = a_person(language="sr-latn")
    thread = a_thread(asker, lang="sr", title="Ко плаћа аниматора?")
    forum.post_reply(a_person(), opening_of(thread), body="Belediye öder.", lang="tr")
    work()
    [mail] = filed(folder)
    assert mail["Content-Language"] == "sr-Latn, sr-Cyrl, tr"
    assert '<html lang="sr-Latn">' in html_of(mail)
    assert '<strong lang="sr-Cyrl">Ко плаћа аниматора?</strong>' in html_of(mail)
    assert '<blockquote lang="tr"' in html_of(mail)
    assert "(Türkçe):" in text_of(mail)
    with use_language("sr-latn"):
        assert mail["Subject"].startswith(gettext("New reply to your question"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
def test_a_subject_is_one_line_in_every_language(language: str, kind: str) -> None:
    with use_language(language):
        said = str(SENTENCES[kind])
    assert header_line(said) == said


def test_no_header_can_be_smuggled_in(app: Flask, folder: Path) -> None:
    asker = a_person("Eve\r\nBcc: all@example.org =?utf-8?q?=0ABcc:_all@example.org?=")
    a_reply(a_thread(asker, title=SMUGGLED))
    work()
    [file] = (folder / "mail").iterdir()
    mail = parsed(file.read_bytes())
    assert mail["Bcc"] is None
    assert set(mail.keys()) == HEADERS
    assert len(mail.keys()) == len(HEADERS)
    assert "all@example.org" in mail["Subject"], "as words it is harmless"


def test_a_header_holds_nothing_that_cannot_be_seen() -> None:
    assert header_line("a\x00b\x1bc\u2028d\ufeffe\x85f\tg") == "a b c d e f g"


def test_a_header_that_we_add_is_one_line_too(app: Flask) -> None:
    mail = Mail("k", "a@example.org", "A", "S", "t", "<p>t</p>", ("en",), now())
    evil = replace(mail, headers={"List-Unsubscribe": "<x>\r\nBcc: all@example.org"})
    assert message_of(evil, app.extensions["settings"])["Bcc"] is None


def test_what_people_wrote_is_not_html_in_a_mail(app: Flask, folder: Path) -> None:
    asker = a_person("<b>Anna</b>")
    thread = a_thread(asker, title="<script>alert(1)</script> & more")
    a_reply(thread, a_person("<img src=x>"), body="<img src=x onerror=alert(1)>")
    work()
    [mail] = filed(folder)
    assert "<img" not in html_of(mail)
    assert "<script" not in html_of(mail)
    assert "&lt;script&gt;" in html_of(mail)


def test_all_links_of_a_mail_lead_to_this_site(app: Flask, folder: Path) -> None:
    a_reply(a_thread(a_person()), body="[Click](https://elsewhere.example) http://other.example")
    work()
    [mail] = filed(folder)
    links = [piece.split('"')[0] for piece in html_of(mail).split('href="')[1:]]
    assert len(links) == 3
    assert all(link == "http://localhost" or link.startswith("http://localhost/") for link in links)


def test_a_sample_is_marked(app: Flask, folder: Path) -> None:
    asker = a_person()
    thread = a_thread(asker)
    with transaction(None):
        db.session.execute(
            update(type(thread)).where(type(thread).id == thread.id).values(is_sample=True)
        )
    a_reply(thread)
    work()
    [mail] = filed(folder)
    assert "[sample] Who pays the animator?" in text_of(mail)


@pytest.mark.parametrize("hiding", ["reply", "thread", "taken back"])
def test_what_was_hidden_meanwhile_is_not_mailed(app: Flask, folder: Path, hiding: str) -> None:
    thread, author = a_thread(a_person()), a_person()
    reply = a_reply(thread, author)
    if hiding == "taken back":
        forum.delete_post(author, reply)
    else:
        forum.hide_post(a_moderator(), reply if hiding == "reply" else opening_of(thread))
    work()
    assert filed(folder) == []
    assert deliveries() == 0


def test_an_acceptance_that_was_taken_back_is_not_mailed(app: Flask, folder: Path) -> None:
    asker, helper = a_person(), a_person()
    thread = a_thread(asker)
    forum.accept_answer(asker, a_reply(thread, helper))
    forum.withdraw_acceptance(asker, thread.id)
    work()
    assert [mail["Subject"] for mail in filed(folder)] == [
        "New reply to your question: Who pays the animator?"
    ]


def test_a_question_that_was_answered_meanwhile_waits_for_no_mentor(
    app: Flask, folder: Path
) -> None:
    a_mentor(email="late@example.org")
    thread = a_thread()
    deliver_due()
    a_reply(thread, a_mentor(reads=["tr"]))
    work()
    told = [mail["To"].addresses[0].addr_spec for mail in filed(folder)]
    assert len(told) == 1, "the asker hears of the answer"
    assert "late@example.org" not in told


def test_a_question_waits_no_more_for_one_who_is_a_mentor_no_more(app: Flask, folder: Path) -> None:
    mentor = a_mentor()
    a_thread(a_person())
    deliver_due()  # the mentor is told, the mail is still to come
    change(mentor.id, is_mentor=False)
    work()
    assert filed(folder) == []


def test_a_mentor_is_mailed_the_question(app: Flask, folder: Path) -> None:
    a_mentor("Berta", email="berta@example.org")
    thread = a_thread(a_person("Anna"), body="We have a budget for one year.")
    work()
    [mail] = filed(folder)
    assert mail["To"].addresses[0].addr_spec == "berta@example.org"
    assert mail["Subject"] == "A question waits for a mentor: Who pays the animator?"
    assert "We have a budget for one year." in text_of(mail)
    assert f"http://localhost/posts/{opening_of(thread)}" in text_of(mail)


@pytest.mark.parametrize("state", [{"suspended_at": now()}, {"confirmed_at": None}])
def test_suspended_and_unconfirmed_people_get_no_mail(
    app: Flask, folder: Path, state: dict[str, object]
) -> None:
    asker = a_person()
    a_reply(a_thread(asker))
    change(asker.id, **state)
    work()
    assert filed(folder) == []


def test_what_is_switched_off_is_not_mailed_and_still_waits(app: Flask, folder: Path) -> None:
    asker = a_person()
    actions.switch_off(asker.id, "reply_to_question")
    a_reply(a_thread(asker))
    work()
    assert filed(folder) == []
    with transaction(None):
        assert db.session.scalar(select(Notification.mailed_at)) is None
        assert db.session.scalar(select(Notification.id)) is not None


def test_what_was_seen_meanwhile_is_not_mailed(app: Flask, folder: Path) -> None:
    person = a_person()
    reply = a_reply(a_thread(person))
    actions.notify([person.id], "reply_to_question", ("post", reply), "replied")
    actions.mark_all_seen(person, 2**40)
    work()
    assert filed(folder) == []


def test_one_mail_is_whole_and_for_its_owners_eyes(app: Flask, folder: Path) -> None:
    a_reply(a_thread(a_person()))
    work()
    [file] = (folder / "mail").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.name.startswith("notification-")


def test_a_long_post_is_cut_in_the_mail(app: Flask, folder: Path) -> None:
    a_reply(a_thread(a_person()), body="word " * 3000)
    work()
    [mail] = filed(folder)
    assert 4_000 < len(text_of(mail)) < 6_000
    assert "word …" in text_of(mail)

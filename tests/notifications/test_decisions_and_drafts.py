from collections.abc import Callable
from pathlib import Path

from flask import Flask

from exchange.kernel.submissions import new_submission_id
from exchange.library import actions as library
from exchange.moderation import actions as moderation
from exchange.moderation.actions import Why
from exchange.moderation.queries import selection
from exchange.moderation.selecting import Deed
from exchange.people.actor import Actor
from tests.factories import (
    MARKS,
    a_draft,
    a_full_content,
    a_mentor,
    a_moderator,
    a_person,
    a_reply,
    a_submitted,
    a_thread,
    an_editor,
    an_organisation,
    opening_of,
)
from tests.notifications.post_office import filed, html_of, kinds_of, text_of, work
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]


def hide(post_id: int, moderator: Actor | None = None) -> int:
    return moderation.hide_with_reason(
        moderator or a_moderator("Mod Erator"),
        post_id,
        post_version=1,
        rule="respect",
        sentence="Lūdzu, bez apvainojumiem.",
        lang="lv",
    )


def test_the_author_is_told_by_which_rule_and_why_but_not_by_whom(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    author = a_person()
    case_id = hide(a_reply(a_thread(), author))
    work()
    [mail] = [mail for mail in filed(folder) if "decided" in mail["Subject"]]
    text = text_of(mail)
    assert "Your post is hidden" in text
    assert "Nobody is insulted" in text
    assert "Lūdzu, bez apvainojumiem." in text
    assert "Mod Erator" not in text + html_of(mail)
    assert f"http://localhost/moderation/decisions/{case_id}" in text
    assert '<blockquote lang="lv"' in html_of(mail)
    sign_in(client, author)
    [link] = [link for link in client.get("/en/").links if "decided" in link.name]
    assert link.href == f"/en/moderation/decisions/{case_id}"
    assert client.get(link.href).status == 200


def test_the_author_is_told_each_time_that_a_hiding_was_taken_back_and_why(
    app: Flask, folder: Path
) -> None:
    author, moderator = a_person(), a_moderator("Mod Erator")
    post = a_reply(a_thread(), author)
    for reason in ("Tas bija citāts.", "Otrreiz kļūdījāmies."):
        case_id = hide(post, moderator)
        work()
        moderation.show_again(moderator, post, reason=reason, lang="lv")
        work()
        text = text_of(filed(folder)[-1])
        assert "A moderator hid your post. It is shown again." in text
        assert reason in text
        assert "Mod Erator" not in text
        assert f"http://localhost/moderation/decisions/{case_id}" in text
    assert len(filed(folder)) == 4
    assert kinds_of(author.id) == ["decision"] * 4


def test_the_title_of_a_thread_that_others_hid_is_not_told(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    author = a_person()
    thread = a_thread(title="A title that is an insult")
    hide(a_reply(thread, author))
    hide(opening_of(thread))
    work()
    mails = [m for m in filed(folder) if m["To"].addresses[0].display_name == author.name]
    assert [mail["Subject"] for mail in mails] == ["A moderator decided on your post"]
    sign_in(client, author)
    assert "insult" not in client.get("/en/notifications").text


def test_a_verdict_comes_with_the_readers_note(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    author, reader = a_person(), a_mentor("Berta")
    draft = a_submitted(author)
    library.take(reader, draft.id)
    library.ask_for_changes(reader, draft.id, note="Kur tas notika?", lang="lv")
    work()
    [mail] = filed(folder)
    assert "Your draft was read" in mail["Subject"]
    assert "Its reader asks for changes." in text_of(mail)
    assert "Written by Berta" in text_of(mail)
    assert "Kur tas notika?" in text_of(mail)
    sign_in(client, author)
    [link] = [link for link in client.get("/en/").links if "Your draft was read" in link.name]
    assert client.get(link.href, follow=True).status == 200
    [address] = [line for line in text_of(mail).splitlines() if "/experiences/" in line]
    path = address.removeprefix("http://localhost")
    assert client.get(path, follow=True).status == 200


def test_each_mail_of_a_full_record_carries_what_its_own_reader_wrote(
    app: Flask, folder: Path
) -> None:
    author, lead = a_person(), an_organisation()
    draft = a_draft(author, a_full_content(lead=lead.code))
    library.submit(author, draft.id)
    editor, mentor = an_editor(lead, name="Edit Or"), a_mentor("Men Tor")
    for reader, note, marks in ((editor, "The figures hold.", None), (mentor, "Ready.", MARKS)):
        library.take(reader, draft.id)
        library.accept(reader, draft.id, note=note, lang="en", marks=marks)
    work()  # both are told after both were read
    first, second = [
        text_of(mail) for mail in filed(folder) if "Your draft was read" in mail["Subject"]
    ]
    assert "This reader has accepted it. Another one reads it too." in first
    assert "Written by Edit Or" in first
    assert "The figures hold." in first
    assert "It is published now." in second
    assert "Ready." in second


def test_a_draft_that_was_read_a_second_time_is_told_a_second_time(app: Flask) -> None:
    author, reader = a_person(), a_mentor()
    draft = a_submitted(author)
    for _ in range(2):
        library.take(reader, draft.id)
        library.ask_for_changes(reader, draft.id, note="Where was it?", lang="en")
        work()
        library.submit(author, draft.id)
    assert kinds_of(author.id) == ["draft_read", "draft_read"]


def test_of_several_threads_hidden_at_once_each_author_gets_one_mail_that_leads_to_all(
    app: Flask, folder: Path, client: CheckedClient, sign_in: SignIn
) -> None:
    author, other, moderator = a_person(), a_person(), a_moderator()
    threads = [a_thread(author) for _ in range(10)] + [a_thread(other)]
    chosen = [one.as_seen for one in selection(moderator, [thread.id for thread in threads])]
    why, deed = Why("It is advertising.", "en"), Deed("hide", rule="advertising")
    earlier = hide(a_reply(a_thread(title="Who mends the road?"), author), moderator)
    done = moderation.change_threads(moderator, new_submission_id(), deed, chosen, why)
    assert len(done) == len(threads)
    work()
    mails = [mail for mail in filed(folder) if "decided" in mail["Subject"]]
    assert len(mails) == 3  # with the earlier one
    sign_in(client, author)
    links = [link.href for link in client.get("/en/").links if "decided" in link.name]
    [first] = [link for link in links if not link.endswith(f"/{earlier}")]
    page = client.get(first)
    others = [link for link in page.links if link.name.startswith("Decision ")]
    assert len(others) == 9
    for link in others:
        assert client.get(link.href).status == 200
    assert "same moment" not in client.get(f"/en/moderation/decisions/{earlier}").text

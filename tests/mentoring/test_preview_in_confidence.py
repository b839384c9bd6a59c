"""Whoever writes in confidence sees how it will look before anybody reads it."""

from collections.abc import Callable
from io import BytesIO

import pytest

from exchange.files.models import File
from exchange.kernel.db import db, transaction
from exchange.mentoring.actions import consultations as actions
from exchange.mentoring.models import PrivateConsultation, PrivateDraft, PrivateNote
from exchange.people.actor import Actor
from tests.factories import LONG_AGO, a_mentor, a_mentoring_coordinator, a_person, a_tag, an_admin
from tests.files.bytes import A_PDF, a_photo
from tests.mentoring.confiding import HIDDEN, a_private_draft, an_assigned
from tests.notifications.post_office import change
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
LIST = "/en/private-consultations"
NEW = f"{LIST}/new"
TEXT = "We **quarrel** about @[Ana Petrović](person:1)."


def stored() -> tuple[int, ...]:
    with transaction(None):
        kinds = (PrivateConsultation, PrivateNote, PrivateDraft)
        return tuple(db.session.query(kind).count() for kind in kinds)


def test_a_question_is_seen_as_it_will_look_and_nothing_of_it_is_kept(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, mentor, tag = a_person(), a_mentor(), a_tag("boards", is_theme=True)
    sign_in(client, asker)
    chosen = {"tags": [tag.slug], "excluded": [str(mentor.id)], "lang": "sq"}
    form = client.get(NEW).form("/new").press("preview")
    form.fill(title="Our board has split", body=TEXT, **chosen)
    data = form.data
    data.setlist("upload", [(BytesIO(a_photo()), "minutes.jpg"), (BytesIO(A_PDF), "Plan.pdf")])
    page = client.post(form.action, data, content_type="multipart/form-data")
    assert page.status == 200
    box = page.one(".preview .prose")
    assert (box["lang"], box.text) == ("sq", "We quarrel about @Ana Petrović.")
    assert page.one(".preview strong").text == "quarrel"
    assert not page.all(".preview a"), "as those who read it see it: a name leads nowhere"
    assert stored() == (0, 0, 0)
    again = page.form("/new")
    assert again.data["title"] == "Our board has split"
    assert again.data["body"] == TEXT
    assert {name: again.data.getlist(name) for name in chosen} == chosen | {"lang": ["sq"]}
    assert len(again.data.getlist("files")) == 2
    made = client.send(again)
    assert made.status == 303
    shown = client.get(made.location)
    assert shown.one(".post .prose").text == box.text
    assert len(shown.all(".post img")) == 1


def test_an_answer_is_seen_as_it_will_look_and_nobody_else_hears_of_it(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker, mentor = a_person(), a_mentor()
    made = an_assigned(asker, mentor)
    here, before = f"{LIST}/{made}", stored()
    sign_in(client, mentor)
    form = client.get(here).form(here).fill(body=TEXT, lang="lv").press("preview")
    data = form.data
    data.setlist("upload", [(BytesIO(A_PDF), "Statutes.pdf")])
    page = client.post(form.action, data, content_type="multipart/form-data")
    assert page.status == 200
    assert page.one("#reply .preview .prose")["lang"] == "lv"
    assert page.one(".preview strong").text == "quarrel"
    assert "Statutes.pdf" in page.one("#reply").text
    assert stored() == before
    sign_in(client, asker)
    assert "quarrel about" not in client.get(here).text
    sign_in(client, mentor)
    client.send(page.form(here))
    assert client.get(here).all(".post")[-1].text.count("quarrel about")


def test_a_preview_of_what_was_begun_sends_it_from_there(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    made = an_assigned(asker)
    begun = a_private_draft(asker, made, "We have begun.")
    sign_in(client, asker)
    here = f"{LIST}/{made}"
    page = client.send(client.get(here).form(here).press("preview"))
    assert page.one(".preview .prose").text == "We have begun."
    assert page.form(here).data["draft"] == f"{begun}-1"
    client.send(page.form(here))
    assert stored() == (1, 2, 0)


@pytest.mark.parametrize("where", ["question", "answer"])
def test_what_cannot_be_sent_is_not_previewed_and_comes_back(
    client: CheckedClient, sign_in: SignIn, where: str
) -> None:
    asker = a_person()
    path = NEW if where == "question" else f"{LIST}/{an_assigned(asker)}"
    sign_in(client, asker)
    for body in ("", "We quarrel. " * 3_000):
        page = client.send(client.get(path).form(path).fill(body=body).press("preview"))
        assert page.status == 422
        assert not page.all(".preview")
        assert page.form(path).data["body"].split() == body.split()


@pytest.mark.parametrize("how", ["taken off", "excluded", "stranger", "admin", "suspended"])
def test_whoever_does_not_read_it_previews_nothing_there(
    client: CheckedClient, sign_in: SignIn, how: str
) -> None:
    asker, mentor, by = a_person(), a_mentor(), a_mentoring_coordinator()
    excluded = a_mentoring_coordinator()
    made = an_assigned(asker, mentor, by=by, excluded=[excluded.id])
    here = f"{LIST}/{made}"
    sign_in(client, mentor)
    form = client.get(here).form(here).fill(body="Vote **anew**.").press("preview")
    if how == "taken off":
        actions.take_mentor_off(by, made, mentor.id)
    elif how == "suspended":
        change(mentor.id, suspended_at=LONG_AGO)
    else:
        others = {"excluded": excluded, "admin": an_admin()}
        sign_in(client, others.get(how) or a_mentor())
    page = client.send(form)
    assert page.status == 404
    assert not page.all(".preview")
    assert HIDDEN not in page.body


def test_nothing_is_previewed_where_it_has_ended_or_by_whoever_may_not_write(
    client: CheckedClient, sign_in: SignIn
) -> None:
    asker = a_person()
    made = an_assigned(asker)
    here = f"{LIST}/{made}"
    sign_in(client, asker)
    forms = [client.get(path).form(path).fill(body="We vote.") for path in (here, NEW)]
    actions.end_consultation(asker, made)
    page = client.send(forms[0].press("preview"))
    assert (page.status, page.all(".preview")) == (403, [])
    assert "We vote." in page.body
    change(asker.id, suspended_at=LONG_AGO)
    page = client.send(forms[1].press("preview"))
    assert (page.status, page.all(".preview")) == (403, [])
    assert "We vote." in page.body


def test_a_guest_who_was_signed_out_meanwhile_has_what_was_typed(
    client: CheckedClient, sign_in: SignIn
) -> None:
    sign_in(client, a_person())
    form = client.get(NEW).form("/new").fill(body="We vote.").press("preview")
    client.flask.delete_cookie("session")
    page = client.send(form)
    assert page.status == 401
    assert "We vote." in page.body
    with transaction(None):
        assert db.session.query(File).count() == 0

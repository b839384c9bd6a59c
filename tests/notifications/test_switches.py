from collections.abc import Callable

from exchange.kernel.clock import now
from exchange.notifications.queries import kinds_switched_off
from exchange.people.actor import Actor
from tests.factories import a_mentor, a_person
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
PAGE = "/en/settings/mail"


def ticked(client: CheckedClient) -> list[str]:
    return [box["value"] for box in client.get(PAGE).all("input[name=wanted]") if "checked" in box]


def test_all_mails_are_on_until_somebody_switches_one_off(
    client: CheckedClient, sign_in: SignIn
) -> None:
    person = a_person()
    sign_in(client, person)
    everything = ticked(client)
    assert "waiting_for_mentor" not in everything
    assert len(everything) == 27
    page = client.submit(PAGE, PAGE, wanted=everything[1:])
    assert "Saved" in page.text
    assert ticked(client) == everything[1:]
    assert kinds_switched_off(person.id) == {everything[0]}
    client.submit(PAGE, PAGE, wanted=everything)
    assert kinds_switched_off(person.id) == set()


def test_mentors_also_switch_the_questions_and_the_drafts_that_wait(
    client: CheckedClient, sign_in: SignIn
) -> None:
    mentor = a_mentor()
    sign_in(client, mentor)
    client.submit(PAGE, PAGE, wanted=[])
    assert len(kinds_switched_off(mentor.id)) == 36


def test_a_kind_that_there_is_not_changes_nothing_and_is_said(
    client: CheckedClient, sign_in: SignIn
) -> None:
    person = a_person()
    sign_in(client, person)
    form = client.get(PAGE).form(PAGE)
    form.fields["wanted"] = ["accepted", "everything"]
    page = client.send(form)
    assert page.status == 422
    assert "Please choose from the list only." in page.text
    kept = [box["value"] for box in page.all("input[name=wanted]") if "checked" in box]
    assert kept == ["accepted"]
    assert kinds_switched_off(person.id) == set()


def test_twice_is_once_and_suspended_people_may(client: CheckedClient, sign_in: SignIn) -> None:
    person = a_person(suspended_at=now())
    sign_in(client, person)
    form = client.get(PAGE).form(PAGE).fill(wanted=[])
    assert [client.send(form).status for _ in range(2)] == [303, 303]
    assert len(kinds_switched_off(person.id)) == 27


def test_a_guest_and_a_form_without_a_token_are_refused(
    client: CheckedClient, sign_in: SignIn
) -> None:
    assert client.get(PAGE).status == 302
    assert client.post(PAGE, {"wanted": "accepted"}).status == 401
    sign_in(client, a_person())
    assert client.post(PAGE, {"wanted": "accepted"}).status == 400


def test_signed_out_meanwhile_keeps_what_was_ticked(client: CheckedClient, sign_in: SignIn) -> None:
    sign_in(client, a_person())
    form = client.get(PAGE).form(PAGE).fill(wanted=["accepted", "decision"])
    with client.flask.session_transaction() as session:
        del session["_user_id"]
    page = client.send(form)
    assert page.status == 401
    kept = [field["value"] for field in page.all("input[type=hidden]")]
    assert {"accepted", "decision"} <= set(kept)

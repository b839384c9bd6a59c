"""Before anybody has asked, written or been named, no page tells of questions and mentors."""

from collections.abc import Callable

import pytest

from exchange.people.actor import Actor
from exchange.serve import reference
from tests.factories import a_mentor, an_admin
from tests.page import CheckedClient

SignIn = Callable[[CheckedClient, Actor], None]
INVITES = {
    "/en/": "Your question would stand here at once.",
    "/en/threads": "Yours can be the first.",
    "/en/threads?state=waiting": "Yours can be the next.",
    "/en/experiences": "No experience is written down yet",
    "/en/mentors": "No mentor is named yet",
    "/en/search?q=leader": "Perhaps nobody has asked yet.",
}
UNTRUE = ("very question", "every mentor", "the mentors who know", "mails stay here")


@pytest.mark.parametrize("who", ["guest", "first admin"])
def test_each_page_invites_to_begin_and_claims_nothing(
    client: CheckedClient, sign_in: SignIn, who: str
) -> None:
    reference.load()
    if who == "first admin":
        sign_in(client, an_admin())
    for address, invitation in INVITES.items():
        page = client.get(address)
        assert invitation in page.text, address
        assert not [words for words in UNTRUE if words in page.text], address


def test_the_first_admin_finds_nothing_to_decide_and_no_mailbox(
    client: CheckedClient, sign_in: SignIn
) -> None:
    reference.load()
    sign_in(client, an_admin())
    assert "Nothing waits" in client.get("/en/moderation").text
    assert "Nobody waits" in client.get("/en/people/waiting").text
    assert client.get("/en/mailbox").status == 404


def test_what_mentors_see_is_said_once_there_is_one(client: CheckedClient) -> None:
    a_mentor()
    assert "every mentor sees what waits" in client.get("/en/mentors").text

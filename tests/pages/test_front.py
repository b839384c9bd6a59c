"""The front page says to those who may not write yet why, and where to go on."""

import pytest

from tests.factories import LONG_AGO, a_person
from tests.page import CheckedClient


@pytest.mark.parametrize(
    ("traits", "why"),
    [
        ({"confirmed_at": None, "admitted_at": None}, "Confirm your address first"),
        ({"admitted_at": None}, "You have yet to be let in"),
        ({"suspended_at": LONG_AGO}, "Your account is suspended"),
    ],
)
def test_who_may_not_write_reads_why(client: CheckedClient, sign_in, traits, why) -> None:
    sign_in(client, a_person(**traits))
    notice = client.get("/en/").one("main .notice")
    assert why in notice.text
    assert [link["href"] for link in notice.all("a")] == ["/en/settings"]
    assert not client.get("/en/").all("#ask-title")


def test_members_and_guests_are_told_nothing(client: CheckedClient, sign_in) -> None:
    for who in (None, a_person()):
        if who:
            sign_in(client, who)
        page = client.get("/en/")
        assert page.all("main .notice") == []
        assert page.all("#ask-title")

"""A question has one age, in whole days, wherever it stands: on its page, in lists, on desks and
among what is found."""

from datetime import UTC, datetime

import pytest

from exchange.search.queries import similar
from tests.factories import a_mentor, a_mentoring_coordinator, a_person, a_thread

EVENING = datetime(2026, 3, 2, 20, tzinfo=UTC)
A_MORNING = datetime(2026, 4, 11, 8, tzinfo=UTC)  # thirty-nine days later and twelve hours


@pytest.fixture
def waiting(app, it_is):
    it_is(EVENING)
    asker = a_person()
    a_mentor()
    thread = a_thread(asker, title="Who pays the animator?")
    it_is(A_MORNING)
    return asker, thread.id


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("asker", "/en/threads/{}"),
        ("asker", "/en/threads/{}/print"),
        ("asker", "/en/threads"),
        ("asker", "/en/"),
        ("asker", "/en/search?q=animator"),
        ("asker", "/en/desk"),
        ("mentor", "/en/desk"),
        ("coordinator", "/en/desk/all"),
    ],
)
def test_on_every_page_it_waits_for_as_many_days(client, sign_in, waiting, who, address):
    made = {"mentor": a_mentor, "coordinator": a_mentoring_coordinator}.get(who)
    asker, thread = waiting
    sign_in(client, made() if made else asker)
    page = client.get(address.format(thread), follow=True)
    assert "Waiting 40 days" in page.text
    assert "39 d" not in page.text


def test_what_resembles_what_somebody_writes_is_as_old(waiting):
    asker, _thread = waiting
    assert [one.days for one in similar(asker, "Who pays the animator?")] == [40]

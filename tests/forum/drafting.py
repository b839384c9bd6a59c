"""How tests begin a text and look at what was kept."""

from collections.abc import Sequence

from exchange.forum import queries
from exchange.forum.writing import Written
from exchange.kernel.db import db
from exchange.people.actor import Actor
from tests.page import CheckedClient, Page


def texts(who: Actor) -> Sequence[str]:
    """Of this person's drafts, the newest first."""
    db.session.rollback()
    return [row.source for row in queries.draft_list(who)]


def written(body: str) -> Written:
    return Written("", body, "en", {})


def quietly(client: CheckedClient, page: Page, action: str, **typed: object) -> tuple[int, str]:
    """What the script of the page sends: status and words of the answer."""
    data = page.form(action).fill(**typed).data
    data["quietly"] = "1"
    answer = client.flask.post(page.form(action).action, data=data)
    return answer.status_code, answer.text

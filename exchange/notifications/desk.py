"""What a mail says of what is due on somebody's desk."""

from collections.abc import Mapping, Sequence

from exchange.mentoring.queries.desk_news import DueLine, due_lines
from exchange.notifications.letters import LetterLine, settings
from exchange.people.actor import Actor
from exchange.text.dates import weekday
from exchange.text.wording import Lazy
from exchange.text.wording import gettext as _
from exchange.text.wording import lazy as _l

WHAT: Mapping[str, Lazy] = {
    "half_time": _l("Half of the time for your answer is over."),
    "eve": _l("Your answer is due soon."),
    "past_promise": _l("The day that was promised has passed."),
    "given_up": _l("Nobody has answered in twice the time. Please find a mentor for it."),
    "told_more": _l("The asker has told you more. The clock goes on."),
    "proposed": _l("You are asked whether you take this question."),
}


def lines_of_desk(actor: Actor, key: str) -> Sequence[LetterLine]:
    """One for each question, with the day by which an answer was promised there."""
    return [_line(one) for one in due_lines(actor, key)]


def _line(one: DueLine) -> LetterLine:
    words = str(WHAT[one.what])
    if one.days is not None and one.due_at is not None:
        words += " " + _("Answer due: %(day)s", day=weekday(one.due_at, one.zone))
    link = f"{settings().base_url}/threads/{one.thread_id}"
    return LetterLine(words, one.title, one.lang, link, one.is_sample)

"""When the clocks of questions strike, and what lets one go on."""

from datetime import UTC, datetime

from exchange.forum.events import PostEdited, ReplyPosted
from exchange.kernel.outbox import after, inside
from exchange.kernel.sweeping import hourly
from exchange.mentoring.actions.going_away import let_go_of_one_away, let_go_of_those_away
from exchange.mentoring.actions.leaving import let_go_of_those_gone
from exchange.mentoring.actions.needing_more import hear_asker
from exchange.mentoring.actions.owing import heed_what_stands
from exchange.mentoring.actions.striking import strike_due
from exchange.mentoring.events.who import DaysAwayChanged

hourly(let_go_of_those_gone)
hourly(let_go_of_those_away)  # first: who is away is reminded of nothing
hourly(heed_what_stands)
hourly(strike_due)


@inside(ReplyPosted)
def go_on_when_asker_replies(happened: ReplyPosted) -> None:
    """Whatever they say there."""
    hear_asker(happened.thread_id, happened.author_id)


@inside(PostEdited)
def go_on_when_question_is_changed(happened: PostEdited) -> None:
    """By whoever asked it."""
    hear_asker(happened.thread_id, happened.by_id, edited=happened.post_id)


@after(DaysAwayChanged, talks=True)  # each question in a transaction of its own
def let_go_of_who_says_so(happened: DaysAwayChanged) -> None:
    """That they are away by now; of days to come the worker lets go as they begin."""
    if happened.at:
        let_go_of_one_away(happened.account_id, datetime.fromtimestamp(happened.at / 1_000, UTC))

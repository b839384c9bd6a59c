"""What came of answers: what happens in the forum plans it, the worker asks each hour."""

from exchange.forum.events import (
    AcceptanceWithdrawn,
    AnswerAccepted,
    InThread,
    KindChanged,
    PostDeleted,
    PostHidden,
    PostRestored,
    PostsMoved,
    ReplyPosted,
)
from exchange.kernel.outbox import inside
from exchange.kernel.sweeping import hourly
from exchange.mentoring.actions.asking_what_came import ask_what_came_of_it
from exchange.mentoring.actions.planning import (
    drop_unasked,
    plan_nudge,
    plan_nudge_from_now,
    plan_nudge_with,
    plan_nudge_without,
    plan_outcomes,
)
from exchange.mentoring.actions.planning_late import plan_what_was_accepted_before
from exchange.mentoring.models.following import STAGES


@inside(ReplyPosted)
def plan_to_nudge(happened: ReplyPosted) -> None:
    """In a week its asker may accept one."""
    plan_nudge(happened.thread_id, happened.post_id, happened.author_id)


@inside(AnswerAccepted)
def plan_to_ask(happened: AnswerAccepted) -> None:
    """In 30 and 90 days its asker can say what came of it."""
    plan_outcomes(happened.thread_id, happened.post_id)


@inside(AcceptanceWithdrawn)
def ask_no_more_of_it(happened: AcceptanceWithdrawn) -> None:
    """It is not the answer."""
    drop_unasked(happened.thread_id, "month", "quarter")


@inside(KindChanged)
def ask_nothing(happened: KindChanged) -> None:
    """Only a question has answers."""
    if happened.kind != "question":
        drop_unasked(happened.thread_id, *STAGES)


@inside(AcceptanceWithdrawn, KindChanged, PostsMoved)
def plan_to_nudge_anew(happened: InThread) -> None:
    """Without a reply that is new, another answer may be the one."""
    plan_nudge_from_now(happened.thread_id)


@inside(PostDeleted)
def plan_to_nudge_without_it(happened: PostDeleted) -> None:
    """If it was the accepted answer, another one may be it."""
    plan_nudge_without(happened.thread_id, happened.accepted_at)


@inside(PostHidden)
def plan_to_nudge_as_it_is_seen(happened: PostHidden) -> None:
    """The same of what is hidden; what is shown again can be accepted."""
    if happened.is_hidden:
        plan_nudge_without(happened.thread_id, happened.accepted_at)
    else:
        plan_nudge_with(happened.thread_id, happened.post_id)


@inside(PostRestored)
def plan_to_nudge_with_it(happened: PostRestored) -> None:
    """It can be accepted again."""
    plan_nudge_with(happened.thread_id, happened.post_id)


hourly(plan_what_was_accepted_before)
hourly(ask_what_came_of_it)

"""What is shown of polls."""

from exchange.polls.queries.polls import (
    ChoiceRow,
    PollRow,
    ShownPoll,
    poll_of,
    poll_to_remove,
    poll_to_vote,
    thread_to_ask,
)

__all__ = [
    "ChoiceRow",
    "PollRow",
    "ShownPoll",
    "poll_of",
    "poll_to_remove",
    "poll_to_vote",
    "thread_to_ask",
]

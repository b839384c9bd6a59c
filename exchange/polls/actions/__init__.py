"""What people do with polls."""

from exchange.polls.actions.put import close_poll, open_poll, put_poll, remove_poll
from exchange.polls.actions.vote import take_back_vote, vote

__all__ = ["close_poll", "open_poll", "put_poll", "remove_poll", "take_back_vote", "vote"]

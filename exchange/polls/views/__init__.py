from exchange.polls.views import putting, voting  # noqa: F401  they add their routes
from exchange.polls.views.blueprint import polls

__all__ = ["polls"]

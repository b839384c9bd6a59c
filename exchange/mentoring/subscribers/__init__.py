"""What mentoring does when something happens elsewhere, and what the worker does for it."""

import exchange.mentoring.subscribers.following  # noqa: F401  it registers itself

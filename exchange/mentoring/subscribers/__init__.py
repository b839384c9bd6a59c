"""What mentoring does when something happens elsewhere, and what the worker does for it."""

import exchange.mentoring.subscribers.consultations  # noqa: F401  it hears by being imported

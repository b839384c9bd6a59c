"""What mentoring does when something happens elsewhere, and what the worker does for it."""

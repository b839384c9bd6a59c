"""Mails of mentoring go into a folder of the test's own."""

from tests.notifications.conftest import folder, set_up  # noqa: F401  fixtures

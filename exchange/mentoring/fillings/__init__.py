"""What mentoring puts on pages of others."""

from exchange.mentoring.fillings import who  # noqa: F401  they fill their places

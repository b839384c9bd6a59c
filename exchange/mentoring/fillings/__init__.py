"""What mentoring puts on pages of others."""

from exchange.mentoring.fillings import menu, questions  # noqa: F401  they fill by being imported

"""What mentoring puts on pages of others."""

import exchange.mentoring.fillings.following  # noqa: F401  it registers itself

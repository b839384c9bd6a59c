"""What mentoring puts on pages of others."""

import exchange.mentoring.fillings.record  # noqa: F401  it registers itself

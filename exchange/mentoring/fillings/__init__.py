"""What mentoring puts on pages of others."""

import exchange.mentoring.fillings.clock  # noqa: F401  it registers itself

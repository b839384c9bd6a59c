"""What mentoring puts on pages of others."""

import exchange.mentoring.fillings.consultations  # noqa: F401  it fills by being imported

"""What mentoring puts on pages of others."""

from exchange.mentoring.fillings import (  # noqa: F401  they fill by being imported
    clock,
    consultations,
    following,
    hours,
    menu,
    questions,
    record,
    who,
)

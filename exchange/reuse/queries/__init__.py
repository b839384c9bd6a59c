"""What is shown of reuse."""

from exchange.reuse.queries.choices import OwnOrganisation, own_organisations
from exchange.reuse.queries.matrix import Matrix, reuse_matrix
from exchange.reuse.queries.on_record import (
    OnRecord,
    Tally,
    Use,
    reuses_of,
    shown_on_record,
    tally_of,
)
from exchange.reuse.queries.page import ReusePage, ReuseRow, StepRow, last_ruling, reuse_page
from exchange.reuse.queries.records import Record, get_record

__all__ = [
    "Matrix",
    "OnRecord",
    "OwnOrganisation",
    "Record",
    "ReusePage",
    "ReuseRow",
    "StepRow",
    "Tally",
    "Use",
    "get_record",
    "last_ruling",
    "own_organisations",
    "reuse_matrix",
    "reuse_page",
    "reuses_of",
    "shown_on_record",
    "tally_of",
]

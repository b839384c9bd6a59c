"""Why a table is not taken, or a cell of it, in words for whoever sent it."""

from exchange.kernel.rulings import Refused
from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

FIELD = "table"  # where the form shows it
MOST_BYTES, MOST_ROWS, MOST_COLUMNS, MOST_CELL = 5_000_000, 500, 250, 20_000

FORMULA = _l("This cell holds a formula. Put its result in its place.")
ERROR = _l("The program that you count with shows an error in this cell.")
MONTH = _l("A month like 2017-02, please.")
YES_OR_NO = _l("Please write “yes” or “no”.")
FULL_ONLY = _l("Only a full record has this. Write “full” under kind, or leave it empty.")
UNKNOWN_COLUMN = _l("This column is not one of the template. It is not imported.")
TWICE_A_COLUMN = _l("Two columns have this name.")
NO_COLUMN = _l("This cell stands under no column name. It is not imported.")
SAME_IN_FILE = _l("Another row has the same title.")
SAME_THERE = _l("There is an experience with this title already.")
FAR_OFF = _l("This place lies far from its country/territory. Were the two figures mixed up?")
NOT_YOURS = _l("You bring in experiences of organisations that you edit for only.")
OTHER_ENCODING = _l("This row is encoded otherwise than others: save the file as CSV UTF-8.")
UNREADABLE = _l("Some signs of this row cannot be read in the alphabet that you chose.")


def assumed(encoding: str) -> Lazy:
    return _l(
        "The file is not in UTF-8. We have read it as %(encoding)s: look whether the letters are"
        " right.",
        encoding=encoding,
    )


def more_problems(count: int) -> Lazy:
    return _l("There is more of this kind: %(n)d other places.", n=count)


def cell_too_long() -> Lazy:
    return _l("At most %(n)d characters, please.", n=MOST_CELL)


def no_file() -> Refused:
    return Refused(FIELD, _l("This cannot be empty."))


def too_large() -> Refused:
    return Refused(
        FIELD, _l("This file is too large: at most %(most)d MB.", most=MOST_BYTES // 1_000_000)
    )


def no_table() -> Refused:
    return Refused(FIELD, _l("This is no table that we can read. Send XLSX or CSV."))


def lies(ending: str, kind: str) -> Refused:
    return Refused(
        FIELD,
        _l(
            "Its name ends in %(ending)s, but inside it is %(kind)s. Send XLSX or CSV.",
            ending=ending,
            kind=kind,
        ),
    )


def too_many_rows() -> Refused:
    return Refused(FIELD, _l("At most %(n)d rows at once, please.", n=MOST_ROWS))


def too_many_columns() -> Refused:
    return Refused(FIELD, _l("At most %(n)d columns, please.", n=MOST_COLUMNS))


def no_names() -> Refused:
    return Refused(
        FIELD,
        _l(
            "The first row holds none of the column names of the template. Begin with the template."
        ),
    )


def no_rows() -> Refused:
    return Refused(FIELD, _l("There is no row to import in this file."))

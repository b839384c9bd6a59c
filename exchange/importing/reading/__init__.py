"""From bytes to rows of cells: whatever is sent, what comes out is bounded and told apart."""

from exchange.importing.reading.read import ENCODINGS, GUESSED, read_table
from exchange.importing.reading.table import Cell, Row, Table, Wrong

__all__ = ["ENCODINGS", "GUESSED", "Cell", "Row", "Table", "Wrong", "read_table"]

"""What people do with a table: keep it looked through, use it, undo that."""

from exchange.importing.actions.keep import clear_unused, keep_import
from exchange.importing.actions.undo import undo_import
from exchange.importing.actions.use import Ready, made_ready, use_import

__all__ = ["Ready", "clear_unused", "keep_import", "made_ready", "undo_import", "use_import"]

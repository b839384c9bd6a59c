"""The worker looks each hour for tables that nobody has used."""

from exchange.importing.actions import clear_unused
from exchange.kernel.sweeping import hourly

hourly(clear_unused)

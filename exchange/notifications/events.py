"""What happens with notifications, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class NotificationMade(Event):
    """Something waits for one person: they alone see it, no public page does."""

    stored_as: ClassVar[str] = "notifications.notification_made.1"
    notification_id: int

    def changes(self) -> set[str]:
        return set()

"""What happens to certificates, told in ids."""

from dataclasses import dataclass
from typing import ClassVar

from exchange.kernel.db import Event


@dataclass(frozen=True, slots=True)
class CertificateAsked(Event):
    """Somebody asked for a certificate that is not there yet."""

    stored_as: ClassVar[str] = "mentoring.certificate_asked.1"
    certificate_id: int

    def changes(self) -> set[str]:
        return set()

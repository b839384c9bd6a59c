"""How much may be sent, as this installation is told."""

from typing import cast

from flask import current_app

from exchange.kernel.settings import Settings

MEGABYTE = 1_000_000


def limits() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def most_at_once(settings: Settings) -> int:
    """Bytes of all files that one form may bring: whatever keeps to the other limits fits."""
    return settings.files_a_post * max(settings.image_mb, settings.document_mb) * MEGABYTE

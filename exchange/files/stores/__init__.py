"""Where the bytes lie: in a folder, or with whoever speaks S3. The setting EXCHANGE_FILES says."""

from importlib import import_module
from typing import cast

from flask import current_app

from exchange.files.stores.folder import FolderStore
from exchange.files.stores.store import NotStored, Store, StoreAway
from exchange.kernel.settings import Settings

__all__ = ["NotStored", "Store", "StoreAway", "open_store", "store"]


def open_store(settings: Settings) -> Store:
    """The one that the settings ask for; what speaks S3 is loaded only where it is."""
    if not settings.files:
        return FolderStore(settings.data / "uploads")
    s3 = import_module("exchange.files.stores.s3")
    return cast(Store, s3.S3Store.at(settings.files))


def store() -> Store:
    """That of this application."""
    return cast(Store, current_app.extensions["files"])

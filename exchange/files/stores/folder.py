"""Files in a folder of this machine, in 256 folders below it."""

import os
import tempfile
from pathlib import Path

from exchange.files.stores.store import NotStored, StoreAway


class FolderStore:
    """Written beside its place and moved there, so that a killed process leaves no half of one."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, content: bytes, media_type: str) -> None:
        place = self._place(name)
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, unfinished = tempfile.mkstemp(dir=place.parent, prefix=".unfinished-")
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                Path(unfinished).replace(place)
            except BaseException:
                Path(unfinished).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise StoreAway(str(error)) from error

    def get(self, name: str) -> bytes:
        try:
            return self._place(name).read_bytes()
        except FileNotFoundError:
            raise NotStored(name) from None
        except OSError as error:
            raise StoreAway(str(error)) from error

    def remove(self, name: str) -> None:
        try:
            self._place(name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreAway(str(error)) from error

    def _place(self, name: str) -> Path:
        if not all(sign.isascii() and (sign.isalnum() or sign == "-") for sign in name):
            raise ValueError(f"{name!r} is no name of ours")
        return self._root / name[:2] / name

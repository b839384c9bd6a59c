"""What is done with files: sent, put under a text, described, forgotten."""

from exchange.files.actions.attach import Attached, use_files
from exchange.files.actions.collect import (
    collect_dropped,
    collect_unused,
    drop_files,
    drop_files_of,
)
from exchange.files.actions.upload import Upload, upload_file

__all__ = [
    "Attached",
    "Upload",
    "collect_dropped",
    "collect_unused",
    "drop_files",
    "drop_files_of",
    "upload_file",
    "use_files",
]

"""A file's name as it was given, made harmless for pages, headers and folders."""

import re

from exchange.text.clean import Unfit, tidy_line

LENGTH = 100
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|%;\x00-\x1f]')


def harmless(given: str, ending: str) -> str:
    """The last part of its path, with the ending that its content has; "file" where none is."""
    try:
        name = tidy_line(re.split(r"[\\/]", given)[-1])
    except Unfit:
        name = ""
    name = _NOT_IN_A_NAME.sub("", name).strip(". ")
    stem, dot, last = name.rpartition(".")
    if dot and last.lower() in (ending, "jpeg" if ending == "jpg" else ending):  # ascii: endings
        name = stem
    return f"{name[:LENGTH].strip('. ') or 'file'}.{ending}"

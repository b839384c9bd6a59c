"""A long thread in few words: a line for each post, as it is read, with its depth in front."""

from collections.abc import Mapping, Sequence
from typing import Any

File = Mapping[str, Any]


def posts_of(file: File) -> Sequence[File]:
    """The posts of a thread's file in the order of time, whichever way it holds them."""
    return sorted(_spoken(file["talk"]), key=_hours) if "talk" in file else file["posts"]


def _spoken(lines: Sequence[Sequence[Any]]) -> Sequence[File]:
    """`[depth, by, hours after what it replies to, body, {lang, helpful, key}]`, the last at will.

    A post replies to the nearest one above it that is one less deep.
    """
    above: list[dict[str, Any]] = []
    posts: list[dict[str, Any]] = []
    for number, (depth, by, hours, body, *more) in enumerate(lines, start=1):
        if depth > len(above) or bool(above) != bool(depth):
            raise ValueError(f"line {number} of a talk has nothing to reply to: {body[:40]}")
        post: dict[str, Any] = {"key": f"t{number}", "by": by, "body": body}
        del above[depth:]
        if above:
            post["reply_to"] = above[-1]["key"]
        post["hours_later"] = hours + (above[-1]["hours_later"] if above else 0)
        above.append(post | dict(*more))
        posts.append(above[-1])
    return posts


def _hours(post: File) -> float:
    return float(post["hours_later"])

"""Where a post stands in its thread: bytes that sort in reading order on every database.

A path is the ids of the ancestors and the post's own, four big-endian bytes each. A parent sorts
before its replies, replies sort by id, which is by time. No sibling is ever numbered again.
"""

WIDTH = 4  # bytes a level: ids up to 4,294,967,295
LEVELS = 40  # 160 bytes; answers to the deepest stand beside what they answer, by time


def place(parent: bytes, post_id: int) -> bytes:
    """The path of a post under `parent` (b"" for the opening post)."""
    stem = parent if len(parent) < LEVELS * WIDTH else parent[:-WIDTH]
    return stem + post_id.to_bytes(WIDTH, "big")


def end(path: bytes) -> bytes:
    """The first path that is past everything below `path`; for one of at most 2^32 - 2."""
    return (int.from_bytes(path, "big") + 1).to_bytes(len(path), "big")


def scope(path: bytes) -> bytes:
    """The path under which a whole branch is found; at the deepest level that is the parent's."""
    return path[:-WIDTH] if is_deepest(path) else path


def is_deepest(path: bytes) -> bool:
    """Whether what answers this post stands beside it, not below."""
    return len(path) >= LEVELS * WIDTH


def level(path: bytes) -> int:
    """0 for the opening post, 1 for a reply to it, and so on."""
    return len(path) // WIDTH - 1


def end_of_branch(path: bytes) -> bytes:
    """The first path behind all that stands below this one, whether a post is there or not."""
    return (int.from_bytes(path, "big") + 1).to_bytes(len(path), "big")

"""Every form of the site, ready to be sent."""

from tests.scenes import (  # noqa: F401  they note
    certificates,
    clocks,
    collections,
    follow_ups,
    forum,
    importing,
    library,
    mentoring_who,
    moderation,
    notifications,
    people,
    polls,
    questions,
    reuse,
    still_true,
)
from tests.scenes.scene import SCENES, WITH_TEXT, Scene

__all__ = ["SCENES", "WITH_TEXT", "Scene"]

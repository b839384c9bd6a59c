"""Every form of the site, ready to be sent."""

from tests.scenes import (  # noqa: F401  they note
    collections,
    forum,
    importing,
    library,
    mentorships,
    moderation,
    notifications,
    office_hours,
    people,
    polls,
    reuse,
    still_true,
)
from tests.scenes.scene import SCENES, WITH_TEXT, Scene

__all__ = ["SCENES", "WITH_TEXT", "Scene"]

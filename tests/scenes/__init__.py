"""Every form of the site, ready to be sent."""

from tests.scenes import (  # noqa: F401  they note
    certificates,
    clocks,
    collections,
    consultations,
    follow_ups,
    forum,
    importing,
    library,
    mentoring_who,
    mentorships,
    moderation,
    notifications,
    office_hours,
    people,
    polls,
    questions,
    reuse,
    still_true,
)
from tests.scenes.scene import SCENES, WITH_TEXT, Scene

__all__ = ["SCENES", "WITH_TEXT", "Scene"]

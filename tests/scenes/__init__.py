"""Every form of the site, ready to be sent."""

from tests.scenes import forum, library, moderation, notifications, people  # noqa: F401  they note
from tests.scenes.scene import SCENES, WITH_TEXT, Scene

__all__ = ["SCENES", "WITH_TEXT", "Scene"]

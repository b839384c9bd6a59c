"""When records are published the time begins; the worker looks each hour whose time has come."""

from exchange.kernel.outbox import inside
from exchange.kernel.sweeping import hourly
from exchange.library.events import ExperiencePublished, ExperiencePutBack
from exchange.still_true.actions import ask_what_is_due, begin_anew, go_on


@inside(ExperiencePublished)
def begin_time(happened: ExperiencePublished) -> None:
    """A new version is true today."""
    begin_anew(happened.number)


@inside(ExperiencePutBack)
def go_on_with_time(happened: ExperiencePutBack) -> None:
    """What came due while it was withdrawn is asked now."""
    if happened.state == "published":
        go_on(happened.number)


hourly(ask_what_is_due)

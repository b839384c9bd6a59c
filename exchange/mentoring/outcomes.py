"""What may come of an answer, as it is kept and as it is shown; and when one asks."""

from collections.abc import Mapping
from datetime import timedelta

from exchange.text.wording import Lazy, ngettext
from exchange.text.wording import lazy as _l

OUTCOMES: Mapping[str, Lazy] = {
    "worked": _l("Worked"),
    "partly": _l("Partly"),
    "no": _l("No"),
    "too_early": _l("Too early"),
}
FINAL = ("worked", "no")  # after these nobody is asked again; the asker may change them
UNTIL_ACCEPTING = timedelta(days=7)  # after the first reply by another
AFTER_ACCEPTING: Mapping[str, timedelta] = {
    "month": timedelta(days=30),
    "quarter": timedelta(days=90),
}
SENTENCE = 1_000  # characters


def said_after(outcome: str, days: int) -> str:
    """Who says it, and how long after the answer was accepted; in the language spoken now."""
    if outcome == "worked":
        return ngettext(
            "Worked, says the asker after %(num)d day",
            "Worked, says the asker after %(num)d days",
            days,
            num=days,
        )
    if outcome == "partly":
        return ngettext(
            "Worked in part, says the asker after %(num)d day",
            "Worked in part, says the asker after %(num)d days",
            days,
            num=days,
        )
    if outcome == "no":
        return ngettext(
            "Did not work, says the asker after %(num)d day",
            "Did not work, says the asker after %(num)d days",
            days,
            num=days,
        )
    return ngettext(
        "Too early to tell, says the asker after %(num)d day",
        "Too early to tell, says the asker after %(num)d days",
        days,
        num=days,
    )

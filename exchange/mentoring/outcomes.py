"""What may come of an answer, as it is kept and as it is shown; and when one asks."""

from collections.abc import Mapping
from datetime import timedelta

from exchange.text.wording import Lazy
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

"""What an experience may be said to be: codes as they are kept, words as they are shown."""

from collections.abc import Mapping

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

KINDS: Mapping[str, Lazy] = {
    "snapshot": _l("Snapshot: the short form"),
    "full": _l("Full record"),
    "lesson": _l("Lesson from a failure"),
}
OFFERED_KINDS = ("snapshot", "lesson")  # a full record needs fields that are not here yet
SCOPES: Mapping[str, Lazy] = {
    "project": _l("One project"),
    "series": _l("A series of projects"),
    "organisation": _l("The work of an organisation or a network"),
}
STATES: Mapping[str, Lazy] = {
    "draft": _l("Draft"),
    "submitted": _l("Waits for a reader"),
    "in_review": _l("Is being read"),
    "changes_requested": _l("The reader asks for changes"),
    "accepted": _l("Accepted"),
    "published": _l("Published"),
    "archived": _l("Replaced by a newer version"),
    "withdrawn": _l("Withdrawn"),
}
LEVELS: Mapping[str, Lazy] = {
    "village": _l("Village"),
    "lag": _l("Local action group"),
    "municipality": _l("Municipality"),
    "region": _l("Region"),
    "national": _l("National"),
    "cross_border": _l("Cross-border"),
    "european": _l("European"),
}
MATURITIES: Mapping[str, Lazy] = {
    "pilot": _l("Pilot: tried once"),
    "promising": _l("Promising: it worked here"),
    "proven": _l("Proven elsewhere too"),
    "institutionalised": _l("Institutionalised: it goes on by itself"),
}
LICENCES = ("CC BY 4.0", "CC BY-SA 4.0")
LICENCE_ADDRESSES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
}
ROLES = ("author", "words")  # wrote the record; or said words in the forum that it uses
VERDICTS = ("changes_requested", "published")
MARKS: Mapping[str, Lazy] = {
    "relevance": _l("Relevance"),
    "evidence": _l("Evidence"),
    "transferability": _l("Transferability"),
    "clarity": _l("Clarity"),
}

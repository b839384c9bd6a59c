"""What an experience may be said to be: codes as they are kept, words as they are shown."""

from collections.abc import Mapping

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l

KINDS: Mapping[str, Lazy] = {
    "snapshot": _l("Snapshot: the short form"),
    "full": _l("Full record"),
    "lesson": _l("Lesson from a failure"),
}
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
PICTURE_LICENCES: Mapping[str, str | Lazy] = {
    **{code: code for code in LICENCES},
    "reserved": _l("All rights reserved, shown with permission"),
}
ROLES = ("author", "words")  # wrote the record; or said words in the forum that it uses
ANSWERS = ("", "agreed", "declined")  # of those who are asked whether their words may be in it
READINGS: Mapping[str, Lazy] = {  # a full record needs both, another one of them
    "editor": _l("facts, consent and language"),
    "mentor": _l("evidence and use elsewhere"),
}
ACCEPTED = ("accepted", "published")  # the last acceptance that is needed publishes
VERDICTS = ("changes_requested", *ACCEPTED)
MARKS: Mapping[str, Lazy] = {
    "relevance": _l("Relevance"),
    "evidence": _l("Evidence"),
    "transferability": _l("Transferability"),
    "clarity": _l("Clarity"),
}


# The vocabularies of a full record.
AREAS: Mapping[str, Lazy] = {
    "mountain": _l("Mountains"),
    "lowland": _l("Lowland"),
    "coast": _l("Coast"),
    "island": _l("Island"),
    "border": _l("Border area"),
    "peri_urban": _l("Near a city"),
    "protected": _l("Protected area"),
}
PRINCIPLES: Mapping[str, Lazy] = {
    "area_based": _l("Area-based approach"),
    "bottom_up": _l("Bottom-up approach"),
    "partnership": _l("Public-private partnership"),
    "innovation": _l("Innovation"),
    "integrated": _l("Integrated approach"),
    "networking": _l("Networking"),
    "cooperation": _l("Cooperation"),
}
CHALLENGES: Mapping[str, Lazy] = {
    "social": _l("Social"),
    "economic": _l("Economic"),
    "environmental": _l("Environmental"),
    "governance": _l("Governance"),
}
BLOCK_KINDS: Mapping[str, Lazy] = {
    "partnership": _l("Partnership"),
    "finance": _l("Finance"),
    "training": _l("Training"),
    "advocacy": _l("Advocacy"),
    "communication": _l("Communication"),
    "legal": _l("Legal form or rules"),
    "infrastructure": _l("Infrastructure"),
}
PARTICIPANT_ROLES: Mapping[str, Lazy] = {
    "partner": _l("Partner"),
    "funder": _l("Funder"),
    "authority": _l("Public authority"),
    "beneficiary": _l("Beneficiary"),
}
TARGETS: Mapping[str, Lazy] = {
    "farmers": _l("Farmers"),
    "young": _l("Young people"),
    "women": _l("Women"),
    "older": _l("Older people"),
    "families": _l("Families with children"),
    "disabled": _l("People with disabilities"),
    "minorities": _l("Minorities"),
    "unemployed": _l("Unemployed people"),
    "migrants": _l("Migrants and people who return"),
    "entrepreneurs": _l("Entrepreneurs"),
    "organisations": _l("Civil society organisations"),
    "authorities": _l("Public authorities"),
    "visitors": _l("Visitors"),
    "everyone": _l("All who live there"),
}
FUNDING: Mapping[str, Lazy] = {
    "eu": _l("European Union"),
    "ipard": _l("IPARD"),
    "national": _l("National budget"),
    "municipal": _l("Municipal budget"),
    "private": _l("Private donors"),
    "own": _l("Own money"),
    "in_kind": _l("Work or goods in kind"),
}
EVIDENCE: Mapping[str, Lazy] = {
    "measured": _l("Measured"),
    "estimate": _l("Estimate"),
    "testimony": _l("What people say"),
}
RATED: Mapping[str, Lazy] = {
    "law": _l("Law"),
    "money": _l("Money"),
    "skills": _l("Skills"),
    "partners": _l("Partners"),
    "time": _l("Time"),
}
RATINGS: Mapping[str, Lazy] = {
    "high": _l("Easy to have elsewhere"),
    "medium": _l("Takes some effort"),
    "low": _l("Hard to have elsewhere"),
}
SUSTAINED: Mapping[str, Lazy] = {
    "ended": _l("It ended with the grant"),
    "goes_on": _l("It goes on without a grant"),
    "institutionalised": _l("It has become part of the rules"),
}
PRECISIONS: Mapping[str, Lazy] = {
    "exact": _l("Exact place"),
    "municipality": _l("Somewhere in the municipality"),
    "region": _l("Somewhere in the region"),
    "country": _l("Somewhere in the country/territory"),
}
RELATIONS: Mapping[str, Lazy] = {
    "adapts": _l("Adapts"),
    "builds_on": _l("Builds on"),
    "contradicts": _l("Contradicts"),
    "same_place": _l("Same place"),
}
# What lists are narrowed by, kept as rows beside the record.
TERMS: Mapping[str, Mapping[str, Lazy]] = {
    "area": AREAS,
    "principle": PRINCIPLES,
    "challenge": CHALLENGES,
    "target": TARGETS,
    "funding": FUNDING,
}
PAPERS: Mapping[str, Lazy] = {
    "full": _l("The whole record"),
    "short": _l("Two pages"),
}

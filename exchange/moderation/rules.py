"""The rules that a post can break, in the words shown to members, authors and moderators."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from exchange.text.wording import Lazy
from exchange.text.wording import lazy as _l


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code in the database, its name, and in one sentence what it means."""

    code: str
    name: Lazy
    meaning: Lazy


RULES: tuple[Rule, ...] = (
    Rule(
        "respect",
        _l("Respect"),
        _l("Nobody is insulted, threatened or put down, alone or as part of a group."),
    ),
    Rule(
        "advertising",
        _l("No advertising"),
        _l("Posts share knowledge: they sell nothing and do not repeat the same announcement."),
    ),
    Rule(
        "personal-data",
        _l("Privacy of others"),
        _l("Addresses, documents and private matters of other people are not published."),
    ),
    Rule(
        "copyright",
        _l("Copyright"),
        _l("Texts and pictures of others are quoted briefly, with their source, or linked."),
    ),
    Rule(
        "off-topic",
        _l("Off topic"),
        _l("A post has to do with its thread and with the development of rural areas."),
    ),
    Rule(
        "false-information",
        _l("False information"),
        _l("What is stated as a fact and misleads others has to be put right or taken down."),
    ),
)
BY_CODE: Mapping[str, Rule] = MappingProxyType({rule.code: rule for rule in RULES})

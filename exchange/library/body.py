"""The parts of a full record: read and written as a whole with the version that they belong to.

A version is a document. What lists are narrowed by is kept in rows of `experience_term` beside it;
all else is kept here, so that a new version, a difference and an export are taken of one thing.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Principle:
    """A LEADER principle, and in a sentence how it was followed."""

    code: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the solution that somebody else could take over by itself."""

    key: str  # stays over versions: a reuse names it
    title: str = ""
    kind: str = ""
    description: str = ""
    enabled_by: str = ""  # what made it possible
    lessons: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation besides the one that led, and what it did."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency of its year; `per_euro` units of it bought one euro then."""

    amount: Decimal
    currency: str  # ISO 4217
    year: int | None = None
    per_euro: Decimal | None = None

    @property
    def in_euro(self) -> Decimal | None:
        """Whole euro, if the rate is known and it is not in euro anyway."""
        if not self.per_euro or self.currency == "EUR":
            return None
        return (self.amount / self.per_euro).quantize(Decimal(1))


@dataclass(frozen=True, slots=True)
class Funding:
    """Where money or work came from; the amount is in the currency of the total cost."""

    source: str
    programme: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What changed, and how it is known."""

    indicator: str
    baseline: str = ""
    value: str = ""
    unit: str = ""
    year: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who can be asked: a person or an organisation, shown to everyone or to members only."""

    name: str
    is_public: bool = False
    may_be_written_to: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another record, by its number, and how this one stands to it."""

    number: int
    relation: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by the id of its file; the first of them is the cover."""

    file: int
    width: int = 0  # pixels of its largest size
    height: int = 0
    alt: str = ""  # what it shows, for those who cannot see it
    caption: str = ""
    credit: str = ""  # who took it
    licence: str = ""  # a code of vocabulary.PICTURE_LICENCES
    is_agreed: bool = False  # by the people shown, or nobody can be recognised

    @property
    def is_told(self) -> bool:
        """Whether all is said that others need before they see it."""
        return bool(self.alt and self.credit and self.licence and self.is_agreed)


@dataclass(frozen=True, slots=True)
class Body:
    """What a full record says beyond a snapshot. Long texts are Markdown; others are plain."""

    areas: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()  # social, economic, …
    principles: tuple[Principle, ...] = ()
    situation_before: str = ""
    objective: str = ""
    blocks: tuple[Block, ...] = ()
    participants: tuple[Participant, ...] = ()
    targets: tuple[str, ...] = ()
    persons: int | None = None  # estimated
    women: int | None = None  # percent of them; None: not known
    youth: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    goes_on: bool = False
    cost: Money | None = None
    funding: tuple[Funding, ...] = ()
    person_days: int | None = None
    volunteers: int | None = None
    equipment: str = ""
    recurring_cost: Decimal | None = None  # a year, in the currency of the total cost
    results: tuple[Result, ...] = ()
    success_factors: str = ""
    constraints: str = ""
    differently: str = ""  # what we would do differently
    lessons: tuple[str, ...] = ()  # besides the first, which every record has
    transferability: str = ""
    ratings: Mapping[str, str] | None = None  # by vocabulary.RATED: high, medium, low
    sustainability: str = ""
    sustained: str = ""  # a code of vocabulary.SUSTAINED
    contacts: tuple[Contact, ...] = ()
    related: tuple[Related, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Only what is filled in; amounts as text, which loses no cent."""
        return {name: _plain(value) for name, value in asdict(self).items() if value or value == 0}

    def long_texts(self) -> dict[str, str]:
        """The Markdown in it, by the name under which its rendered form is kept."""
        own = {name: str(getattr(self, name)) for name in LONG_TEXTS}
        for block in self.blocks:
            own |= {f"{block.key}.{name}": str(getattr(block, name)) for name in BLOCK_TEXTS}
        return {name: source for name, source in own.items() if source}

    def terms(self) -> dict[str, tuple[str, ...]]:
        """What lists are narrowed by, by the name of its vocabulary."""
        return {
            "area": self.areas,
            "principle": tuple(one.code for one in self.principles),
            "challenge": self.challenges,
            "target": self.targets,
            "funding": tuple(one.source for one in self.funding),
        }

    def of_kind(self, kind: str) -> "Body":
        """What a record of this kind asks for and shows; a full one that became a snapshot keeps
        the rest."""
        return self if kind == "full" else replace(self, **{name: _EMPTY[name] for name in FULL})


LONG_TEXTS = (
    "situation_before",
    "objective",
    "success_factors",
    "constraints",
    "differently",
    "transferability",
    "sustainability",
)
BLOCK_TEXTS = ("description", "enabled_by", "lessons", "needs")
FULL = frozenset(  # what only a full record has
    {
        *LONG_TEXTS,
        "principles",
        "blocks",
        "cost",
        "funding",
        "person_days",
        "volunteers",
        "equipment",
        "recurring_cost",
        "results",
        "ratings",
        "sustained",
    }
)
_EMPTY: dict[str, Any] = {field.name: field.default for field in fields(Body)}
EMPTY = Body()


def body_from(kept: Json) -> Body:
    """What `as_json` gave. Fields of a later release are left out, as a former release reads it."""
    known = {field.name for field in fields(Body)}
    return Body(**{name: _part(name, value) for name, value in kept.items() if name in known})


_LISTS: Mapping[str, type[Any]] = {
    "principles": Principle,
    "blocks": Block,
    "participants": Participant,
    "funding": Funding,
    "results": Result,
    "contacts": Contact,
    "related": Related,
    "pictures": Picture,
}


def _part(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(_one(_LISTS[name], one) for one in value)
    if name == "cost":
        return _one(Money, value)
    if name == "recurring_cost":
        return decimal_from(value)
    return tuple(value) if isinstance(value, list) else value


def _one(part: type[Any], kept: Json) -> Any:
    known = {field.name for field in fields(part)}
    amounts = {"amount", "per_euro"}
    return part(
        **{
            name: decimal_from(value) if name in amounts else value
            for name, value in kept.items()
            if name in known
        }
    )


def decimal_from(text: str | None) -> Decimal | None:
    """An amount as we keep it; None where none is said."""
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return found if found is None or found.is_finite() else None


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items() if one or one == 0}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value

"""In which fields two texts of a record differ, in the order of its page. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from exchange.library import vocabulary
from exchange.library.body import BLOCK_TEXTS, LONG_TEXTS, Block, Body, Picture
from exchange.library.codes import code_of
from exchange.library.content import Content
from exchange.library.naming import BLOCK_FIELDS, FIELDS
from exchange.text.dates import month_year
from exchange.text.differences import Stretch, Work, differences
from exchange.text.language_names import language_name
from exchange.text.numbers import amount
from exchange.text.wording import Lazy, current_language, gettext
from exchange.text.wording import lazy as _l

Words = Sequence[object]


@dataclass(frozen=True, slots=True)
class Names:
    """How a page of this language calls what a record holds as codes."""

    country: Callable[[str], str]
    theme: Callable[[str], str]
    organisation: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of one building block: "new", "gone", "moved" or "changed"."""

    title: str
    what: str
    places: tuple[int, int]  # in the old and in the new; 0 where it is not
    texts: Sequence[tuple[Lazy, Sequence[Stretch]]] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: as a text, as what was taken out and put in, or as blocks."""

    field: str
    text: Sequence[Stretch] = ()
    gone: Words = ()
    new: Words = ()
    blocks: Sequence[BlockChange] = ()

    @property
    def label(self) -> Lazy:
        return FIELDS[self.field]

    @property
    def is_own(self) -> bool:
        """Whether what it lists is in the words of the record."""
        return self.field in _OWN_WORDS


_TEXTS = frozenset(
    {
        "title",
        "summary",
        "english_title",
        "english_summary",
        "challenge",
        "what_was_done",
        "lesson",
        *LONG_TEXTS,
    }
)


_OWN_WORDS = frozenset(
    {
        "place",
        "equipment",
        "lessons",
        "contacts",
        "participants",
        "principles",
        "funding",
        "results",
        "pictures",
    }
)


def compare(old: Content, new: Content, names: Names) -> Sequence[Change]:
    """Only what differs; texts word by word, choices and lists by their names."""
    work = Work()
    before, after = _values(old, names), _values(new, names)
    return [
        change
        for field in FIELDS
        if (change := _change(field, _Two(old, new), (before, after), work)) is not None
    ]


@dataclass(frozen=True, slots=True)
class _Two:
    old: Content
    new: Content


def _change(
    field: str, two: _Two, values: tuple[Mapping[str, Words], Mapping[str, Words]], work: Work
) -> Change | None:
    if field == "blocks":
        blocks = list(_blocks(two.old.body.blocks, two.new.body.blocks, work))
        return Change(field, blocks=blocks) if blocks else None
    if field in _TEXTS:
        was, now = _text(two.old, field), _text(two.new, field)
        return Change(field, text=differences(was, now, work)) if was != now else None
    was_said, now_said = values[0][field], values[1][field]
    gone = [one for one in was_said if one not in now_said]
    new = [one for one in now_said if one not in was_said]
    return Change(field, gone=gone, new=new) if gone or new else None


def _text(content: Content, field: str) -> str:
    return str(getattr(content.body if field in LONG_TEXTS else content, field))


def _blocks(old: Sequence[Block], new: Sequence[Block], work: Work) -> Iterator[BlockChange]:
    """By their keys, which stay over versions: those that are here, then those that went."""
    was = {block.key: (place, block) for place, block in enumerate(old, 1)}
    here = {block.key for block in new}
    stayed = [block.key for block in old if block.key in here]
    in_order = [block.key for block in new if block.key in was]
    for place, block in enumerate(new, 1):
        if block.key not in was:
            yield BlockChange(block.title, "new", (0, place), _texts(Block(""), block, work))
            continue
        former, before = was[block.key]
        texts = _texts(before, block, work)
        is_moved = stayed.index(block.key) != in_order.index(block.key)
        if texts or is_moved:
            what = "moved" if is_moved else "changed"
            yield BlockChange(block.title, what, (former, place), texts)
    for place, block in enumerate(old, 1):
        if block.key not in here:
            yield BlockChange(block.title, "gone", (place, 0))


def _texts(old: Block, new: Block, work: Work) -> Sequence[tuple[Lazy, Sequence[Stretch]]]:
    pairs = [(name, getattr(old, name), getattr(new, name)) for name in ("title", *BLOCK_TEXTS)]
    pairs.insert(1, ("kind", _kind(old), _kind(new)))
    return [
        (BLOCK_FIELDS[name], differences(was, now, work)) for name, was, now in pairs if was != now
    ]


def _kind(block: Block) -> str:
    return str(vocabulary.BLOCK_KINDS[block.kind]) if block.kind else ""


def _values(content: Content, names: Names) -> Mapping[str, Words]:
    """What is not a text, in words: each list by its entries, each choice as a list of one."""
    body = content.body
    return {
        "lang": (language_name(content.lang, current_language().code),),
        "kind": _said(vocabulary.KINDS, content.kind),
        "scope": _said(vocabulary.SCOPES, content.scope),
        "countries": [names.country(code) for code in content.countries],
        "place": (content.place,) if content.place else (),
        "position": _position(content),
        "when": _when(content),
        "level": _said(vocabulary.LEVELS, content.level),
        "areas": _said(vocabulary.AREAS, *body.areas),
        "maturity": _said(vocabulary.MATURITIES, content.maturity),
        "themes": [names.theme(slug) for slug in content.themes],
        "challenges": _said(vocabulary.CHALLENGES, *body.challenges),
        "lead": (names.organisation(content.lead),) if content.lead else (),
        "targets": _said(vocabulary.TARGETS, *body.targets),
        "sustained": _said(vocabulary.SUSTAINED, body.sustained),
        "licence": (content.licence,),
        **_rows(body),
        **_figures(body),
    }


def _said(words: Mapping[str, Lazy], *codes: str) -> Words:
    return [words[code] for code in codes if code]


def _line(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part not in ("", None))


def _position(content: Content) -> Words:
    if content.latitude is None or content.longitude is None:
        return ()
    precision = _said(vocabulary.PRECISIONS, content.precision)
    return (_line(f"{content.latitude}, {content.longitude}", *precision),)


def _when(content: Content) -> Words:
    body = content.body
    start, end = (
        _month(content.start_year, content.start_month),
        _month(body.end_year, body.end_month),
    )
    if not start:
        return ()
    if body.goes_on or not end:
        return (gettext("since %(month)s", month=start),)
    return (f"{start} – {end}",)


def _month(year: int | None, month: int | None) -> str:
    return month_year(date(year, month, 1)) if year and month else str(year or "")


def _rows(body: Body) -> Mapping[str, Words]:
    """The parts of a record that are rows of several words each."""
    return {
        "principles": [_line(vocabulary.PRINCIPLES[one.code], one.how) for one in body.principles],
        "participants": [
            _line(one.name, vocabulary.PARTICIPANT_ROLES[one.role]) for one in body.participants
        ],
        "funding": [
            _line(vocabulary.FUNDING[one.source], one.programme, one.amount) for one in body.funding
        ],
        "results": [_result(one) for one in body.results],
        "lessons": list(body.lessons),
        "pictures": [_picture(place, one) for place, one in enumerate(body.pictures, 1)],
        "contacts": [one.name for one in body.contacts],
        "ratings": [
            _line(vocabulary.RATED[code], vocabulary.RATINGS[rating])
            for code, rating in (body.ratings or {}).items()
        ],
        "related": [
            _line(vocabulary.RELATIONS[one.relation], code_of(one.number)) for one in body.related
        ],
    }


def _result(one: Any) -> str:
    values = f"{one.baseline} → {one.value}" if one.baseline else one.value
    evidence = vocabulary.EVIDENCE[one.evidence] if one.evidence else ""
    return _line(one.indicator, f"{values} {one.unit}".strip(), one.year, evidence)


def _picture(place: int, one: Picture) -> str:
    named = one.alt or gettext("Picture %(number)d", number=place)
    licence = vocabulary.PICTURE_LICENCES.get(one.licence, "")
    return _line(named, one.caption, one.credit, licence)


def _figures(body: Body) -> Mapping[str, Words]:
    money = body.cost
    took = (
        (_money(money.amount, money.currency, money.year) if money else None, _l("in all")),
        (body.recurring_cost, _l("a year, since then")),
        (body.person_days, _l("days of paid work")),
        (body.volunteers, _l("volunteers")),
    )
    shares = ((_l("Women among them"), body.women), (_l("Young people among them"), body.youth))
    reached = [amount(body.persons)] if body.persons is not None else []
    return {
        "reached": reached
        + [f"{words}: {share} %" for words, share in shares if share is not None],
        "cost": [
            _line(said if isinstance(said, str) else amount(said), words)
            for said, words in took
            if said is not None
        ],
        "equipment": (body.equipment,) if body.equipment else (),
    }


def _money(how_much: Decimal, currency: str, year: int | None) -> str:
    return _line(f"{amount(how_much)} {currency}", year)

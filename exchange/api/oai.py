"""What may be asked by OAI-PMH 2.0, and what of it is wrong: no query, no request.

http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from exchange.library.codes import code_of, number_in
from exchange.library.queries import HarvestedRow, Stretch

PREFIX = "oai_dc"
LONGEST = 200  # characters of one argument
LAST_YEAR = 9998
_LISTED = frozenset({"metadataPrefix", "from", "until", "set", "resumptionToken"})
ALLOWED: Mapping[str, frozenset[str]] = {
    "Identify": frozenset(),
    "ListMetadataFormats": frozenset({"identifier"}),
    "ListSets": frozenset({"resumptionToken"}),
    "GetRecord": frozenset({"identifier", "metadataPrefix"}),
    "ListIdentifiers": _LISTED,
    "ListRecords": _LISTED,
}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_SET = re.compile(r"(country|theme)(?::([A-Za-z0-9-]{1,40}))?")
_PLACE = re.compile(r"([0-9]{1,15})\.([0-9]{6})-([1-9][0-9]{0,9})")


class Wrong(Exception):
    """An error of the protocol: its code, and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


ALL = Stretch()


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is written as the protocol wants it."""

    verb: str
    arguments: Mapping[str, str]
    stretch: Stretch = ALL  # of lists
    is_going_on: bool = False  # by a token


def question_in(pairs: Sequence[tuple[str, str]]) -> Question:
    """What these arguments ask; Wrong if they ask nothing that the protocol knows."""
    names = [name for name, _ in pairs]
    given = dict(pairs)
    verb = given.pop("verb", "")
    if names.count("verb") != 1 or verb not in ALLOWED:
        raise Wrong("badVerb", f"The verb is one of {', '.join(ALLOWED)}, given once.")
    _check_names(verb, names, given)
    question = Question(verb, given)
    if verb == "ListSets" and given:
        raise Wrong("badResumptionToken", "All sets come in one answer: no token is given for it.")
    if token := given.get("resumptionToken"):
        return replace(question, stretch=_going_on(token), is_going_on=True)
    _check_prefix(verb, given)
    return replace(question, stretch=_stretch_of(given)) if verb in _LISTS else question


_LISTS = ("ListIdentifiers", "ListRecords")


def _check_names(verb: str, names: Sequence[str], given: Mapping[str, str]) -> None:
    if unknown := sorted(given.keys() - ALLOWED[verb]):
        raise Wrong("badArgument", f"{verb} takes no argument {unknown[0][:40]!r}.")
    if len(names) > len(set(names)):
        raise Wrong("badArgument", "An argument is given more than once.")
    for name, value in given.items():
        if not value or len(value) > LONGEST:
            raise Wrong("badArgument", f"{name} has from 1 to {LONGEST} characters.")
    if "resumptionToken" in given and len(given) > 1:
        raise Wrong("badArgument", "A resumptionToken stands alone beside the verb.")


def _check_prefix(verb: str, given: Mapping[str, str]) -> None:
    needed = [name for name in ("identifier", "metadataPrefix") if _is_needed(verb, name)]
    for name in needed:
        if name not in given:
            raise Wrong("badArgument", f"{verb} needs the argument {name}.")
    if given.get("metadataPrefix", PREFIX) != PREFIX:
        raise Wrong("cannotDisseminateFormat", f"The one format is {PREFIX}.")


def _is_needed(verb: str, name: str) -> bool:
    return verb == "GetRecord" or (verb in _LISTS and name == "metadataPrefix")


def _stretch_of(given: Mapping[str, str]) -> Stretch:
    start, end = given.get("from"), given.get("until")
    if start and end and len(start) != len(end):
        raise Wrong("badArgument", "from and until are both days, or both to the second.")
    asked = _set_of(ALL, given.get("set"))
    if start:
        asked = replace(asked, moment=_moment(start))
    if end:
        asked = replace(asked, before=_after(end))
    if start and asked.moment >= asked.before:
        raise Wrong("badArgument", "from is not later than until.")
    return asked


def _moment(given: str) -> datetime:
    """The first moment of a day or second."""
    try:
        if _DAY.fullmatch(given):
            found = datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC)
        elif _SECOND.fullmatch(given):
            found = datetime.strptime(given, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        else:
            raise ValueError
        if found.year > LAST_YEAR:
            raise ValueError
    except ValueError:
        pattern = "YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ"
        raise Wrong("badArgument", f"from and until are written as {pattern}.") from None
    return found


def _after(given: str) -> datetime:
    """The first moment that is no longer within a day or second."""
    span = timedelta(days=1) if _DAY.fullmatch(given) else timedelta(seconds=1)
    return _moment(given) + span


def _set_of(asked: Stretch, name: str | None) -> Stretch:
    if name is None:
        return asked
    if (found := _SET.fullmatch(name)) is None:
        raise Wrong("badArgument", "A set is called country:… or theme:…, as ListSets tells.")
    return replace(asked, kind=found[1], of_kind=found[2] or "")


def token_after(question: Question, last: HarvestedRow) -> str:
    """Where a list goes on: all that is needed is in it, so nothing is kept for it here. It names
    the last record told, after which more may have come, and holds as long as the records do."""
    asked = question.stretch
    until = str(int(asked.before.timestamp()))
    kind = f"{asked.kind}:{asked.of_kind}".strip(":")
    return f"{PREFIX}/{until}/{kind}/{int(last.moved_at.timestamp())}.{last.moved_at:%f}-{last.id}"


def _going_on(token: str) -> Stretch:
    bad = Wrong("badResumptionToken", "This token is none that was given here.")
    parts = token.split("/")
    if len(parts) != 4 or parts[0] != PREFIX or not (place := _PLACE.fullmatch(parts[3])):
        raise bad
    try:
        before = datetime.fromtimestamp(int(parts[1]), UTC)
        moment = datetime.fromtimestamp(int(place[1]), UTC).replace(microsecond=int(place[2]))
        asked = _set_of(ALL, parts[2] or None)
    except (ValueError, OverflowError, OSError, Wrong):
        raise bad from None
    return replace(asked, moment=moment, last_id=int(place[3]), before=before)


def identifier_of(host: str, number: int) -> str:
    return f"oai:{host}:{code_of(number)}"


def number_named(host: str, identifier: str) -> int:
    """The record of an identifier of ours; idDoesNotExist for any other."""
    before, _, code = identifier.rpartition(":")
    number = number_in(code)
    if before != f"oai:{host}" or number is None or code != code_of(number):
        raise no_such_record()
    return number


def no_such_record() -> Wrong:
    return Wrong("idDoesNotExist", "There is no record of this identifier.")

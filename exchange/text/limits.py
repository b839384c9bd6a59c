"""How large a text may be, judged on its source before anything is rendered."""

import re

from exchange.text.clean import Unfit, refuse_broken
from exchange.text.wording import lazy

MOST_CHARACTERS = 32_000
MOST_NESTING = 20
MOST_LINKS = 200
MOST_MENTIONS = 50
MOST_TABLE_LINES = 500  # cells cost most of all: thousands of them take seconds to clean


class TooMuch(Unfit):
    """A text beyond a limit, with the reason to show."""


_LINK = re.compile(r"\]\(|<(?:https?|mailto):|(?<!\]\()(?<!<)(?:https?://|www\.)|(?<=\w)@(?=\w)")
_DEFINITION = re.compile(r"^[ >]{0,9}\[[^\]\n]+\]:", re.MULTILINE)
_MENTION = re.compile(r"(?<![\w@/.])@[\w\[]")
_QUOTES = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_LIST_ITEM = re.compile(r"[ \t]*(?:(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$))+")
_MARKER = re.compile(r"[-+*]|\d[.)]")


def check(source: str) -> None:
    """Raise TooMuch (or Unfit, for what cannot be stored) with a sentence for the author."""
    refuse_broken(source)
    if len(source) > MOST_CHARACTERS:
        raise TooMuch(
            lazy("The text is too long: at most %(most)s characters.", most=MOST_CHARACTERS)
        )
    if _count_links(source) > MOST_LINKS:
        raise TooMuch(lazy("The text has too many links: at most %(most)s.", most=MOST_LINKS))
    if len(_MENTION.findall(source)) > MOST_MENTIONS:
        raise TooMuch(
            lazy("The text mentions too many people: at most %(most)s.", most=MOST_MENTIONS)
        )
    if sum("|" in line for line in source.split("\n")) > MOST_TABLE_LINES:
        raise TooMuch(
            lazy("The tables are too long: at most %(most)s lines.", most=MOST_TABLE_LINES)
        )
    if nesting(source) > MOST_NESTING:
        raise TooMuch(
            lazy(
                "Lists, quotations or brackets stand too deep inside each other: "
                "at most %(most)s levels.",
                most=MOST_NESTING,
            )
        )


def nesting(source: str) -> int:
    """How deep quotations, lists and brackets go, about."""
    deepest, indents, brackets = 0, list[int](), 0
    for line in source.split("\n"):
        quotes = _QUOTES.match(line)
        quoted = quotes[0].count(">") if quotes else 0
        rest = line[quotes.end() :] if quotes else line
        items = _enter_list(rest, indents)
        brackets, open_at_most = _brackets(rest, brackets) if rest.strip() else (0, 0)
        deepest = max(deepest, quoted + items, open_at_most)
    return deepest


def _enter_list(line: str, indents: list[int]) -> int:
    """Note a list item's indentation; its depth is how many items stand further left."""
    indent = len(line) - len(line.lstrip())
    item = _LIST_ITEM.match(line)
    if item is None:
        if line and not indent:
            indents.clear()
        return len(indents)
    while indents and indents[-1] >= indent:
        indents.pop()
    depth = len(indents) + len(_MARKER.findall(item[0])) + item[0].count(">")
    indents.append(indent)
    return depth


def _brackets(line: str, already_open: int) -> tuple[int, int]:
    """How many square brackets are open at the end of the line, and at most within it."""
    most = still_open = already_open
    for bracket in re.findall(r"\\.|[\[\]]", line):
        if bracket == "[":
            still_open += 1
            most = max(most, still_open)
        elif bracket == "]":
            still_open = max(still_open - 1, 0)
    return still_open, most


def _count_links(source: str) -> int:
    """Inline links, addresses, and every bracket once there are reference definitions."""
    count = len(_LINK.findall(source))
    if _DEFINITION.search(source):
        count += source.count("[") - source.count("](")
    return count

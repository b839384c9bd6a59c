"""How a person is named in a text so that they hear of it: `@[Ana Petrović](person:12)`.

What is typed is `@Ana Petrović`, in either alphabet. When the text is posted, whoever is meant is
found and noted beside the name, so that neither another name nor a namesake changes it later.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from exchange.text.fold import fold, words

MOST_WORDS = 5  # of a name
LONGEST_NAME = 80
SCHEME = "person:"
PERSON = re.compile(r"person:([1-9][0-9]{0,14})")  # where a mention's link leads in Markdown
_LINK = re.compile(r'<a href="/people/([0-9]+)">(.*?)</a>', re.DOTALL)
_OPENING = '<a href="/people/'
_MENTION = re.compile(r"@\[([^\[\]\n]{1,80})\]\(person:([1-9][0-9]{0,14})\)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE_OR_QUOTE = re.compile(r"(?: {4}|\t| {0,3}>)")
_PIECE = re.compile(
    r"(?P<other>(?<!`)(`++).+?(?<!`)\2(?!`)"  # code
    r"|\\.|(?<!@)\[[^\[\]\n]*\]\([^()\s]*\)|<[a-z][a-z0-9+.-]{1,9}:[^<>\s]*>"
    r"|(?:https?://|www\.)\S+)"
    r"|(?<![\w@/.])(?:@\[(?P<label>[^\[\]\n]{1,80})\]\(person:(?P<id>[1-9][0-9]{0,14})\)"
    r"|@(?=[^\W\d_]))"
)
_INSIDE_A_NAME = re.compile(r"-|\.?[ ]")
_PLACE = re.compile(r'</?blockquote|<a href="/people/([0-9]+)"')


class People(NamedTuple):
    """Who may be mentioned in a text, of those whom it may mean."""

    by_name: Mapping[str, int]  # folded; names that are one person's only
    by_id: Mapping[int, str]  # with their folded name, or "" where any name will do


LookUp = Callable[[Collection[str], Collection[int]], People]


def folded_name(name: str) -> str:
    """The form in which names are compared: no alphabet, no marks, no case."""
    return " ".join(fold(word) for word, _, _ in words(name))


def written_as(name: str, account_id: int) -> str:
    """A mention in Markdown, to be copied."""
    return f"@[{re.sub(r'[][]', '', name)}]({SCHEME}{account_id})"


def with_ids(source: str, look_up: LookUp) -> str:
    """The text with whoever it mentions noted; where nobody is found, or several, it stays as it
    was typed. Code and what is quoted from others mentions nobody."""
    if "@" not in source:
        return source
    lines = source.split("\n")
    prose = _prose(lines)
    found = [(n, piece) for n in prose for piece in _PIECE.finditer(lines[n])]
    names = {folded for n, at in found for folded, _ in _names_at(lines[n], at)}
    ids = {int(at["id"]) for _, at in found if at["id"]}
    if not names and not ids:
        return source
    people = look_up(names, ids)
    for n in prose:
        lines[n] = _noted(lines[n], people)
    return "\n".join(lines)


def _noted(line: str, people: People) -> str:
    made, end = [], 0
    for at in _PIECE.finditer(line):
        if at.start() < end or at["other"]:
            continue
        piece, stop = _mention(line, at, people)
        made += [line[end : at.start()], piece]
        end = stop
    return "".join([*made, line[end:]])


def _mention(line: str, at: re.Match[str], people: People) -> tuple[str, int]:
    """What stands there from now on, and where the rest of the line begins."""
    if at["id"]:
        account_id, label = int(at["id"]), at["label"]
        is_theirs = people.by_id.get(account_id) in ("", folded_name(label))
        return (at[0] if is_theirs else f"@{label}"), at.end()
    for folded, end in _names_at(line, at):  # the longest first
        if (account_id := people.by_name.get(folded, 0)) > 0:
            return f"@[{line[at.end() : end]}]({SCHEME}{account_id})", end
        if folded in people.by_name:
            break  # several have it
    return at[0], at.end()


def _names_at(line: str, at: re.Match[str]) -> list[tuple[str, int]]:
    """Every name that may be meant there, folded, and where it ends; the longest first."""
    if at["other"] or at["id"]:
        return []
    start = at.end()
    found, end = list[tuple[str, int]](), start
    for word, begin, stop in words(line[start : start + LONGEST_NAME]):
        gap = line[end : start + begin]
        if len(found) == MOST_WORDS or (gap and not (found and _INSIDE_A_NAME.fullmatch(gap))):
            break
        end = start + stop
        before = f"{found[-1][0]} " if found else ""
        found.append((before + fold(word), end))
    return found[::-1]


def _prose(lines: list[str]) -> list[int]:
    """The numbers of the lines that are their author's words, not code and not quoted."""
    own, fence = list[int](), ""
    for n, line in enumerate(lines):
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif opened and opened[1].startswith(fence) and not line.strip(" `~"):
            fence = ""
        elif not fence and not _CODE_OR_QUOTE.match(line):
            own.append(n)
    return own


def as_typed(source: str) -> str:
    """The text as a person would type it: "@Ana Petrović"."""
    return _MENTION.sub(r"@\1", source)


def mentioned_in(html: str) -> list[int]:
    """The people whom rendered words mention, each once, in order; not in what is quoted."""
    depth, found = 0, list[int]()
    for place in _PLACE.finditer(html):
        if place[1] is None:
            depth += -1 if place[0].startswith("</") else 1
        elif not depth:
            found.append(int(place[1]))
    return list(dict.fromkeys(found))


def names_only(html: str) -> str:
    """Rendered words for those to whom no profile is shown, and for mails and feeds."""
    return _LINK.sub(r"\2", html) if _OPENING in html else html


def with_profiles(html: str, lang: str) -> str:
    """Rendered words for members: a name leads to its profile in this language."""
    return html.replace(_OPENING, f'<a href="/{lang}/people/') if _OPENING in html else html

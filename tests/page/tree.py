"""A page as a tree, parsed as strictly as HTML allows, and the little of CSS that tests need."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import html5lib

_TREES = html5lib.getTreeBuilder("etree")
_UNSEEN = {"script", "style", "template"}
_TOKEN = re.compile(
    r"""(?P<child>\s*>\s*)|(?P<gap>\s+)|\#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|(?P<tag>[a-z][\w-]*|\*)"""
    r"""|\[(?P<attr>[\w-]+)(?:(?P<how>[\^$*~]?=)["']?(?P<value>[^\]"']*)["']?)?\]"""
)


class Unparsable(ValueError):
    """The page has a parse error; the sentence says where."""


class Element:
    """One element: `.tag`, `.get("href")`, `.text`, `.one(css)`, `.all(css)`."""

    __slots__ = ("attrs", "children", "is_own", "parent", "tag")

    def __init__(self, tag: str, attrs: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.children: list[Element | str] = []
        self.is_own: bool = bool(parent and parent.is_own) or self._begins_own_words()

    def _begins_own_words(self) -> bool:
        """Do the words of a person, or of another language, begin here?"""
        attrs = self.attrs
        if "data-own" in attrs or attrs.get("translate") == "no":
            return True
        return ("lang" in attrs and self.tag != "html") or "notranslate" in self.classes

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    @property
    def text(self) -> str:
        return normalised("".join(self.pieces()))

    def pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in _UNSEEN:
                yield from child.pieces()

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    def __getitem__(self, name: str) -> str:
        return self.attrs[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attrs

    def up(self) -> Iterator["Element"]:
        """Its parent, then the parent's parent, to the root."""
        place = self.parent
        while place is not None:
            yield place
            place = place.parent

    def down(self) -> Iterator["Element"]:
        """All that is inside, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.down()

    def all(self, css: str) -> list["Element"]:
        steps = steps_of(css)
        return [element for element in self.down() if _fits(element, steps, len(steps) - 1)]

    def one(self, css: str) -> "Element":
        found = self.all(css)
        assert len(found) == 1, f"{css!r} should be there once, but is there {len(found)} times"
        return found[0]

    def __repr__(self) -> str:
        attrs = "".join(f' {k}="{v}"' for k, v in list(self.attrs.items())[:4])
        return f"<{self.tag}{attrs}>{self.text[:40]}"


class Document:
    """A parsed page with what the laws look up: elements in order, by tag, by id."""

    def __init__(self, source: str) -> None:
        self.elements: list[Element] = []
        self.by_tag: dict[str, list[Element]] = defaultdict(list)
        self.by_id: dict[str, list[Element]] = defaultdict(list)
        self.root = self._take(_parsed(source), None)

    def _take(self, node: Any, parent: Element | None) -> Element:
        element = Element(_bare(node.tag), {_bare(k): v for k, v in node.attrib.items()}, parent)
        self.elements.append(element)
        self.by_tag[element.tag].append(element)
        if "id" in element.attrs:
            self.by_id[element.attrs["id"]].append(element)
        if node.text:
            element.children.append(node.text)
        for child in node:
            if isinstance(child.tag, str):  # a comment's tag is a function
                element.children.append(self._take(child, element))
            if child.tail:
                element.children.append(child.tail)
        return element

    def tags(self, *names: str) -> Iterator[Element]:
        for name in names:
            yield from self.by_tag.get(name, ())


def normalised(text: str) -> str:
    return " ".join(text.split())


def _parsed(source: str) -> Any:
    parser = html5lib.HTMLParser(tree=_TREES, strict=True, namespaceHTMLElements=False)
    try:
        return parser.parse(source)
    except html5lib.html5parser.ParseError as error:
        (line, column), code, _ = parser.errors[-1]
        near = source.splitlines()[line - 1][max(0, column - 60) : column + 20]
        raise Unparsable(f"{code}, line {line}, near …{near}…: {error}") from None


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def steps_of(css: str) -> list[tuple[str, list[re.Match[str]]]]:
    """`main > a.btn [href]` as steps; each says how it hangs on the one before, and its parts."""
    steps: list[tuple[str, list[re.Match[str]]]] = [("", [])]
    place, css = 0, css.strip()
    while place < len(css):
        found = _TOKEN.match(css, place)
        if not found:
            raise ValueError(f"{css!r} is more CSS than tests/page knows, at {css[place:]!r}")
        if found["child"] or found["gap"]:
            steps.append((">" if found["child"] else " ", []))
        else:
            steps[-1][1].append(found)
        place = found.end()
    return steps


def _fits(element: Element, steps: list[tuple[str, list[re.Match[str]]]], last: int) -> bool:
    how, parts = steps[last]
    if not all(_is(element, part) for part in parts):
        return False
    if last == 0:
        return True
    above = element.up()
    if how == ">":
        parent = next(above, None)
        return parent is not None and _fits(parent, steps, last - 1)
    return any(_fits(place, steps, last - 1) for place in above)


def _is(element: Element, part: re.Match[str]) -> bool:
    if part["tag"]:
        return part["tag"] in ("*", element.tag)
    if part["id"]:
        return element.get("id") == part["id"]
    if part["cls"]:
        return part["cls"] in element.classes
    value = element.attrs.get(part["attr"])
    if value is None or part["how"] is None:
        return value is not None
    wanted = part["value"]
    return {
        "=": value == wanted,
        "^=": value.startswith(wanted),
        "$=": value.endswith(wanted),
        "*=": wanted in value,
        "~=": wanted in value.split(),
    }[part["how"]]

"""The laws of templates, read with Jinja's own lexer and parser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.rules.source_laws import MARKS, ROOT

LENGTH = 200
UNMARKED = {
    "ALTER Exchange",
    "ALTER",
    "PREPARE",
    "Markdown",
    "CC BY 4.0",
    "URL",
    "prepare-network.eu",
}  # the same in all
RAW_HTML = {  # templates that may say |safe: what they show went through the walls
    "forum/reply.html",
    "forum/stale.html",
    "ui/posts.html",
}
_SAID_ALOUD = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
_DESCRIBING = {"description", "og:title", "og:description", "og:site_name"}
_PRESSED = {"submit", "button", "reset"}
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_INSIDE = "\ue000"  # stands where the template puts something
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(rf"[^{_INSIDE}]+")
_SENTENCE = re.compile(r"[A-Z][a-z]+(['’ ,.:;!?…-]|$)|\w+ \w+.*[.!?…]$")
_ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


@dataclass(frozen=True)
class Template:
    """One template: where it lies below the root, and its text."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """As Jinja knows it."""
        return self.path.rpartition("templates/")[2]

    @property
    def is_mail(self) -> bool:
        return "mail" in self.path.split("templates/")[-1]

    @cached_property
    def tree(self) -> nodes.Template:
        return _ENVIRONMENT.parse(self.text)

    @cached_property
    def skeleton(self) -> str:
        """The text with a sign for each expression or statement, and comments gone."""
        pieces, depth = [], 0
        for _, token, value in _ENVIRONMENT.lex(self.text):
            if token in ("data", "raw_begin", "raw_end"):
                pieces.append(value if token == "data" else "")
                continue
            depth += token in ("block_begin", "variable_begin")
            depth -= token in ("block_end", "variable_end")
            comment = token.startswith("comment")
            ends = token in ("block_end", "variable_end")
            pieces.append(
                (f" {_INSIDE} " if ends and not comment else "") + "\n" * value.count("\n")
            )
        return "".join(pieces)

    @cached_property
    def html(self) -> "Words":
        return Words(self.skeleton)


class Words(HTMLParser):
    """All words that a reader would meet, and all attributes, each with its line."""

    def __init__(self, skeleton: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[tuple[int, str]] = []
        self.attributes: list[tuple[int, str, str]] = []
        self._open: list[tuple[str, bool]] = []  # elements, and whether they carry their own lang
        self.feed(skeleton)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name.strip(_INSIDE): value or "" for name, value in attrs}
        line = self.getpos()[0]
        self.attributes += [(line, name, value) for name, value in given.items()]
        own = bool(given.get("lang")) and _INSIDE not in given["lang"] and tag != "html"
        if not own and not self._is_own():
            self.words += [(line, text) for text in _spoken(tag, given)]
        if tag not in _VOID:
            self._open.append((tag, own))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self._open]:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in ("script", "style"):
            return
        if not self._is_own():
            self.words.append((self.getpos()[0], data))

    def _is_own(self) -> bool:
        return any(own for _, own in self._open)


def _spoken(tag: str, given: dict[str, str]) -> Iterator[str]:
    yield from (value for name, value in given.items() if name in _SAID_ALOUD)
    if tag == "meta" and given.get("name", given.get("property")) in _DESCRIBING:
        yield given.get("content", "")
    if tag == "input" and given.get("type") in _PRESSED:
        yield given.get("value", "")


def all_templates() -> list[Template]:
    files = [f for kind in ("html", "txt", "xml") for f in (ROOT / "exchange").rglob(f"*.{kind}")]
    return [
        Template(str(f.relative_to(ROOT)), Path(f).read_text(encoding="utf-8"))
        for f in sorted(files)
        if "templates" in f.parts
    ]


def every_text_is_marked(template: Template) -> Iterator[str]:
    for line, words in template.html.words:
        for text in _WORDS.findall(words):
            said = " ".join(text.split())
            if _LETTER.search(_without_what_is_allowed(said)):
                yield f'{template.path}:{line} {said!r} is not marked: write {{{{ _("…") }}}}'


def _without_what_is_allowed(text: str) -> str:
    for allowed in sorted(UNMARKED, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(allowed)}\b", "", text)
    return text


def every_string_in_an_expression_is_marked(template: Template) -> Iterator[str]:
    """`button("Post reply")` is as unmarked as text; classes and codes begin small."""
    marked = {
        id(node)
        for call in template.tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS
        for node in call.find_all(nodes.Const)
    }
    for node in template.tree.find_all(nodes.Const):
        if id(node) in marked or not isinstance(node.value, str) or node.value in UNMARKED:
            continue
        if _SENTENCE.match(node.value):
            yield f"{template.path}:{node.lineno} {node.value!r} is not marked: put _(…) around it"


def marked_strings_are_written_out(template: Template) -> Iterator[str]:
    """What is not there as a literal is not collected, and so never translated."""
    for call in template.tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            first = call.args[0] if call.args else None
            if not isinstance(first, nodes.Const) or not isinstance(first.value, str):
                yield (
                    f"{template.path}:{call.lineno} {call.node.name}(…) marks what is not written "
                    "out: mark it where it stands (lazy), and show it as it comes"
                )


def nothing_is_inline(template: Template) -> Iterator[str]:
    for line, name, value in template.html.attributes:
        if name.startswith("on") or (name == "style" and not template.is_mail):
            yield (
                f"{template.path}:{line} {name}={value!r}: the policy forbids it; give it a class, "
                "or a data- attribute that a module of static/ looks for"
            )


def nothing_escapes_escaping(template: Template) -> Iterator[str]:
    if template.name in RAW_HTML:
        return
    filters: list[nodes.Filter | nodes.Name] = [
        f for f in template.tree.find_all(nodes.Filter) if f.name == "safe"
    ]
    names = [n for n in template.tree.find_all(nodes.Name) if n.name == "Markup"]
    for node in (*filters, *names):
        yield (
            f"{template.path}:{node.lineno} {node.name}: hand over Markup from where it was "
            "sanitised; a template that must do it stands in RAW_HTML of template_laws.py"
        )
    if template.tree.find(nodes.EvalContextModifier):
        yield f"{template.path}: autoescape stays on"


def templates_are_short(template: Template) -> Iterator[str]:
    length = len(template.text.splitlines())
    if length > LENGTH:
        yield f"{template.path} has {length} lines, more than {LENGTH}: make a part a macro"


LAWS = (
    every_text_is_marked,
    every_string_in_an_expression_is_marked,
    marked_strings_are_written_out,
    nothing_is_inline,
    nothing_escapes_escaping,
    templates_are_short,
)

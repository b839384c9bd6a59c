"""Reads plain HTML as a browser does, some times faster than html5lib: where every tag is closed
and nothing is left to be guessed. Of anything else it says nothing, and html5lib has the word."""

import re
from xml.etree.ElementTree import Comment, Element

from html5lib.constants import adjustSVGAttributes


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PHRASES = _words(
    "a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label "
    "mark meter output picture progress q s samp script datalist select small source span strong "
    "sub sup svg textarea time u var wbr"
)
_BLOCKS = _words(
    "address article aside blockquote details dialog div dl fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr legend main nav ol p pre search "
    "section summary table ul"
)
_WITHIN = {  # what else may be only there
    "li": {"ul", "ol"},
    "option": {"select", "optgroup", "datalist"},
    "optgroup": {"select"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
}
_IN_HEAD = _words("base link meta script style title")
_IN_SVG = _words("circle ellipse g line path polygon polyline rect text")
_VOID = _words("base br hr img input link meta source wbr")
_RAW = _words("script style textarea title")
_ONCE = _words("a b button code em form i p s small strong svg u")
_FRAME = _words("optgroup select table thead tbody tfoot tr")
_PARTS: dict[str, list[str]] = {"html": [], "head": ["html"], "body": ["html", "head"]}
_HEADINGS = _words("h1 h2 h3 h4 h5 h6")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'", "nbsp": "\xa0"}
_SIGN = re.compile(r"&(?:(amp|lt|gt|quot|#34|#39|nbsp);)?")
_STRANGE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(0x10000 * n + 0xFFFE)}{chr(0x10000 * n + 0xFFFF)}" for n in range(1, 17))
    + "]"
)
_DOCTYPE = re.compile(r"[ \n\t]*<!doctype html>[ \n\t]*(?=<html[ >])", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<text>[^<]+)|<(?P<start>[a-z][a-z0-9]*)"
    r'(?P<attrs>(?:[ \n\t]+[a-zA-Z][\w:-]*(?:="[^"]*")?)*)'
    r"[ \n\t]*(?P<closed>/?)>|</(?P<end>[a-z][a-z0-9]*)>|<!--(?P<comment>[^->][^->]*)-->",
    re.ASCII,
)
_ATTR = re.compile(r'([\w:-]+)(?:="([^"]*)")?', re.ASCII)


class _NotPlain(Exception):
    """Something is left to be guessed."""


def quickly_parsed(source: str) -> Element | None:
    """As html5lib would, or None."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return _Reading(source).root if not _STRANGE.search(source) else None
    except _NotPlain:
        return None


class _Reading:
    def __init__(self, source: str) -> None:
        begin = _DOCTYPE.match(source)
        _must(begin)
        self.source, self.place = source, begin.end() if begin else 0
        self.stack: list[Element] = []
        self.names: list[str] = []
        self.root = Element("html")
        self.seen: list[str] = []  # of html, head and body, in order
        self.last: Element | None = None  # the newest child of the innermost
        while self.place < len(source):
            token = _TOKEN.match(source, self.place)
            if token is None:
                raise _NotPlain
            self.place = token.end()
            if token["text"] is not None:
                self._text(token["text"])
            elif token["start"]:
                self._start(token["start"], token["attrs"], bool(token["closed"]))
            elif token["end"]:
                self._end(token["end"])
            else:
                self._comment()
        _must(not self.stack and self.seen == ["html", "head", "body"])

    def _text(self, text: str) -> None:
        is_blank = not text.strip(" \n\t")
        inside = self.names[-1] if self.names else ""
        if inside in ("", "html"):
            _must(is_blank)
            if "head" not in self.seen:
                return
            if "body" in self.seen:
                self._append(self.root[-1], text)  # where browsers put what follows the body
                return
        _must(is_blank or (inside != "head" and inside not in _FRAME))
        self._put(_unsigned(text))

    def _put(self, text: str) -> None:
        if self.last is not None:
            self.last.tail = (self.last.tail or "") + text
        else:
            self.stack[-1].text = (self.stack[-1].text or "") + text

    @staticmethod
    def _append(element: Element, text: str) -> None:
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text

    def _comment(self) -> None:
        _must(self.names and self.names[-1] != "html")
        self.last = Comment()
        self.stack[-1].append(self.last)

    def _start(self, name: str, attrs: str, is_closed: bool) -> None:
        in_svg = "svg" in self.names or name == "svg"
        _must(self._may_stand(name))
        _must(not is_closed or in_svg or name in _VOID)
        element = Element(name, _attributes(attrs, in_svg)) if self.seen else self.root
        if not self.seen:
            element.attrib.update(_attributes(attrs, in_svg))
        if name in ("html", "head", "body"):
            self.seen.append(name)
        if self.stack:
            self.stack[-1].append(element)
        self.last = element
        if is_closed or (name in _VOID and not in_svg):
            return
        self.stack.append(element)
        self.names.append(name)
        self.last = None
        if name in _RAW and not in_svg:
            self._raw(name)
        elif name == "pre" and self.source.startswith("\n", self.place):
            self.place += 1

    def _may_stand(self, name: str) -> bool:
        names = self.names
        inside = names[-1] if names else ""
        if name in _PARTS:
            return self.seen == _PARTS[name] and names == _PARTS[name][:1]
        if inside in ("", "html"):
            return False
        if inside == "head":
            return name in _IN_HEAD
        if "svg" in names:
            return name in _IN_SVG and inside in ("svg", "g")
        return self._may_stand_in_body(name, inside)

    def _may_stand_in_body(self, name: str, inside: str) -> bool:
        names = self.names
        if name in _WITHIN:
            return inside in _WITHIN[name] and "p" not in names
        if inside in _FRAME or "select" in names or (name in _ONCE and name in names):
            return False
        if name in ("dt", "dd"):
            return (inside == "dl" or names[-2:] == ["dl", "div"]) and "p" not in names
        if name in _BLOCKS:
            return "p" not in names and not (name in _HEADINGS and inside in _HEADINGS)
        return name in _PHRASES

    def _raw(self, name: str) -> None:
        end = self.source.find("</", self.place)
        _must(end >= 0 and self.source.startswith(f"</{name}>", end))
        text = self.source[self.place : end]
        _must("<!--" not in text)
        if name in ("textarea", "title"):
            text = _unsigned(text.removeprefix("\n") if name == "textarea" else text)
        if text:
            self.stack[-1].text = text
        self.place = end

    def _end(self, name: str) -> None:
        _must(self.names and self.names[-1] == name)
        self.names.pop()
        self.last = self.stack.pop()


def _attributes(text: str, in_svg: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _ATTR.findall(text):
        if not name.islower() or ":" in name:
            _must(in_svg and adjustSVGAttributes.get(name.lower()) == name)  # ascii
        else:
            _must(not in_svg or name not in adjustSVGAttributes)
        _must(name not in found)
        found[name] = _unsigned(value) if "&" in value else value
    return found


def _unsigned(text: str) -> str:
    return _SIGN.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    if found[1] is None:
        raise _NotPlain
    return _SIGNS[found[1]]


def _must(holds: object) -> None:
    if not holds:
        raise _NotPlain

"""Where the code asks whether somebody may: each place can be switched off in a copy of the tree.

A `require(…)` becomes conditional; a `may_…(…)` that is off allows, a condition that narrows a
query is off as SQL's true. Views ask the policy only to show or leave out a button: of them,
`require` alone counts.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONDITIONS = {  # the rules said in SQL
    "visible_to",
    "threads_visible_to",
    "posts_readable_by",
    "posts_found_by",
    "experiences_found",
    "credits",
    "judged_by",
    "still_holds_for",
    "waiting_for",
}
_HIDDEN = {"hidden_at", "deleted_at"}
_SHOWING = ("views", "fillings", "forms")
_READING = ("queries", "policy")
_SWITCH = "tests.prove.switch"


@dataclass(frozen=True, slots=True)
class Site:
    """One place, by its number in the order of files and lines."""

    number: int
    path: str
    line: int
    text: str

    @property
    def feature(self) -> str:
        return self.path.split("/")[1]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.text}"


def switchable(root: Path) -> list[Site]:
    """Make every place under `root`/exchange switchable; `root` is a copy."""
    found: list[Site] = []
    for path in sorted((root / "exchange").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        weaver = _Weaver(str(path.relative_to(root)), len(found))
        weaver.visit(tree)
        if weaver.found:
            _import_switch(tree)
            path.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
            found += weaver.found
    return found


class _Weaver(ast.NodeTransformer):
    """Puts a switch before each place of one file."""

    def __init__(self, path: str, number: int) -> None:
        self.found: list[Site] = []
        self._path, self._first = path, number
        stems = {Path(part).stem for part in Path(path).parts}
        self._only_require = bool(stems & set(_SHOWING))
        self._reads = bool(stems & set(_READING))

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if not _calls(node.value, {"require"}):
            return self.generic_visit(node)
        return ast.If(test=self._is_on(node), body=[node], orelse=[])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = _name_of(node.func)
        if self._only_require:
            return self.generic_visit(node)
        if name in CONDITIONS or (self._reads and _says_unhidden(node)):
            return self._switched(node, "true()")
        if name.startswith("may_"):
            return self._switched(node, "ALLOWED")
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        if self._reads and ast.unparse(node) == "Experience.state == 'published'":
            return self._switched(node, "true()")
        return self.generic_visit(node)

    def _switched(self, node: ast.expr, otherwise: str) -> ast.AST:
        off = ast.parse(f"_switch.{otherwise}", mode="eval").body
        return ast.IfExp(test=self._is_on(node), body=node, orelse=off)

    def _is_on(self, node: ast.expr | ast.stmt) -> ast.expr:
        number = self._first + len(self.found)
        text = ast.unparse(node).split("\n")[0]
        self.found.append(Site(number, self._path, node.lineno, text))
        return ast.parse(f"_switch.is_on({number})", mode="eval").body


def _name_of(function: ast.expr) -> str:
    return ast.unparse(function).rpartition(".")[2]


def _says_unhidden(node: ast.Call) -> bool:
    """`Post.hidden_at.is_(None)` and its like."""
    asked = node.func
    return (
        isinstance(asked, ast.Attribute)
        and asked.attr == "is_"
        and isinstance(asked.value, ast.Attribute)
        and asked.value.attr in _HIDDEN
    )


def _calls(node: ast.expr, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _import_switch(tree: ast.Module) -> None:
    has_words = ast.get_docstring(tree) is not None
    tree.body[int(has_words) : int(has_words)] = ast.parse(f"import {_SWITCH} as _switch").body


def of_interest(sites: list[Site], wanted: str) -> Iterator[Site]:
    """Those whose file's path has these letters; all by default."""
    return (site for site in sites if wanted in site.path)

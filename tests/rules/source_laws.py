"""The laws of the code base that its syntax trees show. Each yields sentences that teach."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE, FUNCTION, VIEW, PARAMETERS = 300, 40, 15, 5
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base"}
MARKS = {"_", "_l", "lazy", "gettext", "ngettext", "pgettext", "npgettext", "lazy_plural"}
_EXEMPT = re.compile(r"#\s*budget:\s*\S")
_ASCII = re.compile(r"#.*\bascii\b")
_CASES = {"upper", "lower", "title", "capitalize", "casefold", "swapcase"}
_NOW = re.compile(r"\b(datetime|date)\.(now|utcnow|today|utcfromtimestamp)$")
_VERBS = {"route", "get", "post", "put", "patch", "delete"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One module: where it lies below the root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def functions(self) -> Iterator[Function]:
        return (n for n in self.nodes if isinstance(n, Function))

    def is_in(self, *names: str) -> bool:
        """Is it `views.py`, or in a folder `views/`?"""
        *folders, module = self.path.removesuffix(".py").split("/")
        return module in names or bool(set(folders) & set(names))

    def at(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.path}:{node.lineno}"

    def is_exempt(self, first: int, last: int) -> bool:
        """Does a comment `# budget: reason` stand in these lines, counted from 1?"""
        return any(_EXEMPT.search(line) for line in self.lines[first - 1 : last])


def all_sources() -> list[Source]:
    files = sorted((ROOT / "exchange").rglob("*.py"))
    return [Source(str(f.relative_to(ROOT)), f.read_text(encoding="utf-8")) for f in files]


def only_the_kernel_commits(source: Source) -> Iterator[str]:
    if source.path == "exchange/kernel/db.py":
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "commit":
            yield f"{source.at(node)} commits: write inside `with transaction(actor):` instead"


def imports_stand_on_top(source: Source) -> Iterator[str]:
    for function in source.functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield (
                    f"{source.at(node)} imports inside {function.name}(): import on top; if that "
                    "goes round in a circle, the piece belongs lower, or comes by a slot or event"
                )


def modules_have_telling_names(source: Source) -> Iterator[str]:
    for part in source.path.removesuffix(".py").split("/"):
        if part in DRAWERS:
            yield f"{source.path}: name it after what it knows; things in a {part!r} get lost"


def files_are_short(source: Source) -> Iterator[str]:
    if len(source.lines) > FILE and not source.is_exempt(1, 5):
        yield (
            f"{source.path} has {len(source.lines)} lines, more than {FILE}: make it a folder of "
            "the same name with one verb per file, or say in its first lines `# budget: why`"
        )


def functions_are_short(source: Source) -> Iterator[str]:
    for function in source.functions:
        limit, what = (VIEW, "view") if _is_view(function) else (FUNCTION, "function")
        length = _length(function)
        if length > limit and not _is_exempt(source, function):
            yield (
                f"{source.at(function)} {function.name} has {length} lines; a {what} has at most "
                f"{limit}: give a part a name of its own, or say `# budget: why` on the def line"
            )


def _is_view(function: Function) -> bool:
    """Is it a route, as `@forum.get("/…")` makes it?"""
    calls = (d.func for d in function.decorator_list if isinstance(d, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in _VERBS for call in calls)


def _length(function: Function) -> int:
    """From def to the end, the docstring apart."""
    first = function.body[0]
    said = (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def _is_exempt(source: Source, function: Function) -> bool:
    return source.is_exempt(function.lineno, max(function.lineno, function.body[0].lineno - 1))


def parameters_are_few(source: Source) -> Iterator[str]:
    for function in source.functions:
        given = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        counted = [name for name in given if name not in ("self", "cls", "actor")]
        if len(counted) > PARAMETERS and not _is_exempt(source, function):
            yield (
                f"{source.at(function)} {function.name} takes {len(counted)} positional "
                f"parameters beyond the actor, more than {PARAMETERS}: hand over one dataclass"
            )


def only_commands_print(source: Source) -> Iterator[str]:
    if source.is_in("cli", "serve"):
        return
    for node in source.nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
            yield f"{source.at(node)} prints: use a logger, or return it to the command"


def only_the_clock_knows_the_time(source: Source) -> Iterator[str]:
    if source.path == "exchange/kernel/clock.py":
        return
    for node in source.nodes:
        if isinstance(node, ast.Attribute) and _NOW.search(asked := ast.unparse(node)):
            yield (
                f"{source.at(node)} asks {asked}: take exchange.kernel.clock.now(), which is "
                "aware, in UTC, and can be set by a test"
            )


def case_is_changed_by_the_text_package(source: Source) -> Iterator[str]:
    if source.path.startswith("exchange/text/"):
        return
    for node in source.nodes:
        called = node.func if isinstance(node, ast.Call) and not node.args else None
        if isinstance(called, ast.Attribute) and called.attr in _CASES:
            last = called.end_lineno or called.lineno
            if not any(map(_ASCII.search, source.lines[called.lineno - 1 : last])):
                yield (
                    f"{source.at(called)} uses .{called.attr}(), which is wrong in Turkish: use "
                    "exchange.text.fold, or say `# ascii` where no person wrote the text"
                )


def marked_strings_are_written_out(source: Source) -> Iterator[str]:
    """What is not there as a literal is not collected, and so never translated."""
    if source.path == "exchange/text/wording.py":
        return
    for node in source.nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in MARKS:
            first = node.args[0] if node.args else None
            if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
                yield (
                    f"{source.at(node)} marks {ast.unparse(node)}, which cannot be collected: mark "
                    "the literal where it stands, with its variables as %(name)s by keyword"
                )


def what_a_name_cannot_say_is_said(source: Source) -> Iterator[str]:
    """One line on every model, action and page dataclass."""
    for node in source.tree.body:
        if not isinstance(node, ast.ClassDef | Function) or ast.get_docstring(node):
            continue
        if what := _must_speak(source, node):
            yield f"{source.at(node)} {what} {node.name} has no docstring: say it in one line"


def _must_speak(source: Source, node: ast.ClassDef | Function) -> str:
    if node.name.startswith("_"):
        return ""
    if isinstance(node, ast.ClassDef):
        if _is_model(node):
            return "the model"
        return "the dataclass" if source.is_in("queries") and _is_dataclass(node) else ""
    return "the action" if source.is_in("actions") else ""


def _is_model(node: ast.ClassDef) -> bool:
    stored = any(
        isinstance(target, ast.Name) and target.id == "__tablename__"
        for line in node.body
        if isinstance(line, ast.Assign)
        for target in line.targets
    )
    return stored or any(ast.unparse(b).rpartition(".")[2] == "Model" for b in node.bases)


def _is_dataclass(node: ast.ClassDef) -> bool:
    called = (ast.unparse(d).partition("(")[0] for d in node.decorator_list)
    return any(name.rpartition(".")[2] == "dataclass" for name in called)


LAWS = (
    only_the_kernel_commits,
    imports_stand_on_top,
    modules_have_telling_names,
    files_are_short,
    functions_are_short,
    parameters_are_few,
    only_commands_print,
    only_the_clock_knows_the_time,
    case_is_changed_by_the_text_package,
    marked_strings_are_written_out,
    what_a_name_cannot_say_is_said,
)

"""The house style holds in all of exchange/, and each law is seen to fail."""

from collections.abc import Callable, Iterator

import pytest

from tests.rules import source_laws as laws
from tests.rules.source_laws import LAWS, Source, all_sources

Law = Callable[[Source], Iterator[str]]


def _long(lines: int, head: str = "def act():") -> str:
    return f"{head}\n" + "    pass\n" * (lines - 1)


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return all_sources()


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Law, sources: list[Source]) -> None:
    faults = [fault for source in sources for fault in law(source)]
    assert not faults, "\n".join(["", *faults])


def test_there_is_something_to_judge(sources: list[Source]) -> None:
    assert "exchange/kernel/clock.py" in {source.path for source in sources}


BROKEN = [
    (laws.only_the_kernel_commits, "exchange/forum/actions.py", "db.session.commit()"),
    (laws.imports_stand_on_top, "exchange/forum/views.py", "def act():\n    import os"),
    (
        laws.imports_stand_on_top,
        "exchange/a.py",
        "class A:\n def f(s):\n  if s:\n   from a import b",
    ),
    (laws.modules_have_telling_names, "exchange/forum/utils.py", ""),
    (laws.modules_have_telling_names, "exchange/common/dates.py", ""),
    (laws.files_are_short, "exchange/a.py", "a = 1\n" * 301),
    (laws.functions_are_short, "exchange/a.py", _long(41)),
    (laws.functions_are_short, "exchange/a/views.py", _long(16, "@a.get('/')\ndef act():")),
    (laws.parameters_are_few, "exchange/a.py", "def act(actor, a, b, c, d, e, f): ..."),
    (
        laws.parameters_are_few,
        "exchange/a.py",
        "class A:\n def act(self, a, b, c, d, e, /, f): ...",
    ),
    (laws.only_commands_print, "exchange/forum/actions.py", "print('x')"),
    (laws.only_the_clock_knows_the_time, "exchange/a.py", "datetime.now(UTC)"),
    (laws.only_the_clock_knows_the_time, "exchange/a.py", "x = datetime.datetime.utcnow"),
    (laws.only_the_clock_knows_the_time, "exchange/a.py", "date.today()"),
    (laws.case_is_changed_by_the_text_package, "exchange/a.py", "name.strip().lower()"),
    (laws.case_is_changed_by_the_text_package, "exchange/a.py", "name.title()"),
    (laws.marked_strings_are_written_out, "exchange/a.py", "_(f'Hello {name}')"),
    (laws.marked_strings_are_written_out, "exchange/a.py", "a = _l(text)"),
    (laws.marked_strings_are_written_out, "exchange/a.py", "wording.ngettext('a' + b, 'c', 1)"),
    (laws.what_a_name_cannot_say_is_said, "exchange/a/models.py", "class Post(Model): ..."),
    (laws.what_a_name_cannot_say_is_said, "exchange/a.py", "class A(B):\n __tablename__ = 'a'"),
    (laws.what_a_name_cannot_say_is_said, "exchange/a/actions.py", "def act(): ..."),
    (laws.what_a_name_cannot_say_is_said, "exchange/a/actions/reply.py", "def act(): ..."),
    (
        laws.what_a_name_cannot_say_is_said,
        "exchange/a/queries.py",
        "@dataclass(frozen=True)\nclass Page:\n    a: int",
    ),
]


@pytest.mark.parametrize(("law", "path", "text"), BROKEN)
def test_a_broken_source_fails(law: Law, path: str, text: str) -> None:
    assert len(list(law(Source(path, text)))) == 1


GOOD = [
    (laws.only_the_kernel_commits, "exchange/kernel/db.py", "db.session.commit()"),
    (laws.imports_stand_on_top, "exchange/a.py", "import os\nif os:\n    import sys"),
    (laws.files_are_short, "exchange/a.py", '"""A."""\n\n# budget: one table\n' + "a = 1\n" * 301),
    (laws.functions_are_short, "exchange/a.py", _long(40)),
    (laws.functions_are_short, "exchange/a.py", _long(60, "def act():  # budget: one table")),
    (laws.functions_are_short, "exchange/a.py", _long(60, "def act(\n  a,  # budget: one\n):")),
    (laws.functions_are_short, "exchange/a/views.py", _long(15, "@a.get('/')\ndef act():")),
    (laws.functions_are_short, "exchange/a/views.py", _long(16, "@a.errorhandler(4)\ndef act():")),
    (laws.parameters_are_few, "exchange/a.py", "def act(actor, a, b, c, d, e, *, f): ..."),
    (laws.only_commands_print, "exchange/forum/cli.py", "print('x')"),
    (laws.only_commands_print, "exchange/serve/install.py", "print('x')"),
    (laws.only_the_clock_knows_the_time, "exchange/kernel/clock.py", "datetime.now(UTC)"),
    (laws.only_the_clock_knows_the_time, "exchange/a.py", "func.now(); clock.now()"),
    (laws.case_is_changed_by_the_text_package, "exchange/text/fold.py", "name.lower()"),
    (laws.case_is_changed_by_the_text_package, "exchange/a.py", "code.lower()  # ascii: a code"),
    (laws.case_is_changed_by_the_text_package, "exchange/a.py", "func.lower(name)"),
    (laws.marked_strings_are_written_out, "exchange/a.py", "_('Hello %(name)s', name=name)"),
    (laws.what_a_name_cannot_say_is_said, "exchange/a/actions.py", "def _part(): ..."),
    (laws.what_a_name_cannot_say_is_said, "exchange/a/actions.py", "def act():\n    'Acts.'"),
    (laws.what_a_name_cannot_say_is_said, "exchange/a/views.py", "def act(): ..."),
]


@pytest.mark.parametrize(("law", "path", "text"), GOOD)
def test_what_the_law_allows_passes(law: Law, path: str, text: str) -> None:
    assert list(law(Source(path, text))) == []


def test_an_exemption_needs_a_reason() -> None:
    source = Source("exchange/a.py", _long(41, "def act():  # budget:"))
    assert list(laws.functions_are_short(source))

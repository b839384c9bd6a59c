"""The full run: a skipped test fails it, and so does a linter that was red before it."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--red-before", default="", help="names of linters that have failed")


def _skipped(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter else 0


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    is_red = _skipped(session.config) or session.config.getoption("--red-before")
    if is_red and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if skipped := _skipped(config):
        terminalreporter.section("skipped", red=True)
        terminalreporter.write_line(f"{skipped} skipped: here every test must run (bin/test).")
    if red := config.getoption("--red-before"):
        terminalreporter.section("linters", red=True)
        terminalreporter.write_line(f"Failed before the tests, see far above: {red}")

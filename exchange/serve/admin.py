"""`bin/admin`: the commands of all features, for the data folder of one installation."""

import os
import sys
from pathlib import Path
from secrets import token_hex
from typing import NoReturn

import click
from flask import Flask
from flask.cli import ScriptInfo

from exchange.app import create_app
from exchange.kernel.settings import BadSetting, Settings
from exchange.serve.options import ROOT

_ABOUT = """Looks after an installation of ALTER Exchange.

The data folder is "data" beside the project; --data DIR, given first, or EXCHANGE_DATA names
another.
"""
_HELP = {"-h", "--help"}


def main(arguments: list[str]) -> None:
    data, rest = _data_folder(arguments)
    if data.is_file():
        _refuse(f"{data} is a file: --data names the folder of an installation.")
    os.environ["EXCHANGE_DATA"] = str(data)
    if not (data / "secret-key").exists():
        if not _HELP & set(rest):
            sys.exit(
                f"There is no installation in {data}: start bin/serve first, or name its --data."
            )
        os.environ["EXCHANGE_SECRET_KEY"] = token_hex()  # else help would make the folder
    app = _app()
    commands = click.Group(
        help=_ABOUT,
        commands=app.cli.commands,
        no_args_is_help=True,
        context_settings={"help_option_names": sorted(_HELP)},
    )
    commands.main(rest, prog_name="bin/admin", obj=ScriptInfo(create_app=lambda: app))


def _refuse(sentence: str) -> NoReturn:
    """For what was typed wrongly."""
    print(sentence, file=sys.stderr)
    sys.exit(2)


def _data_folder(arguments: list[str]) -> tuple[Path, list[str]]:
    match arguments:
        case ["--data", given, *rest]:
            pass
        case [first, *rest] if first.startswith("--data="):
            given = first.removeprefix("--data=")
        case rest:
            if any(word.partition("=")[0] == "--data" for word in rest):
                sys.exit("--data comes before the command: bin/admin --data DIR COMMAND …")
            given = os.environ.get("EXCHANGE_DATA") or str(ROOT / "data")
    return Path(given).absolute(), rest


def _app() -> Flask:
    try:
        return create_app(Settings.from_environ(os.environ))
    except BadSetting as reason:
        sys.exit(str(reason))


if __name__ == "__main__":
    main(sys.argv[1:])

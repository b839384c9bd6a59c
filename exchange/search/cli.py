"""`flask search rebuild`: index what is not indexed yet, or was by older rules."""

import click
from flask import Flask
from flask.cli import AppGroup

from exchange.search.actions import rebuild

commands = AppGroup("search", help="The search index.")


@commands.command("rebuild")
@click.option("--all", "everything", is_flag=True, help="Index every text anew.")
def rebuild_index(everything: bool) -> None:
    """Index what is not indexed yet, or was by older rules. May be stopped and begun again."""
    done = 0
    for batch in rebuild(everything=everything):
        done += batch
        click.echo(f"{done} indexed")
    click.echo("The index is complete." if done else "Nothing to do: the index is complete.")


def add_search_commands(app: Flask) -> None:
    app.cli.add_command(commands)

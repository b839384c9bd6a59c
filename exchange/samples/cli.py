"""`samples load` and `samples drop`."""

from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from exchange.kernel.settings import LOOPBACK, Settings
from exchange.samples import marker
from exchange.samples.drop import are_there, count_real_replies, drop_samples
from exchange.samples.load import load_samples

samples = AppGroup("samples", help="Sample content: invented people who say true things.")


@samples.command("load")
def load() -> None:
    """Load sample networks, people, threads and experiences."""
    settings: Settings = current_app.extensions["settings"]
    if not settings.loopback or urlsplit(settings.base_url).hostname not in LOOPBACK:
        raise click.ClickException(
            "Sample content is for an installation on this machine only: this one has another"
            " address."
        )
    if are_there() and marker.marker().exists():
        raise click.ClickException(
            "Sample content is loaded already: run samples drop first to load it afresh."
        )
    load_samples()
    click.echo(f"Sample content is loaded. Its accounts stand in {marker.accounts_file()}.")


@samples.command("drop")
@click.option("--yes", is_flag=True, help="Do not ask.")
def drop(yes: bool) -> None:
    """Take all sample content out; what real people wrote elsewhere stays."""
    if not are_there() and not marker.marker().exists():
        raise click.ClickException("There is no sample content here: nothing was changed.")
    if replies := count_real_replies():
        click.echo(f"Posts of real people in sample threads, which go with them: {replies}.")
    if not yes:
        click.confirm("Drop all sample content?", abort=True)
    drop_samples()
    click.echo(
        "The sample content is gone. The record of the funder, funders.toml in the data folder,"
        " has stayed: remove it if this installation has another funder or none."
    )


def init_app(app: Flask) -> None:
    """The commands, and for templates `samples_loaded`: whether what they show may be invented."""
    app.cli.add_command(samples)
    settings: Settings = app.extensions["settings"]
    are_loaded = marker.look_in(settings.data)
    app.context_processor(lambda: {"samples_loaded": are_loaded()})

"""Commands about people, for whoever runs the installation."""

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from exchange.kernel.rulings import NotFound, Refused
from exchange.people import actions, queries
from exchange.people.mail_addresses import is_mail_address
from exchange.people.passwords import new_password

group = AppGroup("people", help="Accounts: the first admin, confirmed addresses, who there is.")


def init_app(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("create")
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--name", required=True, help="As it stands on pages.")
@click.option("--admin", is_flag=True, help="May configure everything.")
def create(email: str, name: str, admin: bool) -> None:
    """Make an account that may write at once; asks for its password, or makes a random one."""
    if not is_mail_address(email):
        raise click.ClickException(f"{email} does not look like a mail address.")
    if not name.strip():
        raise click.ClickException("The account needs a name.")
    typed = _asked() if sys.stdin.isatty() else ""
    password = typed or new_password()
    try:
        actions.create_account(email, name.strip(), password, is_admin=admin)
    except Refused as refused:
        raise click.ClickException(str(refused.reason)) from None
    click.echo(f"{email} can sign in.")
    if not typed:
        click.echo(f"Password: {password}")


def _asked() -> str:
    return str(
        click.prompt(
            "Password (nothing: a random one is made)",
            hide_input=True,
            confirmation_prompt=True,
            default="",
            show_default=False,
        )
    )


@group.command("confirm")
@click.argument("email")
def confirm(email: str) -> None:
    """Confirm an address and let its person in, where no mail can be sent."""
    try:
        actions.confirm_by_command(email)
    except NotFound:
        raise click.ClickException(f"Nobody here has the address {email}.") from None
    click.echo(f"{email} is confirmed and let in.")


@group.command("list")
def list_people() -> None:
    """Everybody: number, state, address, name, roles."""
    for person in queries.everybody():
        words = [str(person.id), person.state, person.email, person.name, *person.roles]
        click.echo("\t".join(words))

"""The book from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.domain.ledger import actions

ledger = AppGroup("ledger", help="The book of whose money it is.")


@ledger.command("catch-up")
def catch_up() -> None:
    """Write into the book what happened before there was one."""
    click.echo(f"{actions.catch_up()} things were missing from the book and are in it now")

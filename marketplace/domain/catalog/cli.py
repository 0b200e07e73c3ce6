"""Commands of the catalogue."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.domain.catalog.actions import load_categories

categories = AppGroup("categories", help="The shelves of the market.")


@categories.command("load")
def load() -> None:
    """Put up the first shelves; those that are there stay as they are."""
    click.echo(f"{load_categories()} new categories")

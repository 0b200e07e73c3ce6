"""Commands of search."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.domain.search.actions import load_synonyms
from marketplace.domain.search.actions import reindex_all as make_index

search = AppGroup("search", help="Finding things.")


@search.command("reindex")
def reindex() -> None:
    """Make the whole index anew, with the first synonyms if there are none."""
    click.echo(f"{make_index()} products indexed")


@search.command("synonyms")
def synonyms() -> None:
    """Put in the first synonyms where there are none."""
    click.echo(f"{load_synonyms()} new groups of synonyms")

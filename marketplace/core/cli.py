"""Commands that keep the house: assets, places, translations, the worker, the invariants."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from config import ROOT
from marketplace.core.assets import build_assets
from marketplace.core.invariants import examine
from marketplace.core.places.actions import load_places
from marketplace.core.statics import static_folder
from marketplace.core.translations import compile_translations

assets = AppGroup("assets", help="Style, scripts and icons.")
places = AppGroup("places", help="Provinces and communes.")
translations = AppGroup("translations", help="The English of the market.")


@assets.command("build")
def build() -> None:
    """Build what browsers fetch into var/static."""
    built = build_assets(ROOT / "static", static_folder(current_app))
    click.echo(f"{len(built)} assets in {static_folder(current_app)}")


@places.command("load")
def load() -> None:
    """Take in the provinces and communes of the installed package; again is harmless."""
    click.echo(f"{load_places()} communes")


@translations.command("compile")
def compile_() -> None:
    """Compile the message catalogues."""
    count = compile_translations(Path(current_app.root_path) / "translations")
    click.echo(f"{count} messages in English")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run the background jobs until told to end."""
    consumer = current_app.extensions["jobs"].huey.create_consumer(workers=1, periodic=True, initial_delay=0.2)
    consumer.run()


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Run every invariant, a line each; exit 1 if one is broken."""
    findings = examine(current_app.extensions["invariants"])
    for finding in findings:
        mark = "ok    " if finding.holds else "BROKEN"
        click.echo(f"{mark} {finding.invariant.name:4} {finding.invariant.sentence}")
        for offender in finding.offenders:
            click.echo(f"       {offender}")
    broken = sum(not finding.holds for finding in findings)
    click.echo(f"{len(findings)} invariants, {broken} broken")
    if broken:
        sys.exit(1)


COMMANDS = (assets, places, translations, worker, verify)

"""Commands of livestream programmes."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.core.errors import Refusal
from marketplace.domain.accounts.queries import person_by_email
from marketplace.domain.livestream.actions import connect_shops, recount_clicks, sync_platform_figures, work_notices
from marketplace.domain.livestream.platforms import PlatformAway, PlatformRefused

tiktok = AppGroup("tiktok", help="TikTok Shop: figures of LIVEs and orders, where the market has keys for it.")


livestream = AppGroup("livestream", help="Upkeep of what livestream programmes counted.")


@livestream.command("recount-clicks")
def recount() -> None:
    """Add up all clicks anew; needed only where `flask verify` says that T2e is broken."""
    recount_clicks()
    click.echo("counted")


@tiktok.command("connect")
@click.argument("code")
@click.option("--by", "email", required=True, help="The organizer in whose name figures are brought.")
def connect(code: str, email: str) -> None:
    """Keep the shops whose owner gave this authorization code."""
    person = person_by_email(email)
    if person is None or not person.is_organizer:
        raise click.ClickException("no organizer has this address")
    try:
        click.echo(f"{connect_shops(code, by=person)} shops")
    except (Refusal, PlatformAway, PlatformRefused) as fault:
        raise click.ClickException(str(fault)) from fault


@tiktok.command("sync")
def sync() -> None:
    """Ask every connected shop now."""
    click.echo(f"{sync_platform_figures()} new batches of figures, {work_notices()} notices")

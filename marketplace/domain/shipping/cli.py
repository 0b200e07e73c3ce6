"""Commands of shipping."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.domain.shipping.carriers import CarrierAway, CarrierRefused, Ghn, Sending, Spot, WrongKeys

carriers = AppGroup("carriers", help="Carriers that can be asked by program.")
PLACE = (int, str)


@carriers.command("ghn-fee")
@click.option("--shop", required=True, help="The shop's number with GHN.")
@click.option("--token", envvar="GHN_TOKEN", prompt=True, hide_input=True, help="Asked for, or GHN_TOKEN.")
@click.option("--from", "home", type=PLACE, required=True, metavar="DISTRICT WARD", help="As GHN numbers them.")
@click.option("--to", "there", type=PLACE, required=True, metavar="DISTRICT WARD")
@click.option("--weight", type=click.IntRange(1, 50_000), default=500, show_default=True, help="Grams.")
@click.option("--base", default="", help="Another address, such as that of GHN's test system.")
def ghn_fee(shop: str, token: str, home: tuple[int, str], there: tuple[int, str], weight: int, base: str) -> None:
    """What GHN asks for a parcel, to try a shop's keys with; nothing is booked."""
    sending = Sending("", "", "", "", Spot(*there), weight, 0, 0, "")
    try:
        click.echo(f"{Ghn(token, shop, base=base).fee(Spot(*home), sending)} đồng")
    except WrongKeys as refusal:
        raise click.ClickException(f"GHN does not know this token for this shop: {refusal}") from refusal
    except CarrierRefused as refusal:
        raise click.ClickException(f"GHN says no: {refusal}") from refusal
    except CarrierAway as fault:
        raise click.ClickException(f"GHN gave no answer that can be read: {fault}") from fault

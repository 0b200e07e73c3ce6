"""Commands of the demo world."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.demo.finding import SETS, by_kind, judge
from marketplace.demo.livestream import play, write_script
from marketplace.demo.livestream.script import DELIVERED, KEPT, PLACED, SECURED
from marketplace.demo.world import is_loaded, load_world
from marketplace.domain.accounts.queries import person_by_email

demo = AppGroup("demo", help="The demo world, all of it sample data.")

# Below this there is not enough for two programmes, a fortnight of sales and the people who speak of them.
FEWEST_BOOTHS, FEWEST_PRODUCTS = 30, 60


@demo.command("load")
@click.option("--booths", default=300, show_default=True, type=click.IntRange(FEWEST_BOOTHS, 3000))
@click.option("--products", default=620, show_default=True, type=click.IntRange(FEWEST_PRODUCTS, 60000))
@click.option("--seed", default=1, show_default=True)
def load(booths: int, products: int, seed: int) -> None:
    """Load real products and sample booths into an empty market."""
    if is_loaded():
        raise click.ClickException("there are booths already; the demo world goes into an empty market")
    world = load_world(booths=booths, products=products, seed=seed)
    click.echo(f"{len(world.booths)} booths, {world.products} products")


@demo.command("livestream")
@click.option("--purchases", default=1000, show_default=True, type=click.IntRange(10, 20_000))
@click.option("--views", default=2500, show_default=True, type=click.IntRange(1, 10_000_000))
@click.option("--seed", default=1, show_default=True)
def livestream(purchases: int, views: int, seed: int) -> None:
    """Play the reported programme through the real verbs; the campaign page then shows exactly what was played."""
    organizer = person_by_email("organizer@demo.test")
    if organizer is None or not is_loaded():
        raise click.ClickException("load the demo world first: flask --app marketplace demo load")
    script = write_script(purchases=purchases, views=views, seed=seed)
    campaign = play(script, organizer=organizer, say=click.echo)
    for name, fates in (("placed", PLACED), ("secured", SECURED), ("delivered", DELIVERED), ("kept", KEPT)):
        click.echo(f"{name:10} {script.count(fates):6}")
    click.echo(f"see /organizer/campaigns/{campaign.slug}")


@demo.command("judge-search")
def judge_search() -> None:
    """Ask search what shoppers would; print recall@10 and MRR by kind and set, then what fell short."""
    for of in SETS:
        judged = judge(of)
        click.echo(f"{of:12} {'queries':>8} {'recall@10':>10} {'MRR':>6}")
        for kind, (count, recall, reciprocal) in by_kind(judged).items():
            click.echo(f"{kind:12} {count:8} {recall:10.3f} {reciprocal:6.3f}")
        for each in judged:
            if each.recall < 1 or each.reciprocal < 1:
                click.echo(f"{each.query.kind}: {each.query.text} ({each.recall:.2f}, {each.reciprocal:.2f})")

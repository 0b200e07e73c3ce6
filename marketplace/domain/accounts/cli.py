"""People from the command line: for whoever runs the machine, and nobody else can."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.core.errors import Refusal
from marketplace.domain.accounts import actions
from marketplace.domain.accounts.models import ROLES, Person
from marketplace.domain.accounts.queries import person_called

people = AppGroup("people", help="Accounts: who runs the market, and who lost their phone.")


@people.command("give-role")
@click.argument("login")
@click.argument("role", type=click.Choice(ROLES))
def give_role(login: str, role: str) -> None:
    """Make the person with this e-mail address or phone number an organizer, an admin, or a member again."""
    person = _person(login)
    actions.give_role(person, role, by=None)
    click.echo(f"{person.shown_name} is {role} now")


@people.command("lift-second-factor")
@click.argument("login")
def lift_second_factor(login: str) -> None:
    """Turn the second factor off for somebody who lost phone and recovery codes; make sure first that it is them."""
    person = _person(login)
    try:
        actions.lift_second_factor(person)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{person.shown_name} signs in with the password alone now; a letter tells them so")


def _person(login: str) -> Person:
    person = person_called(login)
    if person is None:
        raise click.ClickException("nobody signs in by this name")
    return person
